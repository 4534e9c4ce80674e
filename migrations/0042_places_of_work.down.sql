drop index invitation_by_pm;
create index invitation_by_pm on invitation (pm_id);

drop index opportunity_of_pm, opportunity_of_engagement, opportunity_of_account, opportunity_newest, opportunity_open_newest,
  opportunity_by_opening, opportunity_by_state;
drop index follow_up_of_pm, follow_up_of_engagement, follow_up_of_account, follow_up_opened, follow_up_closed, follow_up_open,
  follow_up_by_due;
create index follow_up_open on follow_up (due_at) where state <> 'closed';
create index follow_up_closed on follow_up (closed_at) where state = 'closed';

create or replace function change_hands() returns trigger language plpgsql as $$
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
create or replace function move_responses() returns trigger language plpgsql as $$
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

drop trigger response_passes_on_its_place on response;
drop function pass_on_place();
drop trigger opportunity_is_placed on opportunity;
drop function place_opportunity();
alter table opportunity drop column heard_at, drop column heard_pm_id, drop column heard_engagement_id,
  drop column heard_account_id, drop column for_team;
drop trigger follow_up_is_placed on follow_up;
drop function place_follow_up();
alter table follow_up drop column contact_id, drop column pm_id, drop column engagement_id, drop column account_id,
  drop column for_team;
