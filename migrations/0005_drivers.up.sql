-- What goes together with being called first, by experience: for the firm, and for each PM.
create table driver (
  subject_kind text not null check (subject_kind in ('firm', 'pm')),
  subject_id bigint not null,
  -- 'team' counts no answer for leadership only.
  audience text not null check (audience in ('leadership', 'team')),
  as_of date not null,
  key text not null check (key ~ '^[a-z][a-z0-9_]*$'),
  -- Of what goes with all experiences together; null where it is too early to say, or the experience is left out.
  share double precision check (share between 0 and 1),
  low double precision check (low between 0 and 1),
  high double precision check (high between 0 and 1),
  left_out text check (left_out in ('often_missing', 'no_variance')),
  -- Of the subject's ratings at all milestones.
  mean double precision check (mean between 1 and 5),
  ratings integer not null check (ratings >= 0),
  -- The analysis that the share comes from: whether it says enough, and the answers in it.
  enough boolean not null,
  answers integer not null check (answers >= 0),
  accounts integer not null check (accounts >= 0),
  milestone_kinds text[] not null,
  check ((share is not null) = (enough and left_out is null)),
  check ((share is null) = (low is null) and (share is null) = (high is null)),
  check (low <= high),
  check ((mean is null) = (ratings = 0)),
  primary key (as_of, subject_kind, subject_id, audience, key)
);
