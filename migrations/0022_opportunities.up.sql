-- What clients need next: also needs heard on a call, what each is worth, what became of it, and who moved it when.
alter table opportunity
  alter column response_id drop not null,
  -- Where it was heard, if not in an answer.
  add column account_id bigint references account,
  add column engagement_id bigint,
  add column contact_id bigint,
  add column added_by bigint references staff,
  add column value numeric(14, 2) check (value >= 0),
  add column currency text check (currency ~ '^[A-Z]{3}$'),
  add column note text check (note <> ''),
  add column outcome_id bigint references outcome,
  add foreign key (engagement_id, account_id) references engagement (id, account_id),
  add foreign key (contact_id, account_id) references contact (id, account_id),
  add check ((response_id is null) = (account_id is not null)),
  add check (response_id is null or (engagement_id is null and contact_id is null and added_by is null)),
  add check ((value is null) = (currency is null));
create index opportunity_by_account on opportunity (account_id);
create index opportunity_by_engagement on opportunity (engagement_id);
create index opportunity_by_contact on opportunity (contact_id);
create index opportunity_by_adder on opportunity (added_by);
create index opportunity_by_outcome on opportunity (outcome_id);

-- How an opportunity stood after each move; rows are only ever added.
create table opportunity_move (
  id bigint generated always as identity primary key,
  opportunity_id bigint not null references opportunity on delete cascade,
  at timestamptz not null,
  -- Null: by the answer that named the need, or through a key of the API.
  staff_id bigint references staff,
  key_name text,
  state text not null check (state in ('new', 'talking', 'quoted', 'won', 'lost')),
  owner_id bigint references staff,
  value numeric(14, 2),
  currency text,
  note text
);
create index opportunity_move_by_opportunity on opportunity_move (opportunity_id, at);
create index opportunity_move_by_staff on opportunity_move (staff_id);
create index opportunity_move_by_owner on opportunity_move (owner_id);
