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

-- What a client said on a call or a visit, as somebody of the firm wrote it down. It counts once the client has confirmed it.
alter table invitation drop constraint invitation_origin_check;
alter table invitation add constraint invitation_origin_check check (origin in ('plan', 'import', 'spoken'));

create table spoken_report (
  invitation_id bigint primary key references invitation,
  reported_by bigint not null references staff,
  reported_at timestamptz not null,
  said_on date not null,
  call_first smallint check (call_first between 0 and 10),
  comment text check (comment <> ''),
  -- Ratings by experience key.
  experiences jsonb not null check (jsonb_typeof(experiences) = 'object'),
  -- 'corrected': the client has answered in other words.
  state text not null check (state in ('reported', 'confirmed', 'corrected', 'refused')),
  decided_at timestamptz check ((decided_at is null) = (state = 'reported')),
  check (call_first is not null or comment is not null)
);
create index spoken_report_by_reporter on spoken_report (reported_by);
