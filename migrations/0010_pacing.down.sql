drop index email_sent_survey;
drop index email_under_way;
drop index email_due_survey;
drop index email_due_staff;
create index email_due on email (due_at) where state in ('due', 'leased');

drop table mail_outage;

alter table firm
  drop column warm_up_from,
  drop column mails_per_minute_per_domain,
  drop column mails_per_minute;
