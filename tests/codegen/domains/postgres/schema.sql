CREATE DOMAIN email AS VARCHAR(200) CHECK (value LIKE '%@%');
CREATE DOMAIN work_email AS email;
CREATE DOMAIN money_amount AS NUMERIC(12, 2) NOT NULL DEFAULT 0;
CREATE TYPE mood AS ENUM ('happy', 'sad');
CREATE DOMAIN good_mood AS mood CHECK (value = 'happy');
CREATE DOMAIN spot AS POINT;
CREATE TABLE users (id INTEGER PRIMARY KEY, email email NOT NULL UNIQUE, work email, boss work_email, pay money_amount, mood good_mood, spot spot);
CREATE TABLE letters (id INTEGER PRIMARY KEY, user_email email NOT NULL REFERENCES users (email), to_email TEXT NOT NULL REFERENCES users (email));
