alter table decision drop column note;
alter table decision drop constraint decision_kind_check;
delete from decision where kind in ('withdrawn', 'held', 'lifted');
alter table decision add constraint decision_kind_check check (kind in
  ('planned', 'moved', 'not_planned', 'held_back', 'sent', 'reminded', 'answered', 'changed', 'closed', 'bounced'));
drop table hold;
alter table invitation drop column remind_not_before;
alter table invitation drop constraint invitation_state_check;
update invitation set state = 'held_back' where state = 'withdrawn';
alter table invitation add constraint invitation_state_check
  check (state in ('planned', 'sent', 'held_back', 'bounced', 'answered', 'closed'));
alter table plan_rule drop constraint plan_rule_reminder_after_days_check;
alter table plan_rule add constraint plan_rule_reminder_after_days_check check (cardinality(reminder_after_days) <= 3);
alter table plan_rule drop column delay_unit, drop column ask_from, drop column ask_until, drop column ask_days;
drop table holiday;
