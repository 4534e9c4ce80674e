delete from email where kind = 'digest';
alter table email
  drop column digest_id,
  drop constraint email_kind_check,
  add constraint email_kind_check check (kind in ('invitation', 'reminder', 'alert', 'sign_in'));
drop table digest;
alter table staff drop column digest_day;
