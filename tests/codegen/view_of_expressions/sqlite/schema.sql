CREATE TABLE users (id INTEGER PRIMARY KEY, name TEXT NOT NULL);
CREATE VIEW people AS SELECT id, name, upper(name) AS loud, length(name) AS size, CAST(id AS TEXT) AS label FROM users;
