-- How far PMs stand apart, beside how probable it is which of them is ahead.
alter table pm_comparison
  -- In points of 100, the PM's score less the other's, and how far to both sides the true one lies 8 times out of 10; null until the
  -- next fit.
  add column difference double precision[],
  add column reach double precision[],
  add check (cardinality(difference) = cardinality(other_pm_ids)),
  add check (cardinality(reach) = cardinality(other_pm_ids)),
  add check (0 <= all (reach));
