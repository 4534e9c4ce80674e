alter table firm drop column logo_hash;
drop table firm_logo;
alter table email_template_version disable trigger email_template_version_never_changes;
alter table email_template_version add column source text not null default '';
update email_template_version set source = email_layout.source from email_layout where email_layout.id = layout_id;
alter table email_template_version
  alter column source drop default,
  drop column created_by,
  drop column origin,
  drop column words,
  drop column layout_id;
alter table email_template_version enable trigger email_template_version_never_changes;
drop table email_layout;
