import { Hono } from 'hono'
import type { AppEnv } from '../env.ts'
import { requireStaff } from '../require-staff.ts'
import { accountRoutes } from './score/accounts.tsx'
import { answerRoutes } from './acting/answers.tsx'
import { digestRoutes } from './sending/digest.tsx'
import { coverageRoutes } from './asking/coverage.tsx'
import { emailTemplateRoutes } from './sending/email-templates.tsx'
import { engagementRoutes } from './asking/engagements.tsx'
import { firstStepsRoutes } from './firm/first-steps.tsx'
import { followUpRoutes } from './acting/follow-ups.tsx'
import { guessRoutes } from './acting/guesses.tsx'
import { holdRoutes } from './asking/holds.tsx'
import { homeRoutes } from './home.ts'
import { behindRoutes } from './score/behind-figure.tsx'
import { leadershipRoutes } from './score/leadership.tsx'
import { logoSettingRoutes } from './firm/logo.tsx'
import { myScoreRoutes } from './score/my-score.tsx'
import { myAccountsRoutes } from './acting/my-accounts.tsx'
import { opportunityRoutes } from './acting/opportunities.tsx'
import { outboxRoutes } from './sending/outbox.tsx'
import { pausedRoutes } from './sending/paused.tsx'
import { planRoutes } from './asking/plan.tsx'
import { pmComparisonRoutes } from './score/pm-comparison.tsx'
import { scoreMethodRoutes } from './score/score-method.tsx'
import { settingsRoutes } from './firm/settings.tsx'
import { surveyAdminRoutes } from './answering/surveys.tsx'
import { surveyEditorRoutes } from './answering/survey-editor.tsx'
import { suppressionRoutes } from './sending/suppressions.tsx'
import { replyRoutes } from './acting/replies.tsx'
import { spokenReportRoutes } from './acting/spoken.tsx'
import { responseRoutes } from './acting/responses.tsx'
import { testimonialListRoutes } from './acting/testimonials.tsx'
import { trustRoutes } from './score/trust.tsx'
import { unreachRoutes } from './asking/unreach.tsx'
import { webhookRoutes } from './sending/webhooks.tsx'

/** Every page for people of the firm. */
export const staffRoutes = new Hono<AppEnv>()
  .use(requireStaff)
  .route('/', homeRoutes)
  .route('/', firstStepsRoutes)
  .route('/', myScoreRoutes)
  .route('/', leadershipRoutes)
  .route('/', behindRoutes)
  .route('/', pmComparisonRoutes)
  .route('/', scoreMethodRoutes)
  .route('/', accountRoutes)
  .route('/', trustRoutes)
  .route('/', engagementRoutes)
  .route('/', unreachRoutes)
  .route('/', holdRoutes)
  .route('/', answerRoutes)
  .route('/', coverageRoutes)
  .route('/', responseRoutes)
  .route('/', guessRoutes)
  .route('/', spokenReportRoutes)
  .route('/', followUpRoutes)
  .route('/', replyRoutes)
  .route('/', testimonialListRoutes)
  .route('/', opportunityRoutes)
  .route('/', myAccountsRoutes)
  .route('/', planRoutes)
  .route('/', surveyEditorRoutes)
  .route('/', surveyAdminRoutes)
  .route('/', outboxRoutes)
  .route('/', suppressionRoutes)
  .route('/', pausedRoutes)
  .route('/', emailTemplateRoutes)
  .route('/', digestRoutes)
  .route('/', settingsRoutes)
  .route('/', webhookRoutes)
  .route('/', logoSettingRoutes)
