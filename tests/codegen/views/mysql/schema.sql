CREATE TABLE users (id INT PRIMARY KEY, name VARCHAR(9) NOT NULL);
CREATE VIEW people AS SELECT id, name, UPPER(name) AS loud FROM users;
CREATE VIEW user_count AS SELECT COUNT(*) AS n FROM users;
CREATE VIEW names AS SELECT name, COUNT(*) AS n FROM users GROUP BY name;
