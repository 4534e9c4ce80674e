import type { Insertable, Selectable } from 'kysely'
import type { ApiKeyTable, AuditTable, AuthUserTable, InstallationTable } from './tables-access.ts'
import type {
  AnswerTable,
  CallWishTable,
  DataLinkTable,
  ExperienceTable,
  GuessTable,
  OpeningTable,
  HiddenGroupTable,
  ResponseTable,
  SpokenReportTable,
  SurveyDraftTable,
  PartialAnswerTable,
  SurveyVersionTable,
  TestimonialTable,
} from './tables-answers.ts'
import type {
  AccountTable,
  ContactTable,
  EngagementContactTable,
  EngagementNoteTable,
  EngagementTable,
  FirmLogoTable,
  FirmTable,
  MilestoneTable,
  OutcomeTable,
  SeenTable,
  StaffTable,
} from './tables-firm.ts'
import type { PlanRuleTable, InvitationTable, DecisionTable, HolidayTable, HoldTable } from './tables-asking.ts'
import type {
  EmailTemplateVersionTable,
  EmailLayoutTable,
  SuppressionTable,
  MailEventTable,
  DigestTable,
  EmailTable,
  MailOutageTable,
} from './tables-sending.ts'
import type {
  FollowUpTable,
  FollowUpNoteTable,
  FollowUpStepTable,
  OpportunityMoveTable,
  OpportunityTable,
  ReplyTable,
} from './tables-acting.ts'
import type {
  ScoreTable,
  ScoreFitTable,
  PmComparisonTable,
  CalibrationTable,
  CalibratedScoreTable,
  CoverageTallyTable,
  DriverTable,
  LedTable,
  ScoreChangeTable,
  TallyDueTable,
  TallyTable,
} from './tables-score.ts'

import type { WebhookMessageTable, WebhookTable } from './tables-webhooks.ts'

/** The tables that the migrations make, column by column as TypeScript reads them. */
export type Schema = {
  firm: FirmTable
  firmLogo: FirmLogoTable
  staff: StaffTable
  account: AccountTable
  contact: ContactTable
  engagement: EngagementTable
  engagementContact: EngagementContactTable
  milestone: MilestoneTable
  outcome: OutcomeTable
  surveyVersion: SurveyVersionTable
  surveyDraft: SurveyDraftTable
  emailLayout: EmailLayoutTable
  emailTemplateVersion: EmailTemplateVersionTable
  planRule: PlanRuleTable
  invitation: InvitationTable
  decision: DecisionTable
  suppression: SuppressionTable
  mailEvent: MailEventTable
  hold: HoldTable
  holiday: HolidayTable
  response: ResponseTable
  hiddenGroup: HiddenGroupTable
  callWish: CallWishTable
  testimonial: TestimonialTable
  dataLink: DataLinkTable
  experience: ExperienceTable
  answer: AnswerTable
  partialAnswer: PartialAnswerTable
  guess: GuessTable
  opening: OpeningTable
  spokenReport: SpokenReportTable
  followUp: FollowUpTable
  followUpNote: FollowUpNoteTable
  followUpStep: FollowUpStepTable
  reply: ReplyTable
  opportunity: OpportunityTable
  opportunityMove: OpportunityMoveTable
  email: EmailTable
  digest: DigestTable
  mailOutage: MailOutageTable
  webhook: WebhookTable
  webhookMessage: WebhookMessageTable
  score: ScoreTable
  scoreFit: ScoreFitTable
  pmComparison: PmComparisonTable
  driver: DriverTable
  calibration: CalibrationTable
  calibratedScore: CalibratedScoreTable
  scoreChange: ScoreChangeTable
  led: LedTable
  tally: TallyTable
  tallyDue: TallyDueTable
  coverageTally: CoverageTallyTable
  engagementNote: EngagementNoteTable
  seen: SeenTable
  authUser: AuthUserTable
  apiKey: ApiKeyTable
  audit: AuditTable
  installation: InstallationTable
}

export type Row<Table extends keyof Schema> = Selectable<Schema[Table]>
export type NewRow<Table extends keyof Schema> = Insertable<Schema[Table]>
