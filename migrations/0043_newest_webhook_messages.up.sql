-- How deliveries to channels went lately is asked with every look at the outbox.
create index webhook_message_newest on webhook_message (created_at);
