alter table staff drop column guesses;
drop table opening;
drop table guess;
