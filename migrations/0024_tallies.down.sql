drop table engagement_note;
drop table seen;
drop table score_change;
drop trigger firm_changes_tallies on firm;
drop trigger plan_rule_changes_tallies on plan_rule;
do $$
declare
  source text;
begin
  foreach source in array array['engagement', 'milestone', 'engagement_contact', 'invitation', 'response', 'opportunity', 'hold', 'suppression']
  loop
    execute format('drop trigger %I on %I', source || '_added_to_tally', source);
    execute format('drop trigger %I on %I', source || '_changed_in_tally', source);
    execute format('drop trigger %I on %I', source || '_taken_from_tally', source);
  end loop;
end $$;
drop function mark_all_tallies_due;
drop function mark_tally_due;
drop table tally_due;
drop table tally;
