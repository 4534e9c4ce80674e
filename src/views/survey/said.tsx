import type { SpokenText } from '../../core/answering/survey-text.ts'
import { directionOf } from '../../core/languages.ts'
import type { Speech } from './speech.ts'

/** A survey's text amid a page; where that speaks another language, it says so, to who reads it out and to who sets it. */
export function Said({ text: { words, language }, speech }: { text: SpokenText; speech: Speech }) {
  if (language === speech.language) return <>{words}</>
  return (
    <span lang={language} dir={directionOf(language)}>
      {words}
    </span>
  )
}
