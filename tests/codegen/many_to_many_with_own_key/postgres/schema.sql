CREATE TABLE users (id INTEGER PRIMARY KEY);
CREATE TABLE teams (id INTEGER PRIMARY KEY);
CREATE TABLE members (
    id INTEGER PRIMARY KEY, team_id INTEGER NOT NULL REFERENCES teams (id), user_id INTEGER NOT NULL REFERENCES users (id),
    UNIQUE (user_id, team_id)
);
-- No links: a pair can be there twice, be NULL, or is unique only in part.
CREATE TABLE visits (id INTEGER PRIMARY KEY, team_id INTEGER NOT NULL REFERENCES teams (id), user_id INTEGER NOT NULL REFERENCES users (id));
CREATE TABLE guests (
    id INTEGER PRIMARY KEY, team_id INTEGER REFERENCES teams (id), user_id INTEGER NOT NULL REFERENCES users (id),
    UNIQUE (user_id, team_id)
);
CREATE TABLE fans (id INTEGER PRIMARY KEY, team_id INTEGER NOT NULL REFERENCES teams (id), user_id INTEGER NOT NULL REFERENCES users (id));
CREATE UNIQUE INDEX fans_once ON fans (team_id, user_id) WHERE id > 10;
