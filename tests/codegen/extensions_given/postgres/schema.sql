CREATE SCHEMA extensions;
CREATE EXTENSION hstore SCHEMA extensions;
CREATE EXTENSION ltree;
CREATE TABLE users (id INTEGER PRIMARY KEY, settings extensions.hstore NOT NULL, path LTREE NOT NULL, paths LTREE[]);
