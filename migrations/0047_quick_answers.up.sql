-- Who stores an answer together with its place and with who may read it needs no look at the invitation for each row.
drop trigger response_is_placed on response;
create trigger response_is_placed before insert on response
  for each row when (new.account_id is null) execute function place_response();
create trigger response_is_placed_anew before update of invitation_id on response
  for each row execute function place_response();

drop trigger response_remembers_team on response;
create trigger response_remembers_team before insert or update of visibility on response
  for each row when (new.visibility = 'team' and not new.was_for_team) execute function remember_for_team();

-- Nearly all answers are in no group.
drop index response_by_hidden_group;
create index response_by_hidden_group on response (hidden_group_id) where hidden_group_id is not null;
