-- After sending: when and where to call, words that may be published, and what the firm holds about somebody.

-- What a contact who asks for a call says about it; shown with the follow-up alone.
create table call_wish (
  response_id bigint primary key references response on delete cascade,
  -- Where the contact is; null: any day.
  day date,
  half text check (half in ('morning', 'afternoon')),
  -- In the contact's own words.
  words text check (words <> ''),
  number text check (number <> ''),
  changed_at timestamptz not null,
  check ((day is null) = (half is null))
);

-- Leave to publish: exactly these words, signed exactly so. Rows are only ever added, and withdrawn.
create table testimonial (
  id bigint generated always as identity primary key,
  response_id bigint not null references response on delete cascade,
  words text not null check (words <> ''),
  name_form text not null check (name_form in ('full', 'first', 'role', 'anonymous')),
  -- What stands beneath them; empty for anonymous ones.
  signature text not null check ((signature = '') = (name_form = 'anonymous')),
  -- The sentence agreed to, as it was read, and which wording of ours it was.
  consent text not null check (consent <> ''),
  consent_version text not null,
  given_at timestamptz not null,
  withdrawn_at timestamptz
);
create unique index testimonial_in_force on testimonial (response_id) where withdrawn_at is null;
create index testimonial_by_response on testimonial (response_id);

-- A link mailed to a contact's own address, behind which stands everything held about them. Only its hash is kept.
create table data_link (
  id bigint generated always as identity primary key,
  contact_id bigint not null references contact on delete cascade,
  token_hash bytea not null unique,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index data_link_by_contact on data_link (contact_id, created_at);

-- Answers older than this are deleted; null: none is.
alter table firm add column retention_months smallint check (retention_months between 1 and 240);
