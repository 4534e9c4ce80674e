alter table survey_version drop column origin;
drop table answer;
