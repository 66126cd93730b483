CREATE TYPE address AS (street TEXT, number INTEGER);
CREATE TABLE people (id INTEGER PRIMARY KEY, home address, others address[], name TEXT NOT NULL);
-- A table is a type, too.
CREATE TABLE copies (id INTEGER PRIMARY KEY, before people);
