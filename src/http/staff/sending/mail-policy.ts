/** A message's HTML runs nothing, loads nothing but the firm's logo, and belongs to no origin. */
export const MAIL_POLICY =
  "sandbox; default-src 'none'; img-src 'self'; style-src 'unsafe-inline'; frame-ancestors 'self'"
