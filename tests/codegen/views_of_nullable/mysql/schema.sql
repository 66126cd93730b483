CREATE TABLE users (id INT PRIMARY KEY AUTO_INCREMENT, name VARCHAR(9) NOT NULL DEFAULT '', boss_id INT, FOREIGN KEY (boss_id) REFERENCES users (id));
-- What stands behind a LEFT JOIN may be missing.
CREATE VIEW pairs AS SELECT u.id, u.name, b.id AS boss_id, b.name AS boss FROM users AS u LEFT JOIN users AS b ON b.id = u.boss_id;
CREATE VIEW facts AS SELECT id, CHAR_LENGTH(name) AS size, id > 1 AS late, NULL AS nothing, 'x' AS letter, id / 2 AS half FROM users;
CREATE VIEW totals AS SELECT MAX(id) AS id, SUM(id) AS total, AVG(id) AS average FROM users;
