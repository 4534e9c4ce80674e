import { getFirm } from '../../db/firm/firms.ts'
import type { Deps } from '../../deps.ts'
import { faceOf, type FirmFace } from './asked-survey.ts'

/** What a client's page shows of the firm where there is nothing else to show. */
export const viewFirmFace = async (deps: Deps): Promise<FirmFace> => faceOf(await getFirm(deps.db))
