-- What an account manager still has to do stays few, however much of it is over.
create index opportunity_open_of_account on opportunity (heard_account_id) where state in ('new', 'talking', 'quoted');
