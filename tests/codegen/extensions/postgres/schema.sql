CREATE SCHEMA extensions;
CREATE EXTENSION citext;
CREATE EXTENSION hstore SCHEMA extensions;
CREATE EXTENSION ltree;
-- It brings tables and views.
CREATE EXTENSION pg_stat_statements;
CREATE EXTENSION pg_buffercache;
CREATE TABLE users (
    id INTEGER PRIMARY KEY, email CITEXT NOT NULL UNIQUE, aliases CITEXT[], settings extensions.hstore, path LTREE,
    paths LTREE[]
);
CREATE TABLE letters (id INTEGER PRIMARY KEY, user_email CITEXT NOT NULL REFERENCES users (email));
