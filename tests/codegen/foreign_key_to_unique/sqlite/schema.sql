CREATE TABLE countries (id INTEGER PRIMARY KEY, code TEXT NOT NULL UNIQUE, name TEXT NOT NULL);
CREATE TABLE users (id INTEGER PRIMARY KEY, country_code TEXT REFERENCES countries (code), country_name TEXT REFERENCES countries (name));
