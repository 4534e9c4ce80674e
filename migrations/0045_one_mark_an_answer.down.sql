drop trigger invitation_changed_in_tally on invitation;
create trigger invitation_changed_in_tally after update on invitation
  for each row when (old.* is distinct from new.*) execute function mark_tally_of_invitation();
