CREATE SCHEMA app;
SET search_path = pg_catalog, missing, app, public;
CREATE TYPE app.mood AS ENUM ('happy', 'sad');
CREATE TYPE public.mood AS ENUM ('high', 'low');
CREATE TABLE app.users (id INTEGER PRIMARY KEY, mood app.mood NOT NULL, old_mood public.mood NOT NULL);
CREATE TABLE public.articles (id INTEGER PRIMARY KEY, user_id INTEGER REFERENCES app.users);
