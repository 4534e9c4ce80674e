-- What answers can be narrowed to is found by a leap from each milestone kind and survey to the next.
create index tally_by_kind on tally (milestone_kind, survey_key);
