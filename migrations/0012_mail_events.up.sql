-- What was reported about an address after mail had left for it, and who took addresses off the mail and why.

create table mail_event (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('hard', 'soft', 'complaint', 'away', 'delivered')),
  at timestamptz not null,
  address text not null check (address = lower(address) and address <> ''),
  -- Null: no message to this address was found.
  email_id bigint references email on delete set null,
  source text not null check (source in ('command', 'ses', 'postmark', 'mailgun', 'sendgrid', 'smtp')),
  -- The source's own name of the event, or a digest of the message: the same report handed in again changes nothing.
  event_id text not null check (event_id <> ''),
  detail text,
  unique (source, event_id)
);
create index mail_event_by_address on mail_event (address, at);
create index mail_event_by_email on mail_event (email_id);
create index email_by_address on email (lower(to_address), created_at);

alter table suppression
  add column id bigint generated always as identity unique,
  -- Words of a person, or of the mail server.
  add column note text;
