-- Mail that contacts ask for: a copy of their answers, and the link to what is held about them.
alter table email
  drop constraint email_kind_check,
  add constraint email_kind_check check (kind in (
    'invitation', 'reminder', 'alert', 'escalation', 'sign_in', 'digest', 'you_said_we_did', 'copy', 'my_data')),
  add column response_id bigint references response on delete cascade
    check ((response_id is not null) = (kind = 'copy')),
  add column contact_id bigint references contact on delete cascade
    check ((contact_id is not null) = (kind = 'my_data'));
create index email_by_response on email (response_id);
create index email_by_contact on email (contact_id);
