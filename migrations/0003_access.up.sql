-- Who may come in, and what leaders and administrators did.

create table auth_user (
  id text primary key,
  name text not null,
  email text not null unique,
  email_verified boolean not null,
  image text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);

create table auth_session (
  id text primary key,
  user_id text not null references auth_user on delete cascade,
  token text not null unique,
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index auth_session_by_user on auth_session (user_id);

create table auth_account (
  id text primary key,
  user_id text not null references auth_user on delete cascade,
  account_id text not null,
  provider_id text not null,
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  password text,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index auth_account_by_user on auth_account (user_id);

create table auth_verification (
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  updated_at timestamptz not null
);
create index auth_verification_by_identifier on auth_verification (identifier);

create table api_key (
  id bigint generated always as identity primary key,
  name text not null check (name <> ''),
  role text not null check (role in ('pm', 'leader', 'account_manager', 'admin')),
  -- Whose engagements or accounts the key sees, for the roles that see only their own.
  staff_id bigint references staff check ((staff_id is not null) = (role in ('pm', 'account_manager'))),
  key_hash bytea not null unique,
  created_at timestamptz not null,
  revoked_at timestamptz
);

create index api_key_by_staff on api_key (staff_id);

create table audit (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  staff_id bigint references staff,
  action text not null check (action <> ''),
  detail jsonb not null default '{}'
);
create index audit_newest on audit (at desc);
create index audit_by_staff on audit (staff_id);
