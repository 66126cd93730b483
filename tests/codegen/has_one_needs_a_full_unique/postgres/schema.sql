CREATE TABLE users (id INTEGER PRIMARY KEY);
CREATE TABLE emails (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users (id), is_main BOOL NOT NULL);
CREATE UNIQUE INDEX emails_main ON emails (user_id) WHERE is_main;
CREATE TABLE phones (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users (id), kind TEXT NOT NULL, UNIQUE (user_id, kind));
CREATE TABLE logins (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users (id));
CREATE UNIQUE INDEX logins_expression ON logins (abs(user_id));
CREATE INDEX logins_user_id ON logins (user_id);
