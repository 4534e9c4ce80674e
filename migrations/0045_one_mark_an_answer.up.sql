-- An invitation becomes answered by its response, which marks the engagement to be counted again; the invitation need not as well.
drop trigger invitation_changed_in_tally on invitation;
create trigger invitation_changed_in_tally after update on invitation
  for each row when (old.* is distinct from new.* and not (old.state = 'sent' and new.state = 'answered'))
  execute function mark_tally_of_invitation();
