drop table webhook_message;
drop table webhook;
