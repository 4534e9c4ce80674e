drop trigger response_added_to_tally on response;
drop trigger response_changed_in_tally on response;
drop trigger response_taken_from_tally on response;
create trigger response_added_to_tally after insert on response referencing new table as changed
  for each statement execute function mark_tally_due();
create trigger response_changed_in_tally after update on response referencing new table as changed
  for each statement execute function mark_tally_due();
create trigger response_taken_from_tally after delete on response referencing old table as changed
  for each statement execute function mark_tally_due();
drop function mark_tally_of_response();

drop trigger invitation_changed_in_tally on invitation;
create trigger invitation_changed_in_tally after update on invitation referencing new table as changed
  for each statement execute function mark_tally_due();
drop function mark_tally_of_invitation();
