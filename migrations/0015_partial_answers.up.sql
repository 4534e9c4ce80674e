-- What clients have filled in and not sent. Nobody of the firm reads it, and nothing is computed from it.

create table partial_answer (
  invitation_id bigint primary key references invitation on delete cascade,
  -- By field: what stands there, and since which revision.
  fields jsonb not null check (jsonb_typeof(fields) = 'object'),
  -- Milliseconds since 1970, growing with every change: which changes an open page has shown.
  revision bigint not null check (revision > 0),
  begun_at timestamptz not null,
  kept_at timestamptz not null
);
