-- A refit of a large firm within a second.

-- Where the next fits of the answers that the team's scores may count begin, as gamma of all answers.
alter table score_fit
  -- Answers for leadership only in whole groups.
  add column grouped_gamma double precision[],
  -- None of these.
  add column visible_gamma double precision[];

-- A row for each PM in place of one for each pair: 200 rows are written, not 20,000.
alter table pm_comparison rename to pm_pair;
create table pm_comparison (
  pm_id bigint primary key references staff,
  -- All PMs with larger keys in ascending order, and for each of them what follows.
  other_pm_ids bigint[] not null,
  -- The probability that the PM is ahead of the other.
  ahead double precision[] not null check (0 <= all (ahead) and 1 >= all (ahead)),
  -- False where no chain of shared accounts connects them.
  comparable boolean[] not null,
  check (cardinality(ahead) = cardinality(other_pm_ids)),
  check (cardinality(comparable) = cardinality(other_pm_ids)),
  check (pm_id < all (other_pm_ids))
);
insert into pm_comparison
  select pm_id, array_agg(other_pm_id order by other_pm_id), array_agg(ahead order by other_pm_id),
    array_agg(comparable order by other_pm_id)
  from pm_pair group by pm_id;
drop table pm_pair;
