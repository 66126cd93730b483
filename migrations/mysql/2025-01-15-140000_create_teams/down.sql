ALTER TABLE teams DROP FOREIGN KEY teams_leader_id_fkey;
DROP TABLE members;
DROP TABLE teams;
