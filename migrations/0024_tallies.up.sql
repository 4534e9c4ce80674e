-- What pages count, kept in rows that stay few however many answers there are; how scores have changed; who has seen what; notes.

-- One row a milestone, PM of the day, survey and month. Months are the firm's; an invitation counts in the month in which it was
-- sent, an answer in the month in which it was given, a milestone in the month in which it was reached.
create table tally (
  milestone_id bigint not null references milestone on delete cascade,
  engagement_id bigint not null references engagement on delete cascade,
  account_id bigint not null references account,
  pm_id bigint not null references staff,
  milestone_kind text not null,
  -- '' for history from an earlier tool.
  survey_key text not null,
  -- The first of the month; 'infinity' for what waits without a day.
  month date not null,
  asked integer not null,
  -- Of those asked, whenever they answered.
  answered integer not null,
  planned integer not null,
  held_back integer not null,
  left_out integer not null,
  answers integer not null,
  -- The likelihoods stated, 0..100, added up.
  points double precision not null,
  low integer not null,
  lowest smallint,
  lowest_for_team smallint,
  last_answered_at timestamptz,
  last_answered_for_team_at timestamptz,
  needs integer not null,
  new_needs integer not null,
  reached integer not null,
  surveyed integer not null,
  counted_at timestamptz not null,
  primary key (milestone_id, pm_id, survey_key, month)
);
create index tally_by_month on tally (month);
create index tally_by_engagement on tally (engagement_id);
create index tally_by_account on tally (account_id, month);
create index tally_by_pm on tally (pm_id, month);

-- Engagements to be counted again. Rows are only added, never waited for, so that no writer stands in another's way.
create table tally_due (
  id bigint generated always as identity primary key,
  engagement_id bigint not null
);

-- The database marks what a change touches, so that no writer can forget it.
create function mark_tally_due() returns trigger language plpgsql as $$
begin
  case tg_table_name
    when 'engagement' then
      insert into tally_due (engagement_id) select id from changed;
    when 'milestone', 'engagement_contact' then
      insert into tally_due (engagement_id) select distinct engagement_id from changed;
    when 'invitation' then
      insert into tally_due (engagement_id)
        select distinct milestone.engagement_id from changed join milestone on milestone.id = changed.milestone_id;
    when 'response' then
      insert into tally_due (engagement_id)
        select distinct milestone.engagement_id from changed
        join invitation on invitation.id = changed.invitation_id
        join milestone on milestone.id = invitation.milestone_id;
    when 'opportunity' then
      insert into tally_due (engagement_id)
        select distinct milestone.engagement_id from changed
        join response on response.id = changed.response_id
        join invitation on invitation.id = response.invitation_id
        join milestone on milestone.id = invitation.milestone_id;
    when 'hold' then
      insert into tally_due (engagement_id)
        select milestone.engagement_id from changed join milestone on milestone.id = changed.milestone_id
        union
        select part.engagement_id from changed join engagement_contact as part
          on part.contact_id = changed.contact_id
          and coalesce(changed.engagement_id, part.engagement_id) = part.engagement_id;
    when 'suppression' then
      insert into tally_due (engagement_id)
        select distinct part.engagement_id from changed
        join contact on lower(contact.email) = changed.address
        join engagement_contact as part on part.contact_id = contact.id;
  end case;
  return null;
end $$;

-- Where the meaning of a count changes, everything is counted again.
create function mark_all_tallies_due() returns trigger language plpgsql as $$
begin
  insert into tally_due (engagement_id) select id from engagement;
  return null;
end $$;

do $$
declare
  source text;
begin
  foreach source in array array['engagement', 'milestone', 'engagement_contact', 'invitation', 'response', 'opportunity', 'hold', 'suppression']
  loop
    execute format('create trigger %I after insert on %I referencing new table as changed
      for each statement execute function mark_tally_due()', source || '_added_to_tally', source);
    execute format('create trigger %I after update on %I referencing new table as changed
      for each statement execute function mark_tally_due()', source || '_changed_in_tally', source);
    execute format('create trigger %I after delete on %I referencing old table as changed
      for each statement execute function mark_tally_due()', source || '_taken_from_tally', source);
  end loop;
end $$;
create trigger firm_changes_tallies after update of low_answer, time_zone on firm
  for each row when (old.low_answer <> new.low_answer or old.time_zone <> new.time_zone)
  execute function mark_all_tallies_due();
create trigger plan_rule_changes_tallies after insert or update or delete on plan_rule
  for each statement execute function mark_all_tallies_due();

insert into tally_due (engagement_id) select id from engagement;

-- How the score of a PM and of the firm has changed from the half-year before to the current one, by the newest fit.
create table score_change (
  subject_kind text not null check (subject_kind in ('firm', 'pm')),
  subject_id bigint not null,
  audience text not null check (audience in ('team', 'leadership')),
  as_of date not null,
  -- In points of 100, with the range in which the true change lies 8 times out of 10.
  change double precision not null,
  low double precision not null check (low <= change),
  high double precision not null check (high >= change),
  answers integer not null,
  answers_before integer not null,
  low_answers integer not null,
  primary key (subject_kind, subject_id, audience)
);

-- Up to when somebody has read their own page, as they said themselves.
create table seen (
  staff_id bigint primary key references staff,
  until timestamptz not null
);

-- What people of the firm noted about an engagement.
create table engagement_note (
  id bigint generated always as identity primary key,
  engagement_id bigint not null references engagement on delete cascade,
  staff_id bigint not null references staff,
  note text not null check (note <> ''),
  at timestamptz not null
);
create index engagement_note_by_engagement on engagement_note (engagement_id, at);
create index engagement_note_by_staff on engagement_note (staff_id);
