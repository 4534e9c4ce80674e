-- How fast mail leaves, and when none does.

alter table firm
  -- Survey mail alone: sign-in links and alerts never wait. 0: no limit.
  add column mails_per_minute integer not null default 300 check (mails_per_minute between 0 and 100000),
  add column mails_per_minute_per_domain integer not null default 60 check (mails_per_minute_per_domain between 0 and 100000),
  -- From this day on 50 survey mails a day, twice as many each day after; null: no warm-up.
  add column warm_up_from date;

-- One row while the mail server can't be reached or takes nothing from us, whatever the message; none while it does.
create table mail_outage (
  id smallint primary key default 1 check (id = 1),
  -- When to try again.
  until timestamptz not null,
  -- Times in a row that it was tried in vain.
  failures smallint not null check (failures > 0),
  reason text not null
);

drop index email_due;
create index email_due_staff on email (due_at) where invitation_id is null and state in ('due', 'leased');
create index email_due_survey on email (due_at, id) where invitation_id is not null and state in ('due', 'leased');
create index email_under_way on email (leased_until) where state = 'leased';
create index email_sent_survey on email (sent_at) where invitation_id is not null;
