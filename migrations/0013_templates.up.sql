-- E-mails of layouts and words: a layout is compiled once, words are edited, and both together are a version.

create table email_layout (
  id bigint generated always as identity primary key,
  template_key text not null check (template_key ~ '^[a-z][a-z0-9_]*$'),
  direction text not null check (direction in ('ltr', 'rtl')),
  version integer not null check (version > 0),
  source text not null,
  subject text not null,
  html text not null,
  text text not null,
  created_at timestamptz not null,
  unique (template_key, direction, version)
);
create trigger email_layout_never_changes before update or delete on email_layout
  for each row execute function refuse_change();

insert into email_layout (template_key, direction, version, source, subject, html, text, created_at)
  select template_key, 'ltr', version, source, subject, html, text, created_at from email_template_version where locale = 'en';

alter table email_template_version disable trigger email_template_version_never_changes;
alter table email_template_version
  add column layout_id bigint references email_layout,
  add column words jsonb not null default '{}',
  -- Shipped with the program, or the firm's own words.
  add column origin text not null default 'shipped' check (origin in ('shipped', 'firm')),
  -- Who wrote the firm's words, or went back to the shipped ones; null: it came with the program.
  add column created_by bigint references staff,
  add check (origin = 'shipped' or created_by is not null);
update email_template_version set layout_id = email_layout.id from email_layout
  where email_layout.template_key = email_template_version.template_key and email_layout.version = email_template_version.version;
alter table email_template_version
  alter column layout_id set not null,
  alter column words drop default,
  alter column origin drop default,
  drop column source;
alter table email_template_version enable trigger email_template_version_never_changes;
create index email_template_version_by_layout on email_template_version (layout_id);
create index email_template_version_by_author on email_template_version (created_by);

-- The firm's picture for mail and survey pages. Mail that has left shows the picture of its day, so that none is ever deleted.
create table firm_logo (
  -- SHA-256 of the bytes in hexadecimal; the address of the picture.
  hash text primary key check (hash ~ '^[0-9a-f]{64}$'),
  format text not null check (format in ('png', 'jpg')),
  width integer not null check (width > 0),
  height integer not null check (height > 0),
  bytes bytea not null check (octet_length(bytes) <= 204800),
  uploaded_by bigint references staff,
  uploaded_at timestamptz not null
);
create index firm_logo_by_uploader on firm_logo (uploaded_by);
alter table firm add column logo_hash text references firm_logo;
create index firm_by_logo on firm (logo_hash);
