delete from follow_up_step where kind = 'taken';
alter table follow_up_step
  drop constraint follow_up_step_kind_check,
  drop constraint follow_up_step_receiver_check,
  add constraint follow_up_step_kind_check check (kind in ('reassigned', 'snoozed', 'escalated')),
  add constraint follow_up_step_check1 check ((to_staff_id is null) = (kind = 'snoozed'));
