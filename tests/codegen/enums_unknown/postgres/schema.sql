CREATE SCHEMA audit;
CREATE TYPE mood AS ENUM ('happy', 'sad');
CREATE TYPE audit.kind AS ENUM ('login');
CREATE DOMAIN word AS TEXT;
CREATE TABLE users (id INTEGER PRIMARY KEY, mood mood NOT NULL, word word);
