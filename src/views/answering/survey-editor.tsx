import { MERGE_FIELDS } from '../../core/answering/survey-text.ts'
import { DRAFT_PLACES, type DraftPlace } from '../../core/answering/survey-draft.ts'
import { LANGUAGE_NAMES, LANGUAGES } from '../../core/languages.ts'
import { moment } from '../dates.ts'
import { Button, SelectField } from '../field.tsx'
import { Layout } from '../layout.tsx'
import { counted, milestoneKindName } from '../names.ts'
import { Section } from '../notice.tsx'
import { paths } from '../paths.ts'
import { Adder } from './survey-adder.tsx'
import { SurveyChanges } from './survey-changes.tsx'
import { notesAt, shownLanguages, type SurveyEditorProps } from './survey-editor-props.ts'
import { SurveyFrameBox } from './survey-frame.tsx'
import { PLACE_NAMES } from './survey-names.ts'
import { NotesOn } from './survey-notes.tsx'
import { QuestionForm } from './survey-question-form.tsx'
import { TextFields } from './survey-text-field.tsx'

const FORM = 'draft'

/** How much there is to put right, and how much is advised, in a sentence. */
export function notesInWords(notes: SurveyEditorProps['notes']): string {
  const faults = notes.filter(({ tone }) => tone === 'fault').length
  const advice = notes.length - faults
  const toDo =
    faults === 0
      ? 'Nothing stands in the way of publishing'
      : `${counted(faults, 'thing')} to put right before publishing`
  return advice === 0 ? `${toDo}.` : `${toDo}; ${counted(advice, 'piece')} of advice.`
}

/** Whether there is a draft, and what clients get meanwhile. */
export function stateInWords(
  {
    basedOn,
    revision,
    changedBy,
    changedAt,
  }: Pick<SurveyEditorProps, 'basedOn' | 'revision' | 'changedBy' | 'changedAt'>,
  frame: SurveyEditorProps['frame'],
): string {
  const clients = basedOn === null ? 'It is not published yet.' : `Clients get version ${basedOn} until you publish.`
  return revision === 0 || changedAt === null
    ? `Nothing is changed yet. ${clients}`
    : `A draft, last changed${changedBy ? ` by ${changedBy}` : ''}, ${moment(changedAt, frame)}. ${clients}`
}

function State({ editor }: { editor: SurveyEditorProps }) {
  return (
    <p class="standfirst">
      <span data-state>{stateInWords(editor, editor.frame)}</span>{' '}
      <a href={paths.survey(editor.key)}>Versions and files</a>
    </p>
  )
}

function Conflict({ editor }: { editor: SurveyEditorProps }) {
  const { conflict, draft, key } = editor
  if (!conflict) return null
  return (
    <div class="faults" role="alert" tabindex={-1} autofocus>
      <h2>{conflict.by ?? 'Somebody'} saved this survey while you worked on it</h2>
      <p>
        Nothing is lost: your words stand in the form below, theirs are kept. Struck out is what they saved, underlined
        what you typed there instead; what only one of you changed stands in the form already. Save to put yours in
        place of theirs, or <a href={paths.surveyEditor(key)}>leave yours and open theirs</a>.
      </p>
      {conflict.changes.length === 0 ? (
        <p>Both say the same.</p>
      ) : (
        <SurveyChanges changes={conflict.changes} language={draft.language} />
      )}
    </div>
  )
}

/** Each language with what is missing in it; a press keeps the draft and shows it beside the survey's own. */
function Languages({ editor }: { editor: SurveyEditorProps }) {
  const { draft, translations, beside } = editor
  const stateOf = (language: (typeof LANGUAGES)[number]): string => {
    const missing = translations.find((each) => each.language === language)?.missing
    if (missing === undefined) return 'not begun'
    return missing.length === 0 ? 'complete' : `${missing.length} missing`
  }
  return (
    <Section
      title="Languages"
      lead="A client reads the survey in its own language where the call-first question is worded in it."
    >
      <SelectField
        name="language"
        label="The survey’s own language"
        hint="What is not translated is shown in it."
        value={draft.language}
        options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
      />
      <p class="beside-label" id="beside-label">
        Show beside it
      </p>
      <div class="beside-choices" role="group" aria-labelledby="beside-label">
        {LANGUAGES.filter((language) => language !== draft.language).map((language) => (
          <button
            type="submit"
            name="do"
            value={`beside:${language}`}
            aria-pressed={beside === language ? 'true' : 'false'}
          >
            <bdi lang={language}>{LANGUAGE_NAMES[language]}</bdi> <small>{stateOf(language)}</small>
          </button>
        ))}
        <button type="submit" name="do" value="beside:all" aria-pressed={beside === 'all' ? 'true' : 'false'}>
          All
        </button>
        <button type="submit" name="do" value="beside:" aria-pressed={beside === '' ? 'true' : 'false'}>
          None
        </button>
      </div>
    </Section>
  )
}

function Bar({ editor }: { editor: SurveyEditorProps }) {
  return (
    <div class="editor-bar">
      <button class="button quiet-button" type="submit" name="do" value="save">
        Save the draft
      </button>
      <button class="button quiet-button narrow-only" type="submit" name="do" value="look">
        Preview
      </button>
      <button class="button" type="submit" name="do" value="publish">
        Publish …
      </button>
      <span class="kept" role="status" data-kept>
        {notesInWords(editor.notes)}
      </span>
    </div>
  )
}

function Questions({ editor, place }: { editor: SurveyEditorProps; place: DraftPlace }) {
  const { draft } = editor
  const shown = shownLanguages(draft, editor.beside, LANGUAGES)
  const notes = notesAt(editor.notes, shown)
  const questions = draft[place]
  return (
    <>
      <input type="hidden" name={place} value={questions.map(({ id }) => id).join(' ')} />
      {place !== 'aside' && <NotesOn field={place} notes={notes.get(place)} />}
      <ol class="question-forms">
        {questions.map((question, index) => (
          <QuestionForm
            editor={editor}
            question={question}
            place={place}
            at={index + 1}
            of={questions.length}
            shown={shown}
            notes={notes}
          />
        ))}
      </ol>
      {place !== 'aside' && <Adder draft={draft} page={place} />}
    </>
  )
}

function PageTexts({ editor }: { editor: SurveyEditorProps }) {
  const shown = shownLanguages(editor.draft, editor.beside, LANGUAGES)
  const notes = notesAt(editor.notes, shown)
  const common = { shown, notes, focus: editor.focus }
  return (
    <Section title="Title and heading">
      <p class="hint merge-fields">
        Names are filled in for each client where these stand:{' '}
        {MERGE_FIELDS.map((field) => (
          <>
            <code>{`{${field}}`}</code>{' '}
          </>
        ))}
      </p>
      <TextFields name="title" label="Title" text={editor.draft.title} {...common} />
      <NotesOn field="title" notes={notes.get('title')} />
      <TextFields name="experiences" label="Heading above the ratings" text={editor.draft.experiences} {...common} />
      <NotesOn field="experiences" notes={notes.get('experiences')} />
    </Section>
  )
}

const LEADS: Record<DraftPlace, string> = {
  ask: 'People finish eight questions. Only the call-first question needs an answer.',
  after: 'For those who give another minute once their answers have arrived.',
  aside: 'These are not asked. They stay with the draft until it is published.',
}

/** A survey under work, with the real page beside it. */
export function SurveyEditorPage(editor: SurveyEditorProps) {
  const { frame, key, draft, translations, revision, basedOn, look } = editor
  const name = milestoneKindName(key)
  const places = DRAFT_PLACES.filter((place) => place !== 'aside' || draft.aside.length > 0)
  return (
    <Layout frame={frame} title={`Edit ${name}`} current="plan" scripts={['survey-editor']}>
      <p class="kicker">
        <a href={paths.surveys}>Surveys</a> · <a href={paths.survey(key)}>{name}</a>
      </p>
      <h1>What does {name.toLowerCase()} ask?</h1>
      <State editor={editor} />
      <Conflict editor={editor} />
      <div class="editor">
        <form
          id={FORM}
          method="post"
          action={paths.surveyEditor(key)}
          novalidate
          autocomplete="off"
          // Beside a conflict nothing is kept by itself: it would take the place of theirs unasked.
          data-keep={editor.conflict === null ? paths.keepSurvey(key) : undefined}
        >
          <input type="hidden" name="revision" value={String(revision)} />
          <input type="hidden" name="based_on" value={basedOn === null ? '' : String(basedOn)} />
          <input type="hidden" name="opened" value={editor.opened} />
          <input type="hidden" name="beside" value={editor.beside} />
          <Bar editor={editor} />
          <Languages editor={editor} />
          <PageTexts editor={editor} />
          {places.map((place) => (
            <Section title={PLACE_NAMES[place]} lead={LEADS[place]}>
              <Questions editor={editor} place={place} />
            </Section>
          ))}
          <p class="actions">
            <Button quiet>Save the draft</Button>
          </p>
        </form>
        <aside class="editor-look" aria-label="Preview">
          <SurveyFrameBox
            src={paths.surveyPreview(key, `?page=${look.page}&lang=${look.language}`)}
            languages={translations.map(({ language }) => language)}
            language={look.language}
            form={{ id: FORM, action: paths.surveyPreview(key) }}
          />
        </aside>
      </div>
    </Layout>
  )
}
