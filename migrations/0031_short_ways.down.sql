drop index follow_up_open_of_owner;
drop index tally_due_by_engagement;
alter table tally drop column written;
drop trigger engagement_moves_responses on engagement;
drop trigger milestone_moves_responses on milestone;
drop function move_responses;
drop trigger invitation_changes_hands on invitation;
drop trigger invitation_added_to_led on invitation;
drop function change_hands;
drop function remember_led;
drop table led;
drop trigger response_is_placed on response;
drop function place_response;
alter table response
  drop column contact_id,
  drop column pm_id,
  drop column engagement_id,
  drop column account_id;
