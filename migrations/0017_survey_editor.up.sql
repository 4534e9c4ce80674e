-- Surveys written on a page: who made a version, and the draft of the next one.

alter table survey_version add column created_by bigint references staff;
create index survey_version_by_maker on survey_version (created_by);

-- A number never given twice, so that no draft is taken for another that has its age.
create sequence survey_draft_revision;

create table survey_draft (
  survey_key text primary key check (survey_key ~ '^[a-z][a-z0-9_]*$'),
  -- What stands in the editor's form, faults included.
  draft jsonb not null,
  -- The version it was made from; null: the survey has none yet.
  based_on integer,
  revision bigint not null unique default nextval('survey_draft_revision'),
  changed_by bigint references staff,
  changed_at timestamptz not null
);
create index survey_draft_by_changer on survey_draft (changed_by);
