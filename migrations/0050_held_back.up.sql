-- The plan looks again at whom a cap held back once it is over.
create index invitation_held_back on invitation (milestone_id) where state = 'held_back';
