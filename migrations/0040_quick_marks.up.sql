-- An answer marks its engagement to be counted again by one row that it looks up, not by a plan over all that changed.

create function mark_tally_of_invitation() returns trigger language plpgsql as $$
begin
  insert into tally_due (engagement_id) select engagement_id from milestone where id = new.milestone_id;
  return null;
end $$;
drop trigger invitation_changed_in_tally on invitation;
create trigger invitation_changed_in_tally after update on invitation
  for each row when (old.* is distinct from new.*) execute function mark_tally_of_invitation();

create function mark_tally_of_response() returns trigger language plpgsql as $$
begin
  insert into tally_due (engagement_id) select distinct engagement_id from changed;
  return null;
end $$;
drop trigger response_added_to_tally on response;
drop trigger response_changed_in_tally on response;
drop trigger response_taken_from_tally on response;
create trigger response_added_to_tally after insert on response referencing new table as changed
  for each statement execute function mark_tally_of_response();
create trigger response_changed_in_tally after update on response referencing new table as changed
  for each statement execute function mark_tally_of_response();
create trigger response_taken_from_tally after delete on response referencing old table as changed
  for each statement execute function mark_tally_of_response();
