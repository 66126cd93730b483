CREATE SCHEMA audit;
CREATE SCHEMA elsewhere;
CREATE TYPE audit.kind AS ENUM ('login', 'logout');
CREATE TABLE users (id INTEGER PRIMARY KEY, last audit.kind);
CREATE TABLE audit.log (id INTEGER PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users (id), kind audit.kind NOT NULL);
CREATE TABLE audit."Log-Lines" (id INTEGER PRIMARY KEY, log_id INTEGER NOT NULL REFERENCES audit.log (id) ON DELETE CASCADE);
CREATE TABLE notes (id INTEGER PRIMARY KEY, log_id INTEGER REFERENCES audit.log (id));
CREATE TABLE elsewhere.secrets (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES users (id));
COMMENT ON TABLE audit.log IS 'What happened.';
