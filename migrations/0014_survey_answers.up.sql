-- Surveys of the firm's own making: answers to its own questions, and versions that a newer shipped text doesn't replace.

create table answer (
  response_id bigint not null references response on delete cascade,
  key text not null check (key ~ '^[a-z][a-z0-9_]*$'),
  -- Words, the key of the chosen answer, or the keys of several.
  value jsonb not null check (jsonb_typeof(value) in ('string', 'array')),
  primary key (response_id, key)
);

alter table survey_version
  add column origin text not null default 'shipped' check (origin in ('shipped', 'firm'));
alter table survey_version alter column origin drop default;
