-- Stated is checked against done: what the outcomes say of the scores.

-- What a range needs to be said on another scale.
alter table score
  add column se double precision check (se >= 0),
  add column degrees double precision check (degrees > 0);

create table calibration (
  id bigint generated always as identity primary key,
  as_of date not null,
  -- 'team' leaves out answers for leadership only.
  audience text not null check (audience in ('leadership', 'team')),
  -- Which outcomes and which fit it has seen, as text to compare.
  basis text not null,
  -- All outcomes known by then, and those that called the firm first.
  outcomes integer not null check (outcomes >= 0),
  called integer not null check (called between 0 and outcomes),
  -- The outcomes with an answer in the year before them: what all that follows rests on.
  n integer not null check (n between 0 and outcomes),
  intercept double precision not null,
  slope double precision not null,
  -- Var(intercept), Cov(intercept, slope), Var(slope).
  covariance double precision[] not null check (cardinality(covariance) = 3),
  brier double precision check (brier between 0 and 1),
  log_loss double precision check (log_loss >= 0),
  bins jsonb not null check (jsonb_typeof(bins) = 'array'),
  by_answer jsonb not null check (jsonb_typeof(by_answer) = 'array'),
  computed_at timestamptz not null,
  check ((n = 0) = (brier is null) and (n = 0) = (log_loss is null)),
  unique (as_of, audience)
);

-- Scores as a calibration says them; none while it rests on too few outcomes.
create table calibrated_score (
  calibration_id bigint not null references calibration on delete cascade,
  subject_kind text not null check (subject_kind in ('firm', 'pm', 'account', 'engagement')),
  subject_id bigint not null,
  value double precision not null check (value between 0 and 100),
  low double precision not null check (low between 0 and 100),
  high double precision not null check (high between 0 and 100),
  primary key (calibration_id, subject_kind, subject_id),
  check (low <= value and value <= high)
);
