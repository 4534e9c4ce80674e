-- Short ways for pages: what an answer is looked up by stands on it, and whose engagements there are is counted, so that no page
-- joins its way through all invitations.

alter table response
  -- As its invitation says; the database keeps them so.
  add column contact_id bigint,
  add column pm_id bigint,
  add column engagement_id bigint,
  add column account_id bigint;

create function place_response() returns trigger language plpgsql as $$
begin
  select invitation.contact_id, invitation.pm_id, milestone.engagement_id, engagement.account_id
    into new.contact_id, new.pm_id, new.engagement_id, new.account_id
    from invitation
      join milestone on milestone.id = invitation.milestone_id
      join engagement on engagement.id = milestone.engagement_id
    where invitation.id = new.invitation_id;
  return new;
end $$;

update response set contact_id = invitation.contact_id, pm_id = invitation.pm_id,
    engagement_id = milestone.engagement_id, account_id = engagement.account_id
  from invitation
    join milestone on milestone.id = invitation.milestone_id
    join engagement on engagement.id = milestone.engagement_id
  where invitation.id = response.invitation_id;

alter table response
  alter column contact_id set not null,
  alter column pm_id set not null,
  alter column engagement_id set not null,
  alter column account_id set not null;
create index response_of_contact on response (contact_id, answered_at desc, id desc);
create index response_of_pm on response (pm_id, answered_at desc, id desc);
create index response_of_engagement on response (engagement_id, answered_at desc, id desc);
create index response_of_account on response (account_id, answered_at desc, id desc);

create trigger response_is_placed before insert or update of invitation_id on response
  for each row execute function place_response();

-- Who had invitations of their own days at an engagement, at any time. Rows are only added, so that no writer waits for another for
-- long; whoever reads looks whether one is still there.
create table led (
  engagement_id bigint not null references engagement on delete cascade,
  pm_id bigint not null references staff,
  primary key (engagement_id, pm_id)
);
create index led_by_pm on led (pm_id);

insert into led (engagement_id, pm_id)
  select distinct milestone.engagement_id, invitation.pm_id
  from invitation join milestone on milestone.id = invitation.milestone_id;

create function remember_led() returns trigger language plpgsql as $$
begin
  insert into led (engagement_id, pm_id)
    select distinct milestone.engagement_id, changed.pm_id
    from changed join milestone on milestone.id = changed.milestone_id order by 1, 2
    on conflict do nothing;
  return null;
end $$;
create trigger invitation_added_to_led after insert on invitation referencing new table as changed
  for each statement execute function remember_led();

create function change_hands() returns trigger language plpgsql as $$
begin
  insert into led (engagement_id, pm_id)
    select milestone.engagement_id, new.pm_id from milestone where milestone.id = new.milestone_id
    on conflict do nothing;
  update response set contact_id = new.contact_id, pm_id = new.pm_id, engagement_id = milestone.engagement_id,
      account_id = engagement.account_id
    from milestone join engagement on engagement.id = milestone.engagement_id
    where response.invitation_id = new.id and milestone.id = new.milestone_id;
  return null;
end $$;
create trigger invitation_changes_hands after update of milestone_id, contact_id, pm_id on invitation
  for each row when ((old.milestone_id, old.contact_id, old.pm_id) is distinct from (new.milestone_id, new.contact_id, new.pm_id))
  execute function change_hands();

create function move_responses() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'engagement' then
    update response set account_id = new.account_id where engagement_id = new.id;
    return null;
  end if;
  update response set engagement_id = new.engagement_id, account_id = engagement.account_id
    from invitation, engagement
    where invitation.id = response.invitation_id and invitation.milestone_id = new.id and engagement.id = new.engagement_id;
  insert into led (engagement_id, pm_id)
    select distinct new.engagement_id, invitation.pm_id from invitation where invitation.milestone_id = new.id
    on conflict do nothing;
  return null;
end $$;
create trigger milestone_moves_responses after update of engagement_id on milestone
  for each row when (old.engagement_id <> new.engagement_id) execute function move_responses();
create trigger engagement_moves_responses after update of account_id on engagement
  for each row when (old.account_id <> new.account_id) execute function move_responses();

-- Whether somebody was written to, whatever became of it.
alter table tally add column written integer not null default 0;
alter table tally alter column written drop default;
create index tally_due_by_engagement on tally_due (engagement_id);
insert into tally_due (engagement_id) select id from engagement;

-- What somebody has to do, without what is over.
create index follow_up_open_of_owner on follow_up (owner_id, due_at) where state <> 'closed';
