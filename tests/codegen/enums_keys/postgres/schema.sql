CREATE TYPE kind AS ENUM ('book', 'film');
CREATE TABLE shelves (kind kind PRIMARY KEY);
CREATE TABLE works (id INTEGER PRIMARY KEY, kind kind NOT NULL REFERENCES shelves);
