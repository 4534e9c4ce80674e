drop table audit, api_key, auth_verification, auth_account, auth_session, auth_user;
