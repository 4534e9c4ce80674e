/** A survey with a question of every kind, one of them conditional, in English and German. */
export const ownSurveySource = `key: own
title: { en: 'How is it going, {contact}?', de: 'Wie läuft es, {contact}?' }
experiences: { en: 'On {engagement}', de: 'Zu {engagement}' }
ask:
  - input: call_first
    text:
      en: How likely is it that {firm} is the first firm you call?
      de: Wie wahrscheinlich ist es, dass Sie {firm} zuerst anrufen?
  - input: long_text
    key: why
    text: { en: What made you hesitate?, de: Was lässt Sie zögern? }
    when: { call_first: { at_most: 6 } }
  - input: experience
    key: fair_price
    text: { en: The price was fair, de: Der Preis war angemessen }
  - input: choice
    key: channel
    text: { en: How do you like to be reached?, de: Wie erreichen wir Sie am besten? }
    options:
      - { key: phone, text: { en: By phone, de: Telefonisch } }
      - { key: mail, text: { en: By e-mail, de: Per E-Mail } }
  - input: choices
    key: tools
    text: { en: What helped?, de: Was hat geholfen? }
    options:
      - { key: board, text: { en: The board, de: Die Übersicht } }
      - { key: notes, text: { en: The weekly notes, de: Die Wochennotizen } }
  - input: comment
    text: { en: Anything else?, de: Noch etwas? }
  - input: visibility
    text: { en: Who may read your words?, de: Wer darf Ihre Worte lesen? }
after:
  - input: short_text
    key: role
    text: { en: What is your role?, de: Was ist Ihre Rolle? }
  - input: needs_next
    text: { en: What do you need next?, de: Was brauchen Sie als Nächstes? }
    when: { tools: { includes: notes } }
`
