import { Hono } from 'hono'
import type { AppEnv } from '../env.ts'
import { requireStaff } from '../require-staff.ts'
import { accountRoutes } from './accounts.tsx'
import { emailTemplateRoutes } from './email-templates.tsx'
import { engagementRoutes } from './engagements.tsx'
import { firstStepsRoutes } from './first-steps.tsx'
import { followUpRoutes } from './follow-ups.tsx'
import { holdRoutes } from './holds.tsx'
import { homeRoutes } from './home.ts'
import { leadershipRoutes } from './leadership.tsx'
import { logoSettingRoutes } from './logo.tsx'
import { myScoreRoutes } from './my-score.tsx'
import { outboxRoutes } from './outbox.tsx'
import { pausedRoutes } from './paused.tsx'
import { planRoutes } from './plan.tsx'
import { pmComparisonRoutes } from './pm-comparison.tsx'
import { scoreMethodRoutes } from './score-method.tsx'
import { settingsRoutes } from './settings.tsx'
import { suppressionRoutes } from './suppressions.tsx'
import { responseRoutes } from './responses.tsx'
import { trustRoutes } from './trust.tsx'
import { unreachRoutes } from './unreach.tsx'

/** Every page for people of the firm. */
export const staffRoutes = new Hono<AppEnv>()
  .use(requireStaff)
  .route('/', homeRoutes)
  .route('/', firstStepsRoutes)
  .route('/', myScoreRoutes)
  .route('/', leadershipRoutes)
  .route('/', pmComparisonRoutes)
  .route('/', scoreMethodRoutes)
  .route('/', accountRoutes)
  .route('/', trustRoutes)
  .route('/', engagementRoutes)
  .route('/', unreachRoutes)
  .route('/', holdRoutes)
  .route('/', responseRoutes)
  .route('/', followUpRoutes)
  .route('/', planRoutes)
  .route('/', outboxRoutes)
  .route('/', suppressionRoutes)
  .route('/', pausedRoutes)
  .route('/', emailTemplateRoutes)
  .route('/', settingsRoutes)
  .route('/', logoSettingRoutes)
