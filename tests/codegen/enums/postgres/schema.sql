CREATE TYPE mood AS ENUM ('happy', 'very sad', 'so-so', '');
ALTER TYPE mood ADD VALUE 'Angry' BEFORE 'very sad';
CREATE TYPE "Status" AS ENUM ('draft', 'published');
CREATE TYPE unused AS ENUM ('a');
CREATE TABLE users (id INTEGER PRIMARY KEY, mood mood NOT NULL, last_mood mood, status "Status" NOT NULL DEFAULT 'draft');
