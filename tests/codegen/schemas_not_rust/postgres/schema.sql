CREATE SCHEMA "my-schema";
CREATE TABLE "my-schema".users (id INTEGER PRIMARY KEY);
CREATE TABLE articles (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES "my-schema".users);
