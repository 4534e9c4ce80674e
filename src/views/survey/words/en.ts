import { mine } from './my-data/en.ts'
import { pluralsOf } from './plurals.ts'
import type { SurveyWords } from './survey-words.ts'

const counted = pluralsOf('en')

export const en = {
  isSpaced: true,
  languages: 'Language',
  milestones: {
    kickoff: 'Kickoff',
    midpoint: 'Midpoint',
    delivery: 'Delivery',
    close: 'Close',
    aftercare: 'Aftercare',
  },
  experiences: {
    delivered: 'delivered',
    had_my_back: 'had my back',
    advised: 'advised',
    knows_business: 'knows our business',
    prepared: 'prepared',
    details: 'details',
    steward: 'steward',
  },

  intro: 'About 2 minutes. Only the first question needs an answer.',
  keptAsYouGo: 'Your answers so far are kept if you stop halfway.',
  keptSince: (day) => `What you filled in on ${day} was kept. Nothing has been sent yet.`,
  keptChange: (day) => `Changes that you made on ${day} were kept. They have not been sent yet.`,
  keptElsewhere:
    'Nothing has been sent yet: you also filled something in from another window or device. It stands here now, beside your own words where you said something else. Look once more, then send.',
  elsewhere: 'From another window or device:',
  progress: (answered, asked) => `${answered} of ${asked} answered.`,
  keeping: {
    kept: 'Kept, not sent yet.',
    notKept: 'Not kept just now; it all still stands on this page.',
    sentSince: 'These answers were sent from another window. What you change here counts once you send it.',
    closed: 'This survey has closed meanwhile and takes no more answers; what you wrote still stands on this page.',
  },
  tooMany: (seconds) =>
    `Too many requests came from your network. Nothing is lost: go back, wait ${seconds} s and send again.`,
  keepForLater: 'Keep for later',
  answered: 'These are the answers you sent. Change what you like and send them again.',
  send: 'Send my answers',
  changeUntil: (day) => `You can change them until ${day}.`,
  toCorrect: (title) => `To correct: ${title}`,
  optional: '(optional)',
  inYourWords: 'In your words',

  callFirst: {
    unchosen: 'Choose a number from 0 to 10.',
    // Juster, J. Am. Stat. Assoc. 61 (1966).
    anchors: {
      10: { label: 'Certain, practically certain', odds: '99 in 100' },
      9: { label: 'Almost sure', odds: '9 in 10' },
      8: { label: 'Very probable', odds: '8 in 10' },
      7: { label: 'Probable', odds: '7 in 10' },
      6: { label: 'Good possibility', odds: '6 in 10' },
      5: { label: 'Fairly good possibility', odds: '5 in 10' },
      4: { label: 'Fair possibility', odds: '4 in 10' },
      3: { label: 'Some possibility', odds: '3 in 10' },
      2: { label: 'Slight possibility', odds: '2 in 10' },
      1: { label: 'Very slight possibility', odds: '1 in 10' },
      0: { label: 'No chance, almost no chance', odds: '1 in 100' },
    },
    inBrackets: (odds) => `(${odds})`,
    lowEnd: '0 no chance',
    highEnd: '10 certain',
    keys: 'keys 0–9, x for 10',
    tapped: (answer) => `You tapped ${answer} in the e-mail. Nothing is sent until you press “Send my answers”.`,
    tappedSince: {
      sent: (tapped, stands) => `You tapped ${tapped} in the e-mail; you sent ${stands}, and that stands.`,
      kept: (tapped, stands) => `You tapped ${tapped} in the e-mail; ${stands} was kept here before, and that stands.`,
    },
    take: (tapped) => `Choose ${tapped} instead`,
  },
  rating: {
    hint: '1 not at all · 5 completely. Leave out what does not apply.',
    steps: {
      1: '1 of 5, not at all',
      2: '2 of 5',
      3: '3 of 5',
      4: '4 of 5',
      5: '5 of 5, completely',
    },
  },
  severalFit: 'Choose all that fit.',
  callMe: 'Yes, please call me',
  readers: {
    team: 'The project team and our leadership',
    leadership: 'Only our leadership',
  },
  readersHint:
    'If you choose only our leadership, the project team never sees this answer; it counts in their figures only together with those of several other people.',
  ranks: {
    another_firm: 'Another firm',
    own_people: 'Our own people',
    not_sure: 'Not sure',
  },

  faults: {
    heading: (count) => counted(count, { one: 'One answer needs another look', other: '# answers need another look' }),
    nothingSent: 'Nothing has been sent from this page yet, and everything you typed is still here.',
    nothingSaved:
      'Your answers are with us. What you filled in on this page is not saved yet; it all still stands here.',
    callFirst: 'Choose a number from 0 to 10.',
    rating: 'Choose a number from 1 to 5, or leave it out.',
    tick: 'Tick the box or leave it empty.',
    visibility: 'Choose who may read your words.',
    choice: 'Choose one of the answers shown, or leave it out.',
    phone: 'Write the number as one would dial it, such as +49 30 1234567.',
    words: 'Write the words that may be published.',
    role: 'Write your role, such as Head of IT.',
    consent: 'Tick the box; without it nothing is published.',
    signature: 'Choose how the words are signed.',
    tooLong: (over, most) =>
      `${counted(over, { one: 'This is # character too long.', other: 'This is # characters too long.' })} ${counted(most, { other: '# fit; please shorten it.' })}`,
  },

  thanks: {
    title: 'Thank you',
    heading: (contact) => `Thank you, ${contact}`,
    arrived: 'Your answers have arrived.',
    readBy: {
      team: (firm) => `The project team and the leadership of ${firm} read them.`,
      leadership: (firm) => `Only the leadership of ${firm} reads them.`,
    },
    callNoted: 'You asked for a call; we have noted it.',
    saved: 'Saved. Nothing more is needed.',
    savedButNumber: 'Saved. One thing is missing: the number to call.',
    anotherMinute: 'If you have another minute',
    sendToo: 'Send this too',
    change: 'Change my answers',
    until: (day) => `until ${day}`,
  },
  quote: {
    title: 'May we quote you?',
    hint: 'This is up to you alone. Nothing is published without your yes, and you can take it back at any time by this link.',
    open: 'Write a testimonial',
    words: 'These words, exactly',
    signed: 'Signed as',
    forms: {
      full: 'Full name and firm',
      first: 'First name and firm',
      role: 'Role and firm',
      anonymous: 'Nobody: anonymous',
    },
    role: 'Your role (only for “Role and firm”)',
    consent: (firm) =>
      `I allow ${firm} to publish these words, exactly as they stand here and signed as chosen above. I can take this back at any time by the same link.`,
    give: 'Give my permission',
    changeIt: 'Change the words or the name',
    given: (day) => `You gave this permission on ${day}.`,
    withdraw: 'Take my permission back',
    withdrawn: (firm) => `Your permission is withdrawn. ${firm} takes the words down.`,
    back: 'Back to the thank-you page',
    saved: 'Saved. You can change or withdraw it here at any time.',
    later: 'You can write a testimonial once you have answered the survey.',
  },
  call: {
    title: 'When shall we call?',
    hint: (zone) => `Times are yours (${zone}).`,
    when: 'Best time',
    anyTime: 'Any time',
    half: {
      morning: (day) => `${day}, morning`,
      afternoon: (day) => `${day}, afternoon`,
    },
    words: 'Anything else about when (optional)',
    number: 'Number to call',
    save: 'Save',
  },
  copy: {
    button: 'Send me a copy of my answers',
    queued: 'A copy is on its way to your e-mail address.',
    undeliverable: 'Your e-mail address takes no mail from us, so no copy was sent.',
  },
  mine,

  notOpen: {
    unknown: {
      title: 'This link opens nothing',
      text: 'It may have been cut short on its way. Please open it from the e-mail once more, or copy all of it, from “http” to its last letter.',
      writeTo: ['If it still does not open, write to ', '.'],
    },
    closed: {
      title: 'This survey has closed',
      text: 'Its last day has passed, so it takes no more answers.',
      writeTo: ['We would still like to hear from you. Write to ', '.'],
    },
    spent: {
      title: 'These answers are in',
      text: 'The survey has closed, so they can no longer be changed. Thank you for them.',
      writeTo: ['If there is something to add, write to ', '.'],
    },
    tooLong: {
      title: 'That was too long to arrive',
      text: 'Nothing has been stored. Go back with your browser, shorten what you wrote, and send it again.',
      writeTo: ['Or send it by e-mail to ', '.'],
    },
  },
  letter: {
    subject: 'My answers to your survey',
    write: (address) => `Write to ${address}`,
    label: 'What you sent',
    hint: 'It has not been stored. It stands here for you to copy into an e-mail.',
    callFirst: (answer) => `Calling you first: ${answer} of 10`,
    rating: (experience, rating) => `${experience}: ${rating} of 5`,
    needsNext: (need) => `What we need next: ${need}`,
    callMe: 'Please call me.',
  },

  unsubscribe: {
    ask: {
      title: 'No more surveys?',
      text: (firm) =>
        `${firm} then sends no more survey e-mails to your address, for this project or any other. Other e-mails from your project team are not affected.`,
      button: 'Send me no more surveys',
    },
    done: {
      title: 'You get no more surveys',
      text: (firm) => `${firm} sends no more survey e-mails to your address, for this project or any other.`,
      button: 'Send me surveys again',
    },
  },

  spoken: {
    title: 'Is this what you said?',
    text: (name, day, project) => `${name} wrote down what you said on ${day} about ${project}.`,
    number: (answer) => `How likely you are to call us first: ${answer}`,
    counts:
      'Until you confirm it, it counts nowhere. Once confirmed, your project team and the firm’s leadership may read it.',
    confirm: 'Yes, that is what I said',
    correct: 'Correct it, or say it in your own words',
    refuse: 'That is not what I said',
    confirmed: { title: 'Thank you, confirmed', text: 'What we noted now stands as what you said.' },
    refused: {
      title: 'Thank you for telling us',
      text: 'What we noted counts nowhere. If you like, tell us yourself; it takes about two minutes.',
    },
    corrected: { title: 'Thank you, we have your own answer', text: 'It stands in place of what we had noted.' },
    own: 'Answer in your own words',
    change: 'Change my answer',
  },
} satisfies SurveyWords
