alter table decision drop column due_at;
