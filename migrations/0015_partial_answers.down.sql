drop table partial_answer;
