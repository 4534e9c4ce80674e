alter table firm drop column retention_months;
drop table data_link;
drop table testimonial;
drop table call_wish;
