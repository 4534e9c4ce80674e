-- Few are kept from being asked, and the first page of leadership looks where.
create index coverage_tally_kept on coverage_tally (reached_on, account_id) where standing in ('held', 'held_back');
