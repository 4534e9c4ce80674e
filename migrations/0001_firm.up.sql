-- The firm, its staff, its clients and what it does for them.

create table firm (
  id smallint primary key default 1 check (id = 1),
  name text not null default 'Our firm' check (name <> ''),
  from_name text,
  from_email text not null default 'surveys@localhost',
  reply_to text,
  time_zone text not null default 'UTC',
  locale text not null default 'en',
  accent_color text not null default '#0e5a5a' check (accent_color ~ '^#[0-9a-f]{6}$'),
  postal_address text,
  -- When people are written to, and when due times run: hours of the day and weekdays where they are.
  work_from smallint not null default 9 check (work_from between 0 and 23),
  work_until smallint not null default 17 check (work_until between 1 and 24),
  work_days text not null default 'mon tue wed thu fri' check (work_days ~ '^(mon|tue|wed|thu|fri|sat|sun)( (mon|tue|wed|thu|fri|sat|sun)){0,6}$'),
  contact_cap_days smallint not null default 30 check (contact_cap_days between 0 and 365),
  account_cap_count smallint not null default 6 check (account_cap_count between 1 and 1000),
  account_cap_days smallint not null default 30 check (account_cap_days between 0 and 365),
  stale_after_days smallint not null default 21 check (stale_after_days between 1 and 365),
  low_answer smallint not null default 5 check (low_answer between 0 and 10),
  fall smallint not null default 3 check (fall between 1 and 10),
  min_answers smallint not null default 5 check (min_answers between 1 and 100),
  min_accounts smallint not null default 2 check (min_accounts between 1 and 100),
  privacy_threshold smallint not null default 5 check (privacy_threshold between 3 and 100),
  -- Null until an import or an administrator has named the firm.
  set_up_at timestamptz,
  check (work_from < work_until)
);
insert into firm default values;

create table staff (
  id bigint generated always as identity primary key,
  ref text not null unique check (ref <> ''),
  name text not null check (name <> ''),
  email text not null check (email <> ''),
  role text not null check (role in ('pm', 'leader', 'account_manager', 'admin')),
  leader_id bigint references staff,
  phone text,
  time_zone text,
  locale text
);
create unique index staff_by_address on staff (lower(email));
create index staff_by_leader on staff (leader_id);

create table account (
  id bigint generated always as identity primary key,
  ref text not null unique check (ref <> ''),
  name text not null check (name <> ''),
  time_zone text,
  locale text,
  industry text,
  account_manager_id bigint references staff
);
create index account_by_manager on account (account_manager_id);

create table contact (
  id bigint generated always as identity primary key,
  ref text not null unique check (ref <> ''),
  account_id bigint not null references account,
  name text not null check (name <> ''),
  email text not null check (email <> ''),
  locale text,
  time_zone text,
  phone text,
  unique (id, account_id)
);
create index contact_by_account on contact (account_id);
create index contact_by_address on contact (lower(email));

create table engagement (
  id bigint generated always as identity primary key,
  ref text not null unique check (ref <> ''),
  account_id bigint not null references account,
  name text not null check (name <> ''),
  pm_id bigint not null references staff,
  started_on date not null,
  ended_on date check (ended_on >= started_on),
  value numeric(14, 2) check (value >= 0),
  currency text check (currency ~ '^[A-Z]{3}$'),
  unique (id, account_id)
);
create index engagement_by_account on engagement (account_id);
create index engagement_by_pm on engagement (pm_id);

-- A contact takes part only in engagements of its own account.
create table engagement_contact (
  engagement_id bigint not null,
  contact_id bigint not null,
  account_id bigint not null,
  role text not null check (role in ('sponsor', 'decision_maker', 'day_to_day', 'user')),
  primary key (engagement_id, contact_id),
  foreign key (engagement_id, account_id) references engagement (id, account_id),
  foreign key (contact_id, account_id) references contact (id, account_id)
);
create index engagement_contact_by_contact on engagement_contact (contact_id);

create table milestone (
  id bigint generated always as identity primary key,
  ref text not null unique check (ref <> ''),
  engagement_id bigint not null references engagement,
  kind text not null check (kind ~ '^[a-z][a-z0-9_]*$'),
  name text,
  planned_on date,
  reached_on date,
  -- When the plan last decided whom to ask; null: still to be decided.
  decided_at timestamptz
);
create index milestone_by_engagement on milestone (engagement_id);
create index milestone_undecided on milestone (reached_on) where reached_on is not null and decided_at is null;

create table outcome (
  id bigint generated always as identity primary key,
  ref text not null unique check (ref <> ''),
  account_id bigint not null references account,
  engagement_id bigint,
  needed_on date not null,
  called_first boolean not null,
  note text,
  foreign key (engagement_id, account_id) references engagement (id, account_id)
);
create index outcome_by_account on outcome (account_id);
create index outcome_by_engagement on outcome (engagement_id);
