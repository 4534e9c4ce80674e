alter table firm
  drop column owner_of_low,
  drop column owner_of_call,
  drop column owner_of_silence,
  drop column silence_after_days;
drop table reply;
drop table follow_up_step;
drop index invitation_unanswered;
drop index follow_up_closed;
delete from email where follow_up_id in (select id from follow_up where response_id is null);
delete from follow_up_note where follow_up_id in (select id from follow_up where response_id is null);
delete from follow_up where response_id is null;
alter table follow_up
  drop constraint follow_up_reasons_check,
  drop constraint follow_up_silence_check,
  drop constraint follow_up_only_silence_check,
  drop constraint follow_up_alarm_check,
  drop constraint follow_up_closer_check,
  drop column invitation_id,
  drop column snoozed_until,
  drop column escalate_at,
  drop column escalations,
  drop column closed_by,
  alter column response_id set not null,
  add constraint follow_up_reasons_check
    check (reasons <@ array['low', 'fall', 'call_me'] and cardinality(reasons) > 0);
alter table response drop constraint response_id_invitation_id_key;
