-- What is asked about by every page stays few: needs that are open, and answers that may be published.
create index opportunity_open on opportunity (owner_id) where state in ('new', 'talking', 'quoted');
create index response_to_publish on response (id) where testimonial;
