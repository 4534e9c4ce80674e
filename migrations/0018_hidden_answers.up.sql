-- Answers for leadership only enter what the team reads in groups that never change and are told by one rounded mean.

create table hidden_group (
  id bigint generated always as identity primary key,
  pm_id bigint not null references staff,
  -- Its answers, each of another respondent.
  size smallint not null check (size >= 3),
  formed_at timestamptz not null
);
create index hidden_group_by_pm on hidden_group (pm_id);

alter table response
  add column hidden_group_id bigint references hidden_group,
  -- Whether the team could ever read it: what is known already hides nobody else in a group.
  add column was_for_team boolean not null default false;
update response set was_for_team = true where visibility = 'team';
create index response_by_hidden_group on response (hidden_group_id);
create index response_ungrouped on response (answered_at)
  where visibility = 'leadership' and hidden_group_id is null and not was_for_team;

create function remember_for_team() returns trigger language plpgsql as $$
begin
  new.was_for_team := new.was_for_team or new.visibility = 'team';
  return new;
end $$;
create trigger response_remembers_team before insert or update of visibility on response
  for each row execute function remember_for_team();
