drop index response_to_publish;
drop index opportunity_open;
