drop trigger firm_changes_tallies on firm;
create trigger firm_changes_tallies after update of low_answer, time_zone on firm
  for each row when (old.low_answer <> new.low_answer or old.time_zone <> new.time_zone)
  execute function mark_all_tallies_due();
drop table coverage_tally;
