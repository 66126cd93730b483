CREATE TABLE teams (
    -- A team has members, and one of them may lead it: the two tables point at each other.

    id        INTEGER PRIMARY KEY NOT NULL,
    name      TEXT NOT NULL UNIQUE,
    leader_id INTEGER REFERENCES members (id) ON DELETE SET NULL
);
CREATE INDEX teams_leader_id ON teams (leader_id);

CREATE TABLE members (
    id      INTEGER PRIMARY KEY NOT NULL,
    team_id INTEGER NOT NULL REFERENCES teams (id) ON DELETE CASCADE,
    user_id INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    UNIQUE (team_id, user_id)
);
CREATE INDEX members_user_id ON members (user_id);
