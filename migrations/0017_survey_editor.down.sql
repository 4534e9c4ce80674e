drop table survey_draft;
drop sequence survey_draft_revision;
alter table survey_version drop column created_by;
