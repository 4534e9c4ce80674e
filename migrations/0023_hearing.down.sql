drop table spoken_report;
update invitation set origin = 'plan' where origin = 'spoken';
alter table invitation drop constraint invitation_origin_check;
alter table invitation add constraint invitation_origin_check check (origin in ('plan', 'import'));
alter table staff drop column guesses;
drop table opening;
drop table guess;
