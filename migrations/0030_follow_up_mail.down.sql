delete from email where kind in ('escalation', 'you_said_we_did') or (kind = 'alert' and ordinal > 0);
alter table email
  drop column staff_id,
  drop column reply_id,
  drop constraint email_kind_check,
  add constraint email_kind_check check (kind in ('invitation', 'reminder', 'alert', 'sign_in', 'digest')),
  drop constraint email_follow_up_check,
  add constraint email_check1 check ((follow_up_id is not null) = (kind = 'alert')),
  drop constraint email_follow_up_id_kind_ordinal_key,
  add constraint email_follow_up_id_kind_key unique (follow_up_id, kind);
