delete from email where kind in ('copy', 'my_data');
alter table email
  drop column contact_id,
  drop column response_id,
  drop constraint email_kind_check,
  add constraint email_kind_check check (kind in (
    'invitation', 'reminder', 'alert', 'escalation', 'sign_in', 'digest', 'you_said_we_did'));
