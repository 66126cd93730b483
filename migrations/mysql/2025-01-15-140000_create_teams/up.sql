CREATE TABLE teams (
    id        INTEGER PRIMARY KEY AUTO_INCREMENT,
    name      VARCHAR(255) NOT NULL UNIQUE,
    leader_id INTEGER,
    INDEX teams_leader_id (leader_id)
) COLLATE utf8mb4_bin COMMENT 'A team has members, and one of them may lead it: the two tables point at each other.';

CREATE TABLE members (
    id      INTEGER PRIMARY KEY AUTO_INCREMENT,
    team_id INTEGER NOT NULL,
    user_id INTEGER NOT NULL,
    UNIQUE (team_id, user_id),
    INDEX members_user_id (user_id),
    FOREIGN KEY (team_id) REFERENCES teams (id) ON DELETE CASCADE,
    FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
) COLLATE utf8mb4_bin;

ALTER TABLE teams ADD CONSTRAINT teams_leader_id_fkey
    FOREIGN KEY (leader_id) REFERENCES members (id) ON DELETE SET NULL;
