/** The address of a style or script in `src/public`, such as `survey/page.css`; browsers keep what stands there for good. */
export const assetPath = (file: string, { assetVersion }: { assetVersion: string }): string =>
  `/${file}?v=${assetVersion}`
