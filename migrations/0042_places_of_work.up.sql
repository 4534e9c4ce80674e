-- Follow-ups and needs carry where they belong and whether the team may know of them, as answers do, so that lists and counts of
-- them read no answer and no invitation. The database keeps all of this.

alter table follow_up
  add column contact_id bigint,
  add column pm_id bigint,
  add column engagement_id bigint,
  add column account_id bigint,
  add column for_team boolean;

create function place_follow_up() returns trigger language plpgsql as $$
begin
  select invitation.contact_id, invitation.pm_id, milestone.engagement_id, engagement.account_id,
      coalesce(response.visibility = 'team', true)
    into new.contact_id, new.pm_id, new.engagement_id, new.account_id, new.for_team
    from invitation
      join milestone on milestone.id = invitation.milestone_id
      join engagement on engagement.id = milestone.engagement_id
      left join response on response.id = new.response_id
    where invitation.id = new.invitation_id;
  return new;
end $$;

update follow_up set contact_id = invitation.contact_id, pm_id = invitation.pm_id, engagement_id = milestone.engagement_id,
    account_id = engagement.account_id,
    for_team = coalesce((select response.visibility = 'team' from response where response.id = follow_up.response_id), true)
  from invitation
    join milestone on milestone.id = invitation.milestone_id
    join engagement on engagement.id = milestone.engagement_id
  where invitation.id = follow_up.invitation_id;

alter table follow_up
  alter column contact_id set not null,
  alter column pm_id set not null,
  alter column engagement_id set not null,
  alter column account_id set not null,
  alter column for_team set not null;

create trigger follow_up_is_placed before insert or update of response_id, invitation_id on follow_up
  for each row execute function place_follow_up();

alter table opportunity
  -- Where it was heard: on a call as was said, in an answer as that stands. No PM is of the day of a call.
  add column heard_at timestamptz,
  add column heard_pm_id bigint,
  add column heard_engagement_id bigint,
  add column heard_account_id bigint,
  add column for_team boolean;

create function place_opportunity() returns trigger language plpgsql as $$
begin
  new.heard_at = new.opened_at;
  new.heard_pm_id = null;
  new.heard_engagement_id = new.engagement_id;
  new.heard_account_id = new.account_id;
  new.for_team = true;
  if new.response_id is not null then
    select response.answered_at, response.pm_id, response.engagement_id, response.account_id, response.visibility = 'team'
      into new.heard_at, new.heard_pm_id, new.heard_engagement_id, new.heard_account_id, new.for_team
      from response where response.id = new.response_id;
  end if;
  return new;
end $$;

update opportunity set heard_at = opened_at, heard_engagement_id = engagement_id, heard_account_id = account_id, for_team = true
  where response_id is null;
update opportunity set heard_at = response.answered_at, heard_pm_id = response.pm_id, heard_engagement_id = response.engagement_id,
    heard_account_id = response.account_id, for_team = response.visibility = 'team'
  from response where response.id = opportunity.response_id;

alter table opportunity
  alter column heard_at set not null,
  alter column heard_account_id set not null,
  alter column for_team set not null;

create trigger opportunity_is_placed before insert or update of response_id, account_id, engagement_id, opened_at on opportunity
  for each row execute function place_opportunity();

-- What an answer says of place, time and readers holds for what came of it.
create function pass_on_place() returns trigger language plpgsql as $$
begin
  update follow_up set for_team = new.visibility = 'team'
    where response_id = new.id and for_team <> (new.visibility = 'team');
  update opportunity set heard_at = new.answered_at, heard_pm_id = new.pm_id, heard_engagement_id = new.engagement_id,
      heard_account_id = new.account_id, for_team = new.visibility = 'team'
    where response_id = new.id;
  return null;
end $$;
create trigger response_passes_on_its_place after update on response
  for each row when ((old.answered_at, old.visibility, old.pm_id, old.engagement_id, old.account_id)
    is distinct from (new.answered_at, new.visibility, new.pm_id, new.engagement_id, new.account_id))
  execute function pass_on_place();

create or replace function change_hands() returns trigger language plpgsql as $$
begin
  insert into led (engagement_id, pm_id)
    select milestone.engagement_id, new.pm_id from milestone where milestone.id = new.milestone_id
    on conflict do nothing;
  update response set contact_id = new.contact_id, pm_id = new.pm_id, engagement_id = milestone.engagement_id,
      account_id = engagement.account_id
    from milestone join engagement on engagement.id = milestone.engagement_id
    where response.invitation_id = new.id and milestone.id = new.milestone_id;
  update follow_up set contact_id = new.contact_id, pm_id = new.pm_id, engagement_id = milestone.engagement_id,
      account_id = engagement.account_id
    from milestone join engagement on engagement.id = milestone.engagement_id
    where follow_up.invitation_id = new.id and milestone.id = new.milestone_id;
  return null;
end $$;

create or replace function move_responses() returns trigger language plpgsql as $$
begin
  if tg_table_name = 'engagement' then
    update response set account_id = new.account_id where engagement_id = new.id;
    update follow_up set account_id = new.account_id where engagement_id = new.id;
    return null;
  end if;
  update response set engagement_id = new.engagement_id, account_id = engagement.account_id
    from invitation, engagement
    where invitation.id = response.invitation_id and invitation.milestone_id = new.id and engagement.id = new.engagement_id;
  update follow_up set engagement_id = new.engagement_id, account_id = engagement.account_id
    from invitation, engagement
    where invitation.id = follow_up.invitation_id and invitation.milestone_id = new.id and engagement.id = new.engagement_id;
  insert into led (engagement_id, pm_id)
    select distinct new.engagement_id, invitation.pm_id from invitation where invitation.milestone_id = new.id
    on conflict do nothing;
  return null;
end $$;

-- Lists begin with these, in their order.
create index follow_up_of_pm on follow_up (pm_id, state);
create index follow_up_of_engagement on follow_up (engagement_id, state);
create index follow_up_of_account on follow_up (account_id, state);
create index follow_up_opened on follow_up (opened_at desc, id);
drop index follow_up_closed;
create index follow_up_closed on follow_up (closed_at desc nulls last, id) where state = 'closed';
drop index follow_up_open;
create index follow_up_open on follow_up (due_at, id) where state <> 'closed';
create index follow_up_by_due on follow_up (due_at, id);

create index opportunity_of_pm on opportunity (heard_pm_id);
create index opportunity_of_engagement on opportunity (heard_engagement_id);
create index opportunity_of_account on opportunity (heard_account_id, heard_at desc, id desc);
create index opportunity_newest on opportunity (heard_at desc, id desc);
create index opportunity_open_newest on opportunity (heard_at desc, id desc) where state in ('new', 'talking', 'quoted');
create index opportunity_by_opening on opportunity (opened_at);
create index opportunity_by_state on opportunity (state, currency, value);

-- Whether a PM had an invitation at a milestone is one look.
drop index invitation_by_pm;
create index invitation_by_pm on invitation (pm_id, milestone_id);
