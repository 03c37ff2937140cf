-- A version of a policy may say for which moments it is meant; without that it is meant for all from
-- its telling on. Whatever it says, it decides nothing before it was told.
alter table policies
    add column valid_from timestamptz, -- null: from created_at on
    add column valid_until timestamptz, -- null: without an end; exclusive
    add constraint policies_period check (valid_until > coalesce(valid_from, created_at));
