import { mine } from './my-data/de.ts'
import { pluralsOf } from './plurals.ts'
import type { SurveyWords } from './survey-words.ts'

const counted = pluralsOf('de')

export const de = {
  isSpaced: true,
  languages: 'Sprache',
  milestones: {
    kickoff: 'Projektstart',
    midpoint: 'Halbzeit',
    delivery: 'Übergabe',
    close: 'Projektabschluss',
    aftercare: 'Einige Monate danach',
  },
  experiences: {
    delivered: 'Ergebnis',
    had_my_back: 'Rückhalt',
    advised: 'Beratung',
    knows_business: 'Verständnis für unser Geschäft',
    prepared: 'Überblick über das Projekt',
    details: 'Sorgfalt',
    steward: 'Umgang mit Budget und Ruf',
  },

  intro: 'Etwa 2 Minuten. Nur die erste Frage braucht eine Antwort.',
  keptAsYouGo: 'Ihre Antworten bleiben erhalten, wenn Sie zwischendurch aufhören.',
  keptSince: (day) => `Was Sie am ${day} ausgefüllt haben, ist erhalten. Gesendet ist noch nichts.`,
  keptChange: (day) => `Ihre Änderungen vom ${day} sind erhalten. Gesendet sind sie noch nicht.`,
  keptElsewhere:
    'Es ist noch nichts gesendet: Sie haben auch in einem anderen Fenster oder auf einem anderen Gerät etwas ausgefüllt. Es steht jetzt hier; wo Sie hier anderes gesagt haben, steht beides da. Sehen Sie noch einmal hin und senden Sie dann.',
  elsewhere: 'Aus einem anderen Fenster oder Gerät:',
  progress: (answered, asked) => `${answered} von ${asked} beantwortet.`,
  keeping: {
    kept: 'Aufbewahrt, noch nicht gesendet.',
    notKept: 'Gerade nicht aufbewahrt; auf dieser Seite steht noch alles.',
    sentSince:
      'Diese Antworten wurden aus einem anderen Fenster gesendet. Was Sie hier ändern, gilt, sobald Sie es senden.',
    closed:
      'Die Umfrage ist inzwischen beendet und nimmt keine Antworten mehr an; was Sie geschrieben haben, steht noch auf dieser Seite.',
  },
  tooMany: (seconds) =>
    `Aus Ihrem Netz kamen zu viele Anfragen. Es ist nichts verloren: Gehen Sie zurück, warten Sie ${seconds} s und senden Sie noch einmal.`,
  keepForLater: 'Für später aufbewahren',
  answered:
    'Das sind die Antworten, die Sie gesendet haben. Ändern Sie, was Sie möchten, und senden Sie sie noch einmal.',
  send: 'Antworten senden',
  changeUntil: (day) => `Sie können sie bis zum ${day} ändern.`,
  toCorrect: (title) => `Bitte prüfen: ${title}`,
  optional: '(freiwillig)',
  inYourWords: 'In Ihren Worten',

  callFirst: {
    unchosen: 'Wählen Sie eine Zahl von 0 bis 10.',
    // Juster, J. Am. Stat. Assoc. 61 (1966); own wording.
    anchors: {
      10: { label: 'Sicher oder so gut wie sicher', odds: '99 von 100' },
      9: { label: 'Fast sicher', odds: '9 von 10' },
      8: { label: 'Sehr wahrscheinlich', odds: '8 von 10' },
      7: { label: 'Wahrscheinlich', odds: '7 von 10' },
      6: { label: 'Gute Chance', odds: '6 von 10' },
      5: { label: 'Recht gute Chance', odds: '5 von 10' },
      4: { label: 'Mittlere Chance', odds: '4 von 10' },
      3: { label: 'Gewisse Chance', odds: '3 von 10' },
      2: { label: 'Geringe Chance', odds: '2 von 10' },
      1: { label: 'Sehr geringe Chance', odds: '1 von 10' },
      0: { label: 'Keine oder so gut wie keine Chance', odds: '1 von 100' },
    },
    inBrackets: (odds) => `(${odds})`,
    lowEnd: '0 keine Chance',
    highEnd: '10 sicher',
    keys: 'Tasten 0–9, x für 10',
    tapped: (answer) =>
      `Sie haben in der E-Mail die ${answer} gewählt. Gesendet wird erst, wenn Sie auf „Antworten senden“ drücken.`,
    tappedSince: {
      sent: (tapped, stands) =>
        `Sie haben in der E-Mail die ${tapped} gewählt; gesendet haben Sie die ${stands}, und dabei bleibt es.`,
      kept: (tapped, stands) =>
        `Sie haben in der E-Mail die ${tapped} gewählt; aufbewahrt ist die ${stands}, und dabei bleibt es.`,
    },
    take: (tapped) => `Stattdessen die ${tapped} wählen`,
  },
  rating: {
    hint: '1 trifft gar nicht zu · 5 trifft voll zu. Lassen Sie aus, was nicht passt.',
    steps: {
      1: '1 von 5, trifft gar nicht zu',
      2: '2 von 5',
      3: '3 von 5',
      4: '4 von 5',
      5: '5 von 5, trifft voll zu',
    },
  },
  severalFit: 'Wählen Sie alles, was passt.',
  callMe: 'Ja, bitte rufen Sie mich an',
  readers: {
    team: 'Das Projektteam und unsere Geschäftsleitung',
    leadership: 'Nur unsere Geschäftsleitung',
  },
  readersHint:
    'Wenn nur die Geschäftsleitung lesen darf, sieht das Projektteam diese Antwort nie; in dessen Zahlen zählt sie nur zusammen mit denen mehrerer anderer.',
  ranks: {
    another_firm: 'Ein anderes Unternehmen',
    own_people: 'Unsere eigenen Leute',
    not_sure: 'Weiß ich nicht',
  },

  faults: {
    heading: (count) =>
      counted(count, {
        one: 'Bitte sehen Sie sich eine Antwort noch einmal an',
        other: 'Bitte sehen Sie sich # Antworten noch einmal an',
      }),
    nothingSent: 'Von dieser Seite wurde noch nichts gesendet, und alles, was Sie geschrieben haben, steht noch hier.',
    nothingSaved:
      'Ihre Antworten liegen uns vor. Was Sie auf dieser Seite ausgefüllt haben, ist noch nicht gespeichert; es steht alles noch hier.',
    callFirst: 'Wählen Sie eine Zahl von 0 bis 10.',
    rating: 'Wählen Sie eine Zahl von 1 bis 5, oder lassen Sie die Frage aus.',
    tick: 'Setzen Sie das Häkchen, oder lassen Sie das Feld leer.',
    visibility: 'Wählen Sie, wer Ihre Worte lesen darf.',
    choice: 'Wählen Sie eine der angezeigten Antworten, oder lassen Sie die Frage aus.',
    phone: 'Schreiben Sie die Nummer so, wie man sie wählt, zum Beispiel +49 30 1234567.',
    words: 'Schreiben Sie die Worte, die veröffentlicht werden dürfen.',
    role: 'Schreiben Sie Ihre Funktion, zum Beispiel Leitung IT.',
    consent: 'Setzen Sie das Häkchen; ohne es wird nichts veröffentlicht.',
    signature: 'Wählen Sie, wie die Worte unterschrieben sind.',
    tooLong: (over, most) =>
      `${counted(over, { one: 'Das ist # Zeichen zu viel.', other: 'Das sind # Zeichen zu viel.' })} ${counted(most, { other: 'Platz ist für #; bitte kürzen Sie den Text.' })}`,
  },

  thanks: {
    title: 'Vielen Dank',
    // A first name alone does not go with “Sie”.
    heading: () => 'Vielen Dank für Ihre Zeit',
    arrived: 'Ihre Antworten sind angekommen.',
    readBy: {
      team: (firm) => `Das Projektteam und die Geschäftsleitung von ${firm} lesen sie.`,
      leadership: (firm) => `Nur die Geschäftsleitung von ${firm} liest sie.`,
    },
    callNoted: 'Sie möchten angerufen werden; das haben wir notiert.',
    saved: 'Gespeichert. Mehr ist nicht nötig.',
    savedButNumber: 'Gespeichert. Eines fehlt noch: die Nummer, unter der wir anrufen sollen.',
    anotherMinute: 'Falls Sie noch eine Minute haben',
    sendToo: 'Auch das senden',
    change: 'Antworten ändern',
    until: (day) => `bis zum ${day}`,
  },
  quote: {
    title: 'Dürfen wir Sie zitieren?',
    hint: 'Das entscheiden Sie allein. Ohne Ihr Ja wird nichts veröffentlicht, und über diesen Link können Sie es jederzeit zurücknehmen.',
    open: 'Ein Zitat schreiben',
    words: 'Genau diese Worte',
    signed: 'Unterschrieben mit',
    forms: {
      full: 'Voller Name und Firma',
      first: 'Vorname und Firma',
      role: 'Funktion und Firma',
      anonymous: 'Niemand: anonym',
    },
    role: 'Ihre Funktion (nur bei „Funktion und Firma“)',
    consent: (firm) =>
      `Ich erlaube ${firm}, diese Worte genau so zu veröffentlichen, wie sie hier stehen, und so unterschrieben wie oben gewählt. Ich kann das jederzeit über denselben Link zurücknehmen.`,
    give: 'Erlaubnis geben',
    changeIt: 'Worte oder Namen ändern',
    given: (day) => `Diese Erlaubnis haben Sie am ${day} gegeben.`,
    withdraw: 'Erlaubnis zurücknehmen',
    withdrawn: (firm) => `Ihre Erlaubnis ist zurückgenommen. ${firm} entfernt die Worte.`,
    back: 'Zurück zur Dankesseite',
    saved: 'Gespeichert. Sie können es hier jederzeit ändern oder zurücknehmen.',
    later: 'Ein Zitat können Sie schreiben, sobald Sie die Umfrage beantwortet haben.',
  },
  call: {
    title: 'Wann sollen wir anrufen?',
    hint: (zone) => `Die Zeiten gelten bei Ihnen (${zone}).`,
    when: 'Am besten',
    anyTime: 'Jederzeit',
    half: {
      morning: (day) => `${day}, vormittags`,
      afternoon: (day) => `${day}, nachmittags`,
    },
    words: 'Sonst etwas zur Zeit (freiwillig)',
    number: 'Nummer',
    save: 'Speichern',
  },
  copy: {
    button: 'Kopie meiner Antworten schicken',
    queued: 'Eine Kopie ist unterwegs an Ihre E-Mail-Adresse.',
    undeliverable: 'Ihre E-Mail-Adresse nimmt keine E-Mails von uns an; es wurde keine Kopie geschickt.',
  },
  mine,

  notOpen: {
    unknown: {
      title: 'Dieser Link führt zu keiner Umfrage',
      text: 'Vielleicht wurde er unterwegs abgeschnitten. Bitte öffnen Sie ihn noch einmal aus der E-Mail, oder kopieren Sie ihn ganz, von „http“ bis zum letzten Zeichen.',
      writeTo: ['Falls er sich weiterhin nicht öffnet, schreiben Sie bitte an ', '.'],
    },
    closed: {
      title: 'Diese Umfrage ist beendet',
      text: 'Ihr letzter Tag ist vorbei; sie nimmt keine Antworten mehr an.',
      writeTo: ['Ihre Meinung ist uns weiterhin wichtig. Schreiben Sie uns gern an ', '.'],
    },
    spent: {
      title: 'Ihre Antworten liegen uns vor',
      text: 'Die Umfrage ist beendet, deshalb lassen sie sich nicht mehr ändern. Vielen Dank dafür.',
      writeTo: ['Falls Sie etwas ergänzen möchten, schreiben Sie bitte an ', '.'],
    },
    tooLong: {
      title: 'Das war zu lang',
      text: 'Es wurde nichts gespeichert. Gehen Sie im Browser zurück, kürzen Sie Ihren Text, und senden Sie ihn noch einmal.',
      writeTo: ['Oder schicken Sie ihn per E-Mail an ', '.'],
    },
  },
  letter: {
    subject: 'Meine Antworten auf Ihre Umfrage',
    write: (address) => `An ${address} schreiben`,
    label: 'Was Sie gesendet haben',
    hint: 'Es wurde nicht gespeichert. Sie können es von hier in eine E-Mail kopieren.',
    callFirst: (answer) => `Sie zuerst anrufen: ${answer} von 10`,
    rating: (experience, rating) => `${experience}: ${rating} von 5`,
    needsNext: (need) => `Was wir als Nächstes brauchen: ${need}`,
    callMe: 'Bitte rufen Sie mich an.',
  },

  unsubscribe: {
    ask: {
      title: 'Keine Umfragen mehr?',
      text: (firm) =>
        `${firm} schickt dann keine Umfragen mehr an Ihre Adresse, weder zu diesem Projekt noch zu einem anderen. Andere E-Mails Ihres Projektteams sind davon nicht betroffen.`,
      button: 'Keine Umfragen mehr',
    },
    done: {
      title: 'Sie bekommen keine Umfragen mehr',
      text: (firm) =>
        `${firm} schickt keine Umfragen mehr an Ihre Adresse, weder zu diesem Projekt noch zu einem anderen.`,
      button: 'Wieder Umfragen schicken',
    },
  },

  spoken: {
    title: 'Haben Sie das gesagt?',
    text: (name, day, project) => `${name} hat notiert, was Sie am ${day} zum Projekt ${project} gesagt haben.`,
    number: (answer) => `Wie wahrscheinlich Sie uns als Erste anrufen: ${answer}`,
    counts:
      'Solange Sie es nicht bestätigen, zählt es nirgends. Danach dürfen Ihr Projektteam und die Geschäftsleitung es lesen.',
    confirm: 'Ja, das habe ich gesagt',
    correct: 'Berichtigen oder mit eigenen Worten sagen',
    refuse: 'Das habe ich so nicht gesagt',
    confirmed: { title: 'Danke, bestätigt', text: 'Unsere Notiz gilt jetzt als Ihre Aussage.' },
    refused: {
      title: 'Danke für den Hinweis',
      text: 'Unsere Notiz zählt nirgends. Wenn Sie mögen, sagen Sie es uns selbst; das dauert etwa zwei Minuten.',
    },
    corrected: { title: 'Danke, wir haben Ihre eigene Antwort', text: 'Sie gilt anstelle unserer Notiz.' },
    own: 'Mit eigenen Worten antworten',
    change: 'Meine Antwort ändern',
  },
} satisfies SurveyWords
