import type { Viewer } from '../../core/viewer.ts'
import type { AppEnv } from '../env.ts'

/** What the API's routes find in their context: also whose key it is. */
export type ApiEnv = { Variables: AppEnv['Variables'] & { key: { name: string; viewer: Viewer } } }
