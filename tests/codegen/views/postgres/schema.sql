CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE VIEW people AS SELECT id, name, upper(name) AS loud, NULL AS nothing, ARRAY[name] AS names FROM users;
CREATE VIEW user_count AS SELECT count(*) AS n FROM users;
CREATE VIEW names AS SELECT name, count(*) AS n FROM users GROUP BY name;
