CREATE TYPE mood AS ENUM ('happy', 'very sad', 'so-so');
CREATE TYPE status AS ENUM ('draft', 'published');
CREATE TYPE plain AS ENUM ('a', 'b');
CREATE TABLE users (id INTEGER PRIMARY KEY, mood mood NOT NULL, status status NOT NULL, plain plain[]);
