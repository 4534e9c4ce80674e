import type { Half } from '../../../core/answering/call-wish.ts'
import type { NameForm } from '../../../core/answering/testimonial.ts'
import type { JusterAnswer } from '../../../core/answering/juster.ts'
import type { CallFirstRank, EXPERIENCE_KEYS, MILESTONE_KINDS, Visibility } from '../../../core/words.ts'

type MyDataLabel =
  | 'name'
  | 'email'
  | 'phone'
  | 'account'
  | 'language'
  | 'timeZone'
  | 'projects'
  | 'asked'
  | 'notSent'
  | 'answers'
  | 'calls'
  | 'testimonials'
  | 'followUps'
  | 'notes'
  | 'mails'
  | 'noMail'
  | 'nothing'
  | 'withdrawn'

/** The kinds of mail that contacts get; the reminders are one. */
export type MailToContact = 'invitation' | 'reminder' | 'copy' | 'my_data' | 'you_said_we_did' | 'confirm_spoken'

type By<Keys extends readonly string[], Value> = Record<Keys[number], Value>

/** What stands before and after something that the page puts in between, spaces included. */
type Around = readonly [before: string, after: string]

/** A page that is one title, one text, and one line around the firm's e-mail address. */
type NotOpenWords = { title: string; text: string; writeTo: Around }

/** The words of the pages on which somebody sees what is held about them. */
export type MyDataWords = {
  /** The link to it, at the foot of other pages. */
  link: string
  title: (firm: string) => string
  /** Why the page itself comes by e-mail. */
  ask: string
  send: string
  sent: string
  until: (firm: string, day: string) => string
  /** The link to the survey that is still open, or from which one came. */
  back: string
  download: string
  labels: Record<MyDataLabel, string>
  /** What was mailed. */
  mails: Record<MailToContact, string>
  narrow: string
  erase: {
    open: string
    title: string
    text: string
    button: string
    keep: string
    doneTitle: string
    doneText: string
  }
  expired: { title: string; text: string }
}

/** Everything that the pages for clients say by themselves; the questions' own texts come from the survey. One value a language. */
export type SurveyWords = {
  /** Whether a space stands between sentences, and between words and brackets. */
  isSpaced: boolean
  /** The link list that changes the language, for screen readers. */
  languages: string
  /** A milestone above the title, where the firm has not named it itself. */
  milestones: By<typeof MILESTONE_KINDS, string>
  /** The experiences, shortened; in the letter that gives back what came too late. */
  experiences: By<typeof EXPERIENCE_KEYS, string>

  /** Under the title of a survey that is empty. */
  intro: string
  /** Behind `intro`, where the page's script keeps what is filled in. */
  keptAsYouGo: string
  /** Under the title, where something was kept and nothing sent; `day` such as '13 December'. */
  keptSince: (day: string) => string
  /** The same, where an answer was sent and changes to it were kept. */
  keptChange: (day: string) => string
  /** Instead, where sending was stopped because something was filled in from another window or device. */
  keptElsewhere: string
  /** In front of what was filled in elsewhere, beside a field that says something else here. */
  elsewhere: string
  /** How many of the questions have an answer, as in '3 of 6 answered'; the same whatever the numbers. */
  progress: (answered: string, asked: string) => string
  /** Behind `progress`, what has become of what was filled in: kept; not to be reached; sent from another window before; too late. */
  keeping: { kept: string; notKept: string; sentSince: string; closed: string }
  /** In place of any page, where far too many requests come from one network. */
  tooMany: (seconds: number) => string
  /** The button that keeps what is filled in, where there is no script. */
  keepForLater: string
  /** Under the title of a survey that was answered and can be changed. */
  answered: string
  /** The button that sends everything. */
  send: string
  /** Beside that button; `day` such as '13 December'. */
  changeUntil: (day: string) => string
  /** The title of the browser's tab where something is to be corrected. */
  toCorrect: (title: string) => string
  /** Beside a question's text where the question is easily taken for required. */
  optional: string
  /** The part of the page with questions in words, for screen readers. */
  inYourWords: string

  /** The call-first question. */
  callFirst: {
    /** Where the chosen answer's words will stand. */
    unchosen: string
    /** The eleven anchors of Juster's scale: what each number says, and the odds it states. Published translations where there are. */
    anchors: Record<JusterAnswer, { label: string; odds: string }>
    /** The odds as they stand behind an anchor's words. */
    inBrackets: (odds: string) => string
    /** The two ends of the scale, under the numbers 0 and 10; very short. */
    lowEnd: string
    highEnd: string
    /** The keys that choose, for who uses a keyboard; very short. */
    keys: string
    /** The number was tapped in the e-mail; names the button `send`. */
    tapped: (answer: number) => string
    /** Instead, where an answer was sent before, or kept: it stands, and the tapped one is offered. */
    tappedSince: Record<'sent' | 'kept', (tapped: number, stands: number) => string>
    /** Behind `tappedSince`, what chooses the tapped number. */
    take: (tapped: number) => string
  }
  /** Ratings from 1 to 5. */
  rating: {
    hint: string
    /** One number, for screen readers; the ends say their words, too. */
    steps: Record<1 | 2 | 3 | 4 | 5, string>
  }
  /** Under a question with several answers. */
  severalFit: string
  callMe: string
  readers: Record<Visibility, string>
  /** What the choice of readers means, in one sentence. */
  readersHint: string
  /** Who would be called first; 'us' is the firm by its name. */
  ranks: Record<Exclude<CallFirstRank, 'us'>, string>

  /** What is wrong with a field, and what to do. */
  faults: {
    /** The heading of the summary on top. */
    heading: (count: number) => string
    nothingSent: string
    /** Instead, on the page after sending. */
    nothingSaved: string
    callFirst: string
    rating: string
    tick: string
    visibility: string
    choice: string
    phone: string
    words: string
    role: string
    consent: string
    signature: string
    tooLong: (over: number, most: number) => string
  }

  /** The page after sending. */
  thanks: {
    title: string
    heading: (contact: string) => string
    arrived: string
    readBy: Record<Visibility, (firm: string) => string>
    callNoted: string
    saved: string
    /** Instead, where a call was asked for and nobody knows the number. */
    savedButNumber: string
    /** Above the further questions. */
    anotherMinute: string
    sendToo: string
    change: string
    /** Behind `change`. */
    until: (day: string) => string
  }
  /** Leave to publish words of the client's, a step of its own. */
  quote: {
    title: string
    hint: string
    /** The link that opens the step. */
    open: string
    words: string
    /** Above the forms of a name to choose from. */
    signed: string
    forms: Record<NameForm, string>
    role: string
    /** What is agreed to, word for word; a change of its meaning is a new `CONSENT_VERSION`. */
    consent: (firm: string) => string
    give: string
    /** Above the same form where the permission stands. */
    changeIt: string
    given: (day: string) => string
    withdraw: string
    withdrawn: (firm: string) => string
    back: string
    saved: string
    /** Where the survey has not been answered. */
    later: string
  }
  /** When and where to call. */
  call: {
    title: string
    /** Whose time it is; `zone` such as 'Europe/Berlin'. */
    hint: (zone: string) => string
    when: string
    anyTime: string
    half: Record<Half, (day: string) => string>
    words: string
    number: string
    save: string
  }
  /** A copy of the answers by e-mail. */
  copy: { button: string; queued: string; undeliverable: string }
  /** What the firm holds about the reader. */
  mine: MyDataWords

  /** Links that open no survey. */
  notOpen: {
    unknown: NotOpenWords
    closed: NotOpenWords
    spent: NotOpenWords
    tooLong: NotOpenWords
  }
  /** What was sent too late, given back as a letter. */
  letter: {
    /** The subject of the e-mail that it is written into, and what writes it. */
    subject: string
    write: (address: string) => string
    label: string
    hint: string
    callFirst: (answer: string) => string
    rating: (experience: string, rating: string) => string
    needsNext: (need: string) => string
    callMe: string
  }

  /** Whether to get surveys at all. */
  unsubscribe: {
    ask: { title: string; text: (firm: string) => string; button: string }
    done: { title: string; text: (firm: string) => string; button: string }
  }

  /** What the contact said on a call, as somebody of the firm wrote it down, to be confirmed. */
  spoken: {
    title: string
    /** `day` such as '13 December'. */
    text: (name: string, day: string, project: string) => string
    /** In front of the number with its anchor's words. */
    number: (answer: string) => string
    counts: string
    confirm: string
    correct: string
    refuse: string
    /** After the press. */
    confirmed: { title: string; text: string }
    refused: { title: string; text: string }
    /** Answered by themselves. */
    corrected: { title: string; text: string }
    /** Links to the survey: without an answer, and with one. */
    own: string
    change: string
  }
}
