alter table pm_comparison rename to pm_row;
create table pm_comparison (
  pm_id bigint not null references staff,
  other_pm_id bigint not null references staff,
  -- The probability that the first is ahead of the other.
  ahead double precision not null check (ahead between 0 and 1),
  -- False where no chain of shared accounts connects them.
  comparable boolean not null,
  primary key (pm_id, other_pm_id),
  check (pm_id < other_pm_id)
);
insert into pm_comparison
  select pm_id, other.* from pm_row, unnest(other_pm_ids, pm_row.ahead, pm_row.comparable) as other;
drop table pm_row;
create index pm_comparison_by_other on pm_comparison (other_pm_id);
alter table score_fit drop column grouped_gamma, drop column visible_gamma;
