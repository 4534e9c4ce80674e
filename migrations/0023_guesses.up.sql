-- What a PM thinks a contact will answer, before seeing it; shown to that PM alone.
create table guess (
  invitation_id bigint primary key references invitation,
  staff_id bigint not null references staff,
  call_first smallint not null check (call_first between 0 and 10),
  at timestamptz not null
);
create index guess_by_staff on guess (staff_id);

-- When the PM of that day first opened an answer; until then it may be guessed.
create table opening (
  response_id bigint primary key references response on delete cascade,
  staff_id bigint not null references staff,
  at timestamptz not null
);
create index opening_by_staff on opening (staff_id);

-- Whether new answers wait until this PM opens them.
alter table staff add column guesses boolean not null default true;
