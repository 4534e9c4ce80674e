drop trigger response_remembers_team on response;
drop function remember_for_team();
alter table response drop column was_for_team, drop column hidden_group_id;
drop table hidden_group;
