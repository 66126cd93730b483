CREATE TYPE mood AS ENUM ('happy', 'sad');
CREATE DOMAIN word AS TEXT CHECK (value <> '');
CREATE DOMAIN words AS TEXT[];
CREATE TABLE lists (
    id INTEGER PRIMARY KEY,
    a INTEGER[] NOT NULL, b TEXT[], c VARCHAR(10)[] NOT NULL, d INTEGER[3][3] NOT NULL, e mood[] NOT NULL, f word[], g words,
    h UUID[] NOT NULL, i JSONB[]
);
