-- The weekday of a person's digest, 'none' for no digest; null: as the role has it.
alter table staff add column digest_day text
  check (digest_day in ('mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun', 'none'));

-- What a digest tells of: the time after `since` up to `until`. A week in which nothing happened has a row and no message.
create table digest (
  id bigint generated always as identity primary key,
  staff_id bigint not null references staff,
  since timestamptz not null,
  until timestamptz not null check (until > since),
  unique (staff_id, until)
);

alter table email
  drop constraint email_kind_check,
  add constraint email_kind_check check (kind in ('invitation', 'reminder', 'alert', 'sign_in', 'digest')),
  add column digest_id bigint unique references digest check ((digest_id is not null) = (kind = 'digest'));
