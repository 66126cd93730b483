CREATE TABLE users (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(9) NOT NULL DEFAULT '', boss_id INT, FOREIGN KEY (boss_id) REFERENCES users (id));
CREATE VIEW people AS SELECT id, name, UPPER(name) AS loud, CHAR_LENGTH(name) AS size, id > 1 AS late FROM users;
-- What stands behind a LEFT JOIN may be missing.
CREATE VIEW pairs AS SELECT u.id, b.id AS boss_id, b.name AS boss FROM users AS u LEFT JOIN users AS b ON b.id = u.boss_id;
CREATE VIEW user_count AS SELECT COUNT(*) AS n, SUM(id) AS total FROM users;
CREATE VIEW names AS SELECT name, COUNT(*) AS n FROM users GROUP BY name;
