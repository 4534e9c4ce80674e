declare module 'mjml' {
  type MjmlError = { line: number; message: string; tagName: string }
  function mjml2html(
    mjml: string,
    options?: { validationLevel?: 'strict' | 'soft' | 'skip'; keepComments?: boolean; fonts?: Record<string, string> },
  ): Promise<{ html: string; errors: MjmlError[] }>
  export = mjml2html
}
