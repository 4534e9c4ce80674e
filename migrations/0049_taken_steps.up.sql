-- Who took a follow-up, and when, is a step of its own: it outlasts being handed over or opened again.

alter table follow_up_step
  drop constraint follow_up_step_kind_check,
  drop constraint follow_up_step_check1,
  add constraint follow_up_step_kind_check check (kind in ('taken', 'reassigned', 'snoozed', 'escalated')),
  add constraint follow_up_step_receiver_check check ((to_staff_id is null) = (kind in ('taken', 'snoozed')));
-- As far as it is still known: whoever took it and has it since.
insert into follow_up_step (follow_up_id, kind, staff_id, at)
  select id, 'taken', owner_id, taken_at from follow_up where taken_at is not null order by taken_at, id;
