-- Follow-ups of silence beside those of answers; putting off, escalation, other owners; and what is written back to the client.

alter table response add unique (id, invitation_id);

alter table follow_up
  -- Null: the contact let pass what was asked.
  alter column response_id drop not null,
  -- The invitation of the answer, or the first one that a silent contact let pass.
  add column invitation_id bigint references invitation,
  -- When it wakes; null: it is not put off.
  add column snoozed_until timestamptz,
  -- When it is put before somebody above its owner; null: no step of that kind is left.
  add column escalate_at timestamptz,
  -- Steps taken since it was opened or last put off.
  add column escalations smallint not null default 0 check (escalations >= 0),
  -- Null while it is to be done, and where it ended by itself.
  add column closed_by bigint references staff,
  drop constraint follow_up_reasons_check;
update follow_up set
    invitation_id = response.invitation_id,
    escalate_at = case when state <> 'closed' then due_at end,
    closed_by = case when state = 'closed' then owner_id end
  from response where response.id = follow_up.response_id;
alter table follow_up
  alter column invitation_id set not null,
  add constraint follow_up_reasons_check
    check (reasons <@ array['low', 'fall', 'call_me', 'silence'] and cardinality(reasons) > 0),
  add constraint follow_up_silence_check check ((response_id is null) = (reasons @> array['silence'])),
  add constraint follow_up_only_silence_check check (response_id is not null or cardinality(reasons) = 1),
  add constraint follow_up_alarm_check check (state <> 'closed' or (escalate_at is null and snoozed_until is null)),
  add constraint follow_up_closer_check check (closed_by is null or state = 'closed'),
  add foreign key (response_id, invitation_id) references response (id, invitation_id);
-- A silence begins with one invitation, so that it is acted on once.
create unique index follow_up_of_silence on follow_up (invitation_id) where response_id is null;
create index follow_up_by_invitation on follow_up (invitation_id);
create index follow_up_by_closer on follow_up (closed_by);
create index follow_up_alarm on follow_up (escalate_at) where escalate_at is not null;
create index follow_up_snoozed on follow_up (snoozed_until) where snoozed_until is not null;
create index follow_up_closed on follow_up (closed_at) where state = 'closed';
create index invitation_unanswered on invitation (sent_at) where state in ('sent', 'closed');

-- What was done about a follow-up besides notes; rows are only ever added.
create table follow_up_step (
  id bigint generated always as identity primary key,
  follow_up_id bigint not null references follow_up,
  kind text not null check (kind in ('reassigned', 'snoozed', 'escalated')),
  -- Null: by rule.
  staff_id bigint references staff check ((staff_id is null) = (kind = 'escalated')),
  to_staff_id bigint references staff check ((to_staff_id is null) = (kind = 'snoozed')),
  note text check (note <> ''),
  until timestamptz,
  at timestamptz not null,
  check ((until is not null) = (kind = 'snoozed')),
  check (kind <> 'snoozed' or note is not null)
);
create index follow_up_step_by_follow_up on follow_up_step (follow_up_id);
create index follow_up_step_by_staff on follow_up_step (staff_id);
create index follow_up_step_by_receiver on follow_up_step (to_staff_id);

-- 'You said, we did': what is written back to a client once a follow-up is closed. A draft until somebody sends or skips it.
create table reply (
  id bigint generated always as identity primary key,
  follow_up_id bigint not null references follow_up,
  state text not null check (state in ('draft', 'skipped', 'sent')),
  sender_id bigint not null references staff,
  -- The client's own words; null: none are quoted.
  you_said text check (you_said <> ''),
  we_did text not null check (we_did <> ''),
  changed_by bigint not null references staff,
  changed_at timestamptz not null
);
create unique index reply_draft on reply (follow_up_id) where state = 'draft';
create index reply_by_follow_up on reply (follow_up_id);
create index reply_by_sender on reply (sender_id);
create index reply_by_writer on reply (changed_by);

alter table firm
  -- Whose a follow-up is, if there is such a person.
  add column owner_of_low text not null default 'pm_leader' check (owner_of_low in ('pm', 'pm_leader', 'account_manager')),
  add column owner_of_call text not null default 'account_manager' check (owner_of_call in ('pm', 'pm_leader', 'account_manager')),
  add column owner_of_silence text not null default 'account_manager' check (owner_of_silence in ('pm', 'pm_leader', 'account_manager')),
  -- After so many days without an answer a decision maker is silent. 0: nobody ever is.
  add column silence_after_days smallint not null default 60 check (silence_after_days between 0 and 730);
