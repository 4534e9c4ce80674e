import type { Child } from 'hono/jsx'
import type { Rewording, SurveyChange } from '../../core/answering/survey-difference.ts'
import type { SurveyText } from '../../core/answering/survey-text.ts'
import { directionOf, type Language, LANGUAGE_NAMES } from '../../core/languages.ts'
import { type Difference, wordDifference } from '../../core/word-difference.ts'
import { Pill } from '../notice.tsx'
import { INPUT_NAMES, OPERATOR_NAMES, PLACE_NAMES, shortText } from './survey-names.ts'

const PARTS: Record<Difference['kind'], 'span' | 'del' | 'ins'> = { same: 'span', gone: 'del', new: 'ins' }

function Words({ rewording }: { rewording: Rewording }) {
  const { language, was, is } = rewording
  return (
    <li>
      <span class="quiet">{LANGUAGE_NAMES[language]}: </span>
      <span lang={language} dir={directionOf(language)}>
        {wordDifference(was, is).map(({ kind, text }) => {
          const Part = PARTS[kind]
          return <Part>{text}</Part>
        })}
      </span>
    </li>
  )
}

/** `ask 3` reads 'the survey page, 3rd'. */
function placeWords(place: string): string {
  const [page = 'ask', at = ''] = place.split(' ')
  return `${page === 'after' ? PLACE_NAMES.after.toLowerCase() : PLACE_NAMES.ask.toLowerCase()}, no. ${at}`
}

const listedTexts = (texts: readonly SurveyText[], language: Language): string =>
  texts.map((text) => `“${shortText(text, language)}”`).join(', ')

/** `call_first at_most 6` as a person would say it. */
function conditionWords(condition: string | null): string {
  if (condition === null) return 'everybody'
  const [on = '', operator = '', ...value] = condition.split(' ')
  const name = on in INPUT_NAMES ? INPUT_NAMES[on as keyof typeof INPUT_NAMES].toLowerCase() : on
  return `those whose ${name} ${OPERATOR_NAMES[operator as keyof typeof OPERATOR_NAMES] ?? operator} ${value.join(' ')}`
}

function Optional({ change, language }: { change: SurveyChange & { kind: 'options' }; language: Language }) {
  return (
    <>
      {change.added.length > 0 && <p>New answers: {listedTexts(change.added, language)}</p>}
      {change.removed.length > 0 && <p>Answers no longer offered: {listedTexts(change.removed, language)}</p>}
      {change.isReordered && <p>The answers stand in another order.</p>}
    </>
  )
}

type Shown = { label: string; tone?: 'good' | 'act' | 'plain'; detail: Child }

function shownAs(change: SurveyChange, language: Language): Shown {
  switch (change.kind) {
    case 'added':
      return { label: 'Added', tone: 'good', detail: <p class="quiet">On {placeWords(change.place)}</p> }
    case 'removed':
      return { label: 'Removed', tone: 'act', detail: <p class="quiet">It stood on {placeWords(change.place)}</p> }
    case 'moved':
      return {
        label: 'Moved',
        detail: (
          <p class="quiet">
            From {placeWords(change.from)}, to {placeWords(change.to)}
          </p>
        ),
      }
    case 'reworded':
      return {
        label: 'Reworded',
        detail: (
          <ul class="changes">
            {change.rewordings.map((rewording) => (
              <Words rewording={rewording} />
            ))}
          </ul>
        ),
      }
    case 'options':
      return { label: 'Answers', detail: <Optional change={change} language={language} /> }
    case 'condition':
      return {
        label: 'Asked of',
        detail: (
          <p>
            <del>{conditionWords(change.was)}</del> <ins>{conditionWords(change.is)}</ins>
          </p>
        ),
      }
    default:
      return {
        label: change.kind === 'input' ? 'Kind' : 'Own language',
        detail: (
          <p>
            <del>{change.was}</del> <ins>{change.is}</ins>
          </p>
        ),
      }
  }
}

const NAMES: Record<string, string> = { title: 'The title', experiences: 'The heading above the ratings' }

/** What changed between two versions of a survey, question by question. */
export function SurveyChanges({ changes, language }: { changes: readonly SurveyChange[]; language: Language }) {
  const names = [...new Set(changes.map(({ name }) => name))]
  return (
    <ul class="survey-changes">
      {names.map((name) => {
        const ofName = changes.filter((change) => change.name === name)
        return (
          <li>
            <h3>{NAMES[name] ?? shortText(ofName[0]?.text ?? '', language)}</h3>
            {ofName.map((change) => {
              const { label, tone = 'plain', detail } = shownAs(change, language)
              return (
                <div class="change">
                  <Pill tone={tone}>{label}</Pill>
                  <div>{detail}</div>
                </div>
              )
            })}
          </li>
        )
      })}
    </ul>
  )
}
