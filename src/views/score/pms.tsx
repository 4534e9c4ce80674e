import { NothingYet } from '../firm/first-steps.tsx'
import { Layout, type Frame } from '../layout.tsx'
import { Section } from '../notice.tsx'
import { paths } from '../paths.ts'
import { PmTiers, type PmLine } from './pm-tiers.tsx'

export type PmsProps = { frame: Frame; firmAverage: number | null; pms: readonly PmLine[] }

/** All PMs by tier, with coverage beside each score. */
export function PmsPage({ frame, firmAverage, pms }: PmsProps) {
  return (
    <Layout frame={frame} title="Whom do clients call first?" current="pms">
      <h1>Whom do clients call first?</h1>
      <p class="standfirst">
        Adjusted for how hard each account is to please. PMs of one group are not ranked: they stand by name. Looking at
        this page is logged.
      </p>
      <p class="not-printed">
        <a href={paths.comparePms}>Compare two PMs</a> · <a href={paths.howTheScoreWorks}>How the score works</a>
      </p>
      <Section title="Project managers">
        {pms.length === 0 ? (
          <NothingYet what="No project manager yet." role={frame.viewer?.role} />
        ) : (
          <>
            <PmTiers pms={pms} firmAverage={firmAverage} detailed />
            <p class="more">
              <a href={paths.pmsTable}>The same as a CSV file</a>
            </p>
          </>
        )}
      </Section>
    </Layout>
  )
}
