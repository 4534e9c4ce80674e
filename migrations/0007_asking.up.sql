-- Asking done right: holidays, business days, hours of a rule, holds, and invitations that are taken back before they leave.

-- Days on which nobody of the firm writes or is due.
create table holiday (
  day date primary key,
  name text not null check (name <> '')
);

alter table plan_rule
  add column delay_unit text not null default 'calendar' check (delay_unit in ('calendar', 'business')),
  -- When this rule asks; null: in the firm's working hours.
  add column ask_from smallint check (ask_from between 0 and 23),
  add column ask_until smallint check (ask_until between 1 and 24),
  add column ask_days text check (ask_days ~ '^(mon|tue|wed|thu|fri|sat|sun)( (mon|tue|wed|thu|fri|sat|sun)){0,6}$'),
  add check ((ask_from is null) = (ask_until is null) and ask_from < ask_until);
-- Each reminder has a text of its own, and there are two.
alter table plan_rule drop constraint plan_rule_reminder_after_days_check;
alter table plan_rule add constraint plan_rule_reminder_after_days_check check (cardinality(reminder_after_days) <= 2);

-- A withdrawn invitation has not left: its milestone was not reached after all, or somebody holds it. It may be planned again.
alter table invitation drop constraint invitation_state_check;
alter table invitation add constraint invitation_state_check
  check (state in ('planned', 'withdrawn', 'sent', 'held_back', 'bounced', 'answered', 'closed'));
-- No reminder leaves before this, since the contact is away; null: no such day.
alter table invitation add column remind_not_before timestamptz;

-- What a person of the firm leaves out, and why: a milestone, a contact on one engagement, or a contact everywhere.
create table hold (
  id bigint generated always as identity primary key,
  milestone_id bigint references milestone,
  contact_id bigint references contact,
  engagement_id bigint references engagement,
  reason text not null check (reason <> ''),
  placed_by bigint not null references staff,
  placed_at timestamptz not null,
  lifted_by bigint references staff,
  lifted_at timestamptz check ((lifted_at is not null) = (lifted_by is not null)),
  check ((milestone_id is not null) <> (contact_id is not null)),
  check (engagement_id is null or contact_id is not null)
);
create unique index hold_of_milestone on hold (milestone_id) where lifted_at is null;
create unique index hold_of_contact on hold (contact_id, engagement_id) nulls not distinct where lifted_at is null and contact_id is not null;
create index hold_by_milestone on hold (milestone_id);
create index hold_by_contact on hold (contact_id);
create index hold_by_engagement on hold (engagement_id);
create index hold_by_placer on hold (placed_by);
create index hold_by_lifter on hold (lifted_by);

alter table decision drop constraint decision_kind_check;
alter table decision add constraint decision_kind_check check (kind in
  ('planned', 'moved', 'not_planned', 'held_back', 'withdrawn', 'held', 'lifted', 'sent', 'reminded', 'answered', 'changed', 'closed', 'bounced'));
-- Words of a person beside the reason, such as why a milestone is held.
alter table decision add column note text;
