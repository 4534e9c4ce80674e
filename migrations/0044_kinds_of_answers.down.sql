drop index tally_by_kind;
