drop table pm_comparison, score_fit, score, email, opportunity, follow_up_note, follow_up, experience, response, suppression,
  decision, invitation, plan_rule, email_template_version, survey_version;
drop function refuse_change;
