drop index webhook_message_newest;
