import { fileURLToPath } from 'node:url'

/** The absolute path of something shipped beside `src`, such as `migrations`; the same from `src` and from `dist`. */
export const packagePath = (name: string): string => fileURLToPath(new URL(`../../${name}`, import.meta.url))
