-- Where other programs hear of what happens: channels of Slack and Teams, and webhooks signed as standardwebhooks.com has it.

create table webhook (
  id bigint generated always as identity primary key,
  name text not null check (name <> ''),
  kind text not null check (kind in ('slack', 'teams', 'signed')),
  -- A channel's address is a secret: whoever has it can post there.
  url text not null check (url ~ '^https://'),
  -- Whether leadership alone reads there; else nothing goes there of answers for leadership only.
  leadership_only boolean not null default false,
  added_by bigint not null references staff,
  added_at timestamptz not null
);
create index webhook_by_adder on webhook (added_by);

-- Its outbox. Rows hold no message; it is made when it is sent.
create table webhook_message (
  id bigint generated always as identity primary key,
  webhook_id bigint not null references webhook on delete cascade,
  event text not null check (event in ('follow_up.opened', 'follow_up.escalated', 'response.received', 'test')),
  follow_up_id bigint references follow_up check ((follow_up_id is not null) = (event in ('follow_up.opened', 'follow_up.escalated'))),
  response_id bigint references response on delete cascade check ((response_id is not null) = (event = 'response.received')),
  state text not null check (state in ('due', 'leased', 'sent', 'failed', 'cancelled')),
  due_at timestamptz not null,
  leased_until timestamptz check ((leased_until is not null) = (state = 'leased')),
  attempts smallint not null default 0,
  last_error text,
  sent_at timestamptz,
  created_at timestamptz not null
);
create index webhook_message_due on webhook_message (due_at) where state in ('due', 'leased');
create index webhook_message_by_webhook on webhook_message (webhook_id, id desc);
create index webhook_message_by_follow_up on webhook_message (follow_up_id);
create index webhook_message_by_response on webhook_message (response_id);
