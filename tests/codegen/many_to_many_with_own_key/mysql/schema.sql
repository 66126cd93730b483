CREATE TABLE users (id INT PRIMARY KEY);
CREATE TABLE teams (id INT PRIMARY KEY);
CREATE TABLE members (
    id INT PRIMARY KEY, team_id INT NOT NULL, user_id INT NOT NULL, UNIQUE (user_id, team_id),
    FOREIGN KEY (team_id) REFERENCES teams (id), FOREIGN KEY (user_id) REFERENCES users (id)
);
-- No links: a pair can be there twice, or be NULL.
CREATE TABLE visits (
    id INT PRIMARY KEY, team_id INT NOT NULL, user_id INT NOT NULL,
    FOREIGN KEY (team_id) REFERENCES teams (id), FOREIGN KEY (user_id) REFERENCES users (id)
);
CREATE TABLE guests (
    id INT PRIMARY KEY, team_id INT, user_id INT NOT NULL, UNIQUE (user_id, team_id),
    FOREIGN KEY (team_id) REFERENCES teams (id), FOREIGN KEY (user_id) REFERENCES users (id)
);
CREATE TABLE fans (
    id INT PRIMARY KEY, team_id INT NOT NULL, user_id INT NOT NULL, once INT AS (NULLIF(user_id, 10)), UNIQUE (team_id, once),
    FOREIGN KEY (team_id) REFERENCES teams (id), FOREIGN KEY (user_id) REFERENCES users (id)
);
