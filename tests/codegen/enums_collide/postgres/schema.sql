CREATE SCHEMA old;
CREATE TYPE mood AS ENUM ('a-b', 'a_b');
CREATE TYPE old.mood AS ENUM ('happy', 'sad');
CREATE TABLE users (id INTEGER PRIMARY KEY, mood mood NOT NULL, was old.mood);
