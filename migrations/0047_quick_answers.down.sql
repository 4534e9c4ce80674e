drop index response_by_hidden_group;
create index response_by_hidden_group on response (hidden_group_id);

drop trigger response_remembers_team on response;
create trigger response_remembers_team before insert or update of visibility on response
  for each row execute function remember_for_team();

drop trigger response_is_placed_anew on response;
drop trigger response_is_placed on response;
create trigger response_is_placed before insert or update of invitation_id on response
  for each row execute function place_response();
