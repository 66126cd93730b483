CREATE TABLE users (id INTEGER PRIMARY KEY);
-- has_one: what INCLUDE adds is no part of the key, and NULLS NOT DISTINCT makes it only stricter.
CREATE TABLE profiles (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users (id), name TEXT);
CREATE UNIQUE INDEX profiles_user_id ON profiles (user_id) INCLUDE (name);
CREATE TABLE desks (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id), UNIQUE NULLS NOT DISTINCT (user_id));
-- has_many: neither an index over some rows, nor over an expression, nor one that excludes, nor a hash.
CREATE TABLE emails (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users (id), main BOOL NOT NULL);
CREATE UNIQUE INDEX emails_main ON emails (user_id) WHERE main;
CREATE TABLE logins (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users (id));
CREATE UNIQUE INDEX logins_user_id ON logins ((user_id % 10));
CREATE TABLE trips (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users (id), EXCLUDE USING btree (user_id WITH =));
CREATE TABLE keys (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users (id));
CREATE INDEX keys_user_id ON keys USING hash (user_id);
