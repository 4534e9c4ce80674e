drop index invitation_held_back;
