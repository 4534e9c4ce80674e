drop index coverage_tally_kept;
