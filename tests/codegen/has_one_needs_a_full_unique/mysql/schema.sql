CREATE TABLE users (id INT PRIMARY KEY);
-- Unique among some rows, and by what is computed from it: with columns for it.
CREATE TABLE emails (
    id INT PRIMARY KEY, user_id INT NOT NULL, is_main BOOL NOT NULL, main_of INT AS (IF(is_main, user_id, NULL)),
    UNIQUE (main_of), FOREIGN KEY (user_id) REFERENCES users (id)
);
CREATE TABLE phones (
    id INT PRIMARY KEY, user_id INT NOT NULL, kind VARCHAR(9) NOT NULL, UNIQUE (user_id, kind),
    FOREIGN KEY (user_id) REFERENCES users (id)
);
CREATE TABLE logins (
    id INT PRIMARY KEY, user_id INT NOT NULL, absolute INT AS (ABS(user_id)), UNIQUE (absolute), INDEX (user_id),
    FOREIGN KEY (user_id) REFERENCES users (id)
);
