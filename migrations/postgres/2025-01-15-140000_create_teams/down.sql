ALTER TABLE teams DROP CONSTRAINT teams_leader_id_fkey;
DROP TABLE members;
DROP TABLE teams;
