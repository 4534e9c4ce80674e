drop table outcome, milestone, engagement_contact, engagement, contact, account, staff, firm;
