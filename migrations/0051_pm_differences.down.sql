alter table pm_comparison drop column difference, drop column reach;
