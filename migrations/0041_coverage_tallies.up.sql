-- Where people stand at reached milestones, counted again together with the tallies of their engagement.
create table coverage_tally (
  milestone_id bigint not null references milestone on delete cascade,
  engagement_id bigint not null references engagement on delete cascade,
  account_id bigint not null references account,
  -- Of the day where somebody was to be asked, else whoever leads the engagement.
  pm_id bigint not null references staff,
  milestone_kind text not null,
  reached_on date not null,
  standing text not null
    check (standing in ('answered', 'unanswered', 'held', 'held_back', 'to_come', 'not_asked')),
  people integer not null check (people > 0),
  primary key (milestone_id, pm_id, standing)
);
create index coverage_tally_by_engagement on coverage_tally (engagement_id);
create index coverage_tally_by_account on coverage_tally (account_id, reached_on);
create index coverage_tally_by_pm on coverage_tally (pm_id, reached_on);

-- How long somebody may be asked tells who was left out by a hold.
drop trigger firm_changes_tallies on firm;
create trigger firm_changes_tallies after update of low_answer, time_zone, stale_after_days on firm
  for each row when ((old.low_answer, old.time_zone, old.stale_after_days)
    is distinct from (new.low_answer, new.time_zone, new.stale_after_days))
  execute function mark_all_tallies_due();

insert into tally_due (engagement_id) select id from engagement;
