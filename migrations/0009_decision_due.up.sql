-- For when an invitation was planned or moved to; null: the decision says nothing of a time, or was taken before this was kept.
alter table decision add column due_at timestamptz;
