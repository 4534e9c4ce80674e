drop table driver;
