drop table opportunity_move;
delete from opportunity where response_id is null;
alter table opportunity
  drop column account_id,
  drop column engagement_id,
  drop column contact_id,
  drop column added_by,
  drop column value,
  drop column currency,
  drop column note,
  drop column outcome_id,
  alter column response_id set not null;
