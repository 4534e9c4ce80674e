-- Which database at which address mails surveys. A copy of it, or one brought back from a backup, must not mail the past.
create table installation (
  id boolean primary key default true check (id),
  -- What tells this database from a copy of it; null until mail could first leave.
  database_identity text check (database_identity <> ''),
  base_url text check (base_url <> ''),
  -- Says that a mark of the last sending, kept outside the database, belongs to it.
  mark_id uuid not null default gen_random_uuid(),
  -- Rises with every sending.
  sendings bigint not null default 0 check (sendings >= 0),
  -- When due work was last done, by the database's own clock.
  worked_at timestamptz not null default now(),
  check ((database_identity is null) = (base_url is null))
);
insert into installation default values;
