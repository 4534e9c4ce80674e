import type { PlanRule } from '../../core/asking/plan.ts'
import { Layout, type Frame } from '../layout.tsx'
import { milestoneKindName } from '../names.ts'
import { Empty, Section } from '../notice.tsx'
import { paths } from '../paths.ts'
import { planWords } from './plan-words.ts'

export type PlanProps = {
  frame: Frame
  rules: readonly (PlanRule & { id: number })[]
  /** Leaders read the plan, administrators change it. */
  mayChange: boolean
}

/** The plan: at which milestone who is asked what, and when. */
export function PlanPage({ frame, rules, mayChange }: PlanProps) {
  return (
    <Layout frame={frame} title="Whom do we ask, and when?" current="plan">
      <h1>Whom do we ask, and when?</h1>
      <p class="standfirst">
        Once a milestone is reached, the plan decides. Nobody is written to outside working hours, more often than the
        settings allow, or after they have unsubscribed.
      </p>
      <Section title="The plan" {...(mayChange ? {} : { lead: 'Administrators change it.' })}>
        {rules.length === 0 ? (
          <Empty>There is no rule, so nobody is asked anything. Add one first.</Empty>
        ) : (
          <ul class="rules">
            {rules.map((rule) => (
              <li>
                <h3>{milestoneKindName(rule.milestoneKind)}</h3>
                <p>{planWords(rule)}</p>
                {mayChange && (
                  <a href={paths.planRule(rule.id)}>
                    Change<span class="heard"> the rule for {milestoneKindName(rule.milestoneKind)}</span>
                  </a>
                )}
              </li>
            ))}
          </ul>
        )}
        <p class="quiet">A milestone of a kind without a rule is not asked about; its engagement’s page says so.</p>
        <p class="more">
          <a href={paths.surveys}>What each survey asks</a>
          {rules.length > 0 && (
            <>
              {' '}
              · <a href={paths.planTable}>The plan as a CSV file</a>
            </>
          )}
        </p>
      </Section>
      {mayChange && (
        <p>
          <a class="button" href={paths.newPlanRule}>
            Add a rule
          </a>
        </p>
      )}
    </Layout>
  )
}
