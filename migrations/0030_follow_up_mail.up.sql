-- Mail about follow-ups: alerts that go again, escalations, and what is written back to clients.

alter table email
  drop constraint email_kind_check,
  add constraint email_kind_check
    check (kind in ('invitation', 'reminder', 'alert', 'escalation', 'sign_in', 'digest', 'you_said_we_did')),
  drop constraint email_check1,
  add constraint email_follow_up_check
    check ((follow_up_id is not null) = (kind in ('alert', 'escalation', 'you_said_we_did'))),
  drop constraint email_follow_up_id_kind_key,
  add unique (follow_up_id, kind, ordinal),
  -- Whose the link in it is.
  add column staff_id bigint references staff,
  add column reply_id bigint unique references reply check ((reply_id is not null) = (kind = 'you_said_we_did'));
update email set staff_id = follow_up.owner_id from follow_up where follow_up.id = email.follow_up_id;
alter table email
  add constraint email_staff_check check ((staff_id is not null) = (kind in ('alert', 'escalation')));
create index email_by_staff on email (staff_id);
