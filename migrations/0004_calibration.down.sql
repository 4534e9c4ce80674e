drop table calibrated_score, calibration;
alter table score drop column se, drop column degrees;
