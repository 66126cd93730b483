UPDATE teams SET leader_id = NULL;
DROP TABLE members;
DROP TABLE teams;
