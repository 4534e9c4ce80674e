import { z } from 'zod'

const PORT_FAULT = 'must be a port, 0 to 65535'

/** Every setting of the environment: what it means, its default in words, and the schema that checks it. */
export const SETTINGS = {
  PORT: {
    doc: 'where to listen',
    default: '3000',
    schema: z.coerce.number(PORT_FAULT).int(PORT_FAULT).min(0, PORT_FAULT).max(65535, PORT_FAULT).default(3000),
  },
  HOST: { doc: 'where to listen', default: '127.0.0.1', schema: z.string().default('127.0.0.1') },
  BASE_URL: {
    doc: 'how links in e-mails begin',
    default: 'http://localhost:PORT',
    schema: z.url({ protocol: /^https?$/, error: 'must be an http or https address' }).optional(),
  },
  DATABASE_URL: {
    doc: 'any PostgreSQL ≥ 15',
    default: 'none: embedded PostgreSQL in `DATA_DIR`',
    schema: z.url({ protocol: /^postgres(ql)?$/, error: 'must be a postgres:// address' }).optional(),
  },
  DATA_DIR: { doc: 'embedded database, generated secret', default: './data', schema: z.string().default('./data') },
  SECRET: {
    doc: 'signs and derives tokens; at least 32 characters',
    default: 'generated once into `DATA_DIR` when embedded; otherwise required',
    schema: z.string().min(32, 'must have at least 32 characters').optional(),
  },
  SMTP_URL: {
    doc: '`smtp://user:pass@host:port` or `smtps://…`; options as Nodemailer takes them, such as `?maxConnections=20`',
    default: 'none: mails are kept and shown under `/outbox`',
    schema: z.url({ protocol: /^smtps?$/, error: 'must be an smtp:// or smtps:// address' }).optional(),
  },
  DKIM_DOMAIN: { doc: 'DKIM signing: the domain', default: 'none', schema: z.string().optional() },
  DKIM_SELECTOR: { doc: 'DKIM signing: the selector', default: 'none', schema: z.string().optional() },
  DKIM_PRIVATE_KEY: { doc: 'DKIM signing: the private key, PEM', default: 'none', schema: z.string().optional() },
  OIDC_ISSUER: {
    doc: 'single sign-on for staff: the issuer',
    default: 'none',
    schema: z.url({ error: 'must be an address' }).optional(),
  },
  OIDC_CLIENT_ID: { doc: 'single sign-on: the client', default: 'none', schema: z.string().optional() },
  OIDC_CLIENT_SECRET: { doc: 'single sign-on: its secret', default: 'none', schema: z.string().optional() },
  SES_TOPIC_ARN: {
    doc: 'takes bounces from Amazon SES at `/hooks/mail/ses`: the ARN of their SNS topic',
    default: 'none',
    schema: z
      .string()
      .regex(/^arn:aws[a-z-]*:sns:[a-z0-9-]+:\d{12}:\S+$/, 'must be an arn:aws:sns:… of a topic')
      .optional(),
  },
  POSTMARK_HOOK_PASSWORD: {
    doc: 'takes bounces from Postmark at `/hooks/mail/postmark`: the password, or `user:password`, in the address given there',
    default: 'none',
    schema: z.string().optional(),
  },
  MAILGUN_SIGNING_KEY: {
    doc: 'takes bounces from Mailgun at `/hooks/mail/mailgun`: its HTTP webhook signing key',
    default: 'none',
    schema: z.string().optional(),
  },
  SENDGRID_PUBLIC_KEY: {
    doc: 'takes bounces from SendGrid at `/hooks/mail/sendgrid`: the verification key of its signed event webhook',
    default: 'none',
    schema: z
      .string()
      .regex(/^MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE[A-Za-z0-9+/]{86}==$/, 'must be the key as SendGrid shows it, MFkw…')
      .optional(),
  },
  ADDRESS_HEADER: {
    doc: 'the header in which your own proxy names the visitor’s address, such as `X-Forwarded-For`; its last entry counts',
    default: 'none: the address that connects, unless it is of a private network',
    schema: z
      .string()
      .regex(/^[A-Za-z0-9-]+$/, 'must be the name of a header')
      .optional(),
  },
  LOG_LEVEL: {
    doc: '`info`, `warn`, `error` or `silent`; JSON logs on stdout, one line an event',
    default: 'info',
    schema: z.enum(['info', 'warn', 'error', 'silent'], 'must be info, warn, error or silent').default('info'),
  },
} as const

export type Config = {
  port: number
  host: string
  /** Without a slash at its end. */
  baseUrl: string
  secret: string
  smtpUrl: string | null
  dkim: { domain: string; selector: string; privateKey: string } | null
  oidc: { issuer: string; clientId: string; clientSecret: string } | null
  /** What each provider's hook is checked with; null: there is no such hook here. */
  mailHooks: Record<'ses' | 'postmark' | 'mailgun' | 'sendgrid', string | null>
  /** Null: the address that connects. */
  addressHeader: string | null
  logLevel: 'info' | 'warn' | 'error' | 'silent'
}

/** What the environment says before a secret has been found or generated. */
export type Settings = Omit<Config, 'secret'> & {
  secret: string | null
  databaseUrl: string | null
  dataDir: string
}

export type SettingsResult = { kind: 'ok'; settings: Settings } | { kind: 'bad'; problems: string[] }

const together = (names: readonly (keyof typeof SETTINGS)[], values: Record<string, unknown>): string[] => {
  const missing = names.filter((name) => values[name] === undefined)
  return missing.length === 0 || missing.length === names.length
    ? []
    : missing.map((name) => `${name}: is missing; ${names.join(', ')} go together`)
}

/** Reads all settings; every problem is named at once. An empty value counts as not set. */
export function readSettings(environment: Record<string, string | undefined>): SettingsResult {
  const schema = z.object({
    PORT: SETTINGS.PORT.schema,
    HOST: SETTINGS.HOST.schema,
    BASE_URL: SETTINGS.BASE_URL.schema,
    DATABASE_URL: SETTINGS.DATABASE_URL.schema,
    DATA_DIR: SETTINGS.DATA_DIR.schema,
    SECRET: SETTINGS.SECRET.schema,
    SMTP_URL: SETTINGS.SMTP_URL.schema,
    DKIM_DOMAIN: SETTINGS.DKIM_DOMAIN.schema,
    DKIM_SELECTOR: SETTINGS.DKIM_SELECTOR.schema,
    DKIM_PRIVATE_KEY: SETTINGS.DKIM_PRIVATE_KEY.schema,
    OIDC_ISSUER: SETTINGS.OIDC_ISSUER.schema,
    OIDC_CLIENT_ID: SETTINGS.OIDC_CLIENT_ID.schema,
    OIDC_CLIENT_SECRET: SETTINGS.OIDC_CLIENT_SECRET.schema,
    SES_TOPIC_ARN: SETTINGS.SES_TOPIC_ARN.schema,
    POSTMARK_HOOK_PASSWORD: SETTINGS.POSTMARK_HOOK_PASSWORD.schema,
    MAILGUN_SIGNING_KEY: SETTINGS.MAILGUN_SIGNING_KEY.schema,
    SENDGRID_PUBLIC_KEY: SETTINGS.SENDGRID_PUBLIC_KEY.schema,
    ADDRESS_HEADER: SETTINGS.ADDRESS_HEADER.schema,
    LOG_LEVEL: SETTINGS.LOG_LEVEL.schema,
  })
  const given = Object.fromEntries(
    Object.keys(SETTINGS).flatMap((name) => {
      const value = environment[name]?.trim()
      return value === undefined || value === '' ? [] : [[name, value]]
    }),
  )
  const parsed = schema.safeParse(given)
  const problems = [
    ...(parsed.error?.issues.map((issue) => `${String(issue.path[0])}: ${issue.message}`) ?? []),
    ...together(['DKIM_DOMAIN', 'DKIM_SELECTOR', 'DKIM_PRIVATE_KEY'], given),
    ...together(['OIDC_ISSUER', 'OIDC_CLIENT_ID', 'OIDC_CLIENT_SECRET'], given),
    ...(given['DATABASE_URL'] !== undefined && given['SECRET'] === undefined
      ? ['SECRET: is required with DATABASE_URL; set it to at least 32 random characters']
      : []),
  ]
  if (!parsed.success || problems.length > 0) return { kind: 'bad', problems }
  const s = parsed.data
  return {
    kind: 'ok',
    settings: {
      port: s.PORT,
      host: s.HOST,
      baseUrl: (s.BASE_URL ?? `http://localhost:${s.PORT}`).replace(/\/+$/, ''),
      databaseUrl: s.DATABASE_URL ?? null,
      dataDir: s.DATA_DIR,
      secret: s.SECRET ?? null,
      smtpUrl: s.SMTP_URL ?? null,
      dkim:
        s.DKIM_DOMAIN && s.DKIM_SELECTOR && s.DKIM_PRIVATE_KEY
          ? { domain: s.DKIM_DOMAIN, selector: s.DKIM_SELECTOR, privateKey: s.DKIM_PRIVATE_KEY }
          : null,
      oidc:
        s.OIDC_ISSUER && s.OIDC_CLIENT_ID && s.OIDC_CLIENT_SECRET
          ? { issuer: s.OIDC_ISSUER, clientId: s.OIDC_CLIENT_ID, clientSecret: s.OIDC_CLIENT_SECRET }
          : null,
      mailHooks: {
        ses: s.SES_TOPIC_ARN ?? null,
        postmark: s.POSTMARK_HOOK_PASSWORD ?? null,
        mailgun: s.MAILGUN_SIGNING_KEY ?? null,
        sendgrid: s.SENDGRID_PUBLIC_KEY ?? null,
      },
      addressHeader: s.ADDRESS_HEADER ?? null,
      logLevel: s.LOG_LEVEL,
    },
  }
}
