-- The loop: plan, ask, answer, score, act.

create table survey_version (
  id bigint generated always as identity primary key,
  survey_key text not null check (survey_key ~ '^[a-z][a-z0-9_]*$'),
  version integer not null check (version > 0),
  source text not null,
  definition jsonb not null,
  created_at timestamptz not null,
  unique (survey_key, version)
);

create table email_template_version (
  id bigint generated always as identity primary key,
  template_key text not null check (template_key ~ '^[a-z][a-z0-9_]*$'),
  locale text not null,
  version integer not null check (version > 0),
  source text not null,
  subject text not null,
  html text not null,
  text text not null,
  created_at timestamptz not null,
  unique (template_key, locale, version)
);

-- What clients were asked never changes afterwards: a new wording is a new version.
create function refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% rows never change; insert a new version', tg_table_name;
end $$;
create trigger survey_version_never_changes before update or delete on survey_version
  for each row execute function refuse_change();
create trigger email_template_version_never_changes before update or delete on email_template_version
  for each row execute function refuse_change();

create table plan_rule (
  id bigint generated always as identity primary key,
  milestone_kind text not null unique check (milestone_kind ~ '^[a-z][a-z0-9_]*$'),
  survey_key text not null,
  contact_roles text[] not null check (contact_roles <@ array['sponsor', 'decision_maker', 'day_to_day', 'user']),
  delay_days smallint not null check (delay_days between 0 and 365),
  reminder_after_days smallint[] not null default '{}' check (cardinality(reminder_after_days) <= 3),
  closes_after_days smallint not null check (closes_after_days between 1 and 365)
);

create table invitation (
  id bigint generated always as identity primary key,
  milestone_id bigint not null references milestone,
  contact_id bigint not null references contact,
  pm_id bigint not null references staff,
  origin text not null check (origin in ('plan', 'import')),
  -- Null for history imported from an earlier tool.
  survey_version_id bigint references survey_version check ((survey_version_id is null) = (origin = 'import')),
  state text not null check (state in ('planned', 'sent', 'held_back', 'bounced', 'answered', 'closed')),
  token_hash bytea unique,
  due_at timestamptz,
  sent_at timestamptz,
  closes_at timestamptz,
  unique (milestone_id, contact_id)
);
create index invitation_by_contact on invitation (contact_id);
create index invitation_by_pm on invitation (pm_id);
create index invitation_by_survey_version on invitation (survey_version_id);
create index invitation_due on invitation (due_at) where state = 'planned';
create index invitation_closing on invitation (closes_at) where state = 'sent';

-- Why each contact was asked at each milestone, or was not. Rows are only ever added.
create table decision (
  id bigint generated always as identity primary key,
  milestone_id bigint not null references milestone,
  -- Null: said of the milestone as a whole, such as 'nobody has a role that the plan asks'.
  contact_id bigint references contact,
  kind text not null check (kind in ('planned', 'moved', 'not_planned', 'held_back', 'sent', 'reminded', 'answered', 'changed', 'closed', 'bounced')),
  reason text not null,
  next_allowed_on date,
  at timestamptz not null
);
create index decision_by_milestone on decision (milestone_id, contact_id, at);
create index decision_by_contact on decision (contact_id);

-- Addresses that get no survey mail, for whatever account they stand in.
create table suppression (
  address text not null check (address = lower(address)),
  reason text not null check (reason in ('unsubscribed', 'bounced', 'complained', 'left')),
  source text not null,
  at timestamptz not null,
  primary key (address, reason)
);

create table response (
  id bigint generated always as identity primary key,
  ref text not null unique check (ref <> ''),
  invitation_id bigint not null unique references invitation,
  answered_at timestamptz not null,
  changed_at timestamptz not null,
  call_first smallint not null check (call_first between 0 and 10),
  comment text,
  needs_next text,
  call_me boolean not null default false,
  visibility text not null check (visibility in ('team', 'leadership')),
  first_call_rank text check (first_call_rank in ('us', 'another_firm', 'own_people', 'not_sure')),
  testimonial boolean not null default false
);
create index response_by_change on response (changed_at);
create index response_by_answer on response (answered_at);

create table experience (
  response_id bigint not null references response on delete cascade,
  key text not null check (key ~ '^[a-z][a-z0-9_]*$'),
  rating smallint not null check (rating between 1 and 5),
  primary key (response_id, key)
);

create table follow_up (
  id bigint generated always as identity primary key,
  response_id bigint not null unique references response,
  reasons text[] not null check (reasons <@ array['low', 'fall', 'call_me'] and cardinality(reasons) > 0),
  owner_id bigint not null references staff,
  state text not null check (state in ('open', 'taken', 'closed')),
  opened_at timestamptz not null,
  due_at timestamptz not null,
  taken_at timestamptz,
  closed_at timestamptz check ((closed_at is not null) = (state = 'closed')),
  what_we_did text check ((what_we_did is not null) = (state = 'closed'))
);
create index follow_up_by_owner on follow_up (owner_id);
create index follow_up_open on follow_up (due_at) where state <> 'closed';

create table follow_up_note (
  id bigint generated always as identity primary key,
  follow_up_id bigint not null references follow_up,
  staff_id bigint not null references staff,
  note text not null check (note <> ''),
  at timestamptz not null
);
create index follow_up_note_by_follow_up on follow_up_note (follow_up_id);
create index follow_up_note_by_staff on follow_up_note (staff_id);

create table opportunity (
  id bigint generated always as identity primary key,
  response_id bigint not null unique references response,
  owner_id bigint references staff,
  state text not null default 'new' check (state in ('new', 'talking', 'quoted', 'won', 'lost')),
  need text not null check (need <> ''),
  opened_at timestamptz not null
);
create index opportunity_by_owner on opportunity (owner_id);

-- The outbox. Links are derived when a message is rendered, so that no survey token is ever stored.
create table email (
  id bigint generated always as identity primary key,
  kind text not null check (kind in ('invitation', 'reminder', 'alert', 'sign_in')),
  invitation_id bigint references invitation check ((invitation_id is not null) = (kind in ('invitation', 'reminder'))),
  follow_up_id bigint references follow_up check ((follow_up_id is not null) = (kind = 'alert')),
  -- First, second, … reminder; 0 for everything else.
  ordinal smallint not null default 0,
  template_version_id bigint not null references email_template_version,
  to_name text not null,
  to_address text not null check (to_address <> ''),
  -- A sign-in link, erased as soon as the message has left.
  secret_url text,
  message_id text not null unique,
  state text not null check (state in ('due', 'leased', 'sent', 'kept', 'failed', 'bounced', 'cancelled')),
  due_at timestamptz not null,
  leased_until timestamptz check ((leased_until is not null) = (state = 'leased')),
  attempts smallint not null default 0,
  last_error text,
  sent_at timestamptz,
  created_at timestamptz not null,
  unique (invitation_id, kind, ordinal),
  unique (follow_up_id, kind)
);
create index email_due on email (due_at) where state in ('due', 'leased');
create index email_by_template_version on email (template_version_id);
create index email_newest on email (created_at desc, id desc);

create table score (
  id bigint generated always as identity primary key,
  subject_kind text not null check (subject_kind in ('firm', 'pm', 'account', 'engagement')),
  subject_id bigint not null,
  -- 'team' leaves out answers for leadership only, save in groups too large to single one out.
  audience text not null check (audience in ('leadership', 'team')),
  as_of date not null,
  enough boolean not null,
  value double precision check (value between 0 and 100),
  low double precision check (low between 0 and 100),
  high double precision check (high between 0 and 100),
  level double precision not null check (level > 0 and level < 1),
  -- Where the subject stands to the firm's average.
  tier text check (tier in ('above', 'same', 'below')),
  reliability double precision check (reliability between 0 and 1),
  answers integer not null check (answers >= 0),
  respondents integer not null check (respondents >= 0),
  accounts integer not null check (accounts >= 0),
  plain_average double precision check (plain_average between 0 and 100),
  part_firm double precision,
  part_pm double precision,
  part_accounts double precision,
  part_engagements double precision,
  computed_at timestamptz not null,
  check (enough = (tier is not null)),
  check (enough = (value is not null) and enough = (low is not null) and enough = (high is not null)),
  check (low <= value and value <= high),
  unique (subject_kind, subject_id, audience, as_of)
);

create index score_by_day on score (as_of desc, subject_kind, audience);

create table score_fit (
  id bigint generated always as identity primary key,
  as_of date not null,
  -- The newest change among the answers that this fit has seen.
  answers_through timestamptz,
  answers integer not null,
  -- The thresholds that it was fitted under, as text to compare.
  evidence text not null,
  -- Each random factor's variance over the residual one, where the next fit begins.
  gamma double precision[],
  finished_at timestamptz not null,
  failure text
);
create index score_fit_newest on score_fit (finished_at desc);

-- How every PM compares with every other by the newest fit: one row a pair, the first key the smaller.
create table pm_comparison (
  pm_id bigint not null references staff,
  other_pm_id bigint not null references staff,
  -- The probability that the first is ahead of the other.
  ahead double precision not null check (ahead between 0 and 1),
  -- False where no chain of shared accounts connects them.
  comparable boolean not null,
  primary key (pm_id, other_pm_id),
  check (pm_id < other_pm_id)
);
create index pm_comparison_by_other on pm_comparison (other_pm_id);
