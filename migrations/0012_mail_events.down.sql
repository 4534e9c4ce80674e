alter table suppression drop column id, drop column note;
drop index email_by_address;
drop table mail_event;
