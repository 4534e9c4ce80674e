/** Who listens: a channel of Slack or Teams, which people read, or a program that checks signatures. */
export const WEBHOOK_KINDS = ['slack', 'teams', 'signed'] as const
export type WebhookKind = (typeof WEBHOOK_KINDS)[number]

export type WebhookEvent = 'follow_up.opened' | 'follow_up.escalated' | 'response.received' | 'test'
export type WebhookMessageState = 'due' | 'leased' | 'sent' | 'failed' | 'cancelled'

/** What a channel is told: facts alone, no words and no number of a client. */
export type ChannelFacts = { title: string; lines: readonly { name: string; value: string }[]; url: string }

/** What Slack reads as control characters. */
const forSlack = (text: string): string =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll(/[*_~`]/g, '\u200B$&')

/** The body of an incoming webhook of Slack (docs.slack.dev: Block Kit, mrkdwn). */
export const slackBody = ({ title, lines, url }: ChannelFacts) => ({
  text: forSlack(title),
  blocks: [
    { type: 'section', text: { type: 'mrkdwn', text: `*${forSlack(title)}*` } },
    ...(lines.length > 0
      ? [
          {
            type: 'section',
            fields: lines.map(({ name, value }) => ({ type: 'mrkdwn', text: `${forSlack(name)}: ${forSlack(value)}` })),
          },
        ]
      : []),
    {
      type: 'actions',
      elements: [{ type: 'button', text: { type: 'plain_text', text: 'Open in FirstCall' }, url }],
    },
  ],
})

/** Teams reads Markdown in text blocks, where a client's name could make a link. */
const forTeams = (text: string): string => text.replaceAll(/[\\[\]()*_#`!|~<>]/g, String.raw`\$&`)

/** The body of a Teams workflow 'when a webhook request is received': an Adaptive Card 1.4. */
export const teamsBody = ({ title, lines, url }: ChannelFacts) => ({
  type: 'message',
  attachments: [
    {
      contentType: 'application/vnd.microsoft.card.adaptive',
      contentUrl: null,
      content: {
        $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
        type: 'AdaptiveCard',
        version: '1.4',
        body: [
          { type: 'TextBlock', text: forTeams(title), weight: 'Bolder', size: 'Medium', wrap: true },
          { type: 'FactSet', facts: lines.map(({ name, value }) => ({ title: name, value: forTeams(value) })) },
        ],
        actions: [{ type: 'Action.OpenUrl', title: 'Open in FirstCall', url }],
      },
    },
  ],
})
