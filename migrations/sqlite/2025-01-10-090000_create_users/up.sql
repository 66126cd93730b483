CREATE TABLE countries (
    -- Where users may come from. Users name a country by its code, not by its key.

    id   INTEGER PRIMARY KEY NOT NULL,
    code TEXT NOT NULL UNIQUE, -- ISO 3166-1 alpha-2
    name TEXT NOT NULL
);

CREATE TABLE users (
    -- People who write, edit and comment.

    id           INTEGER PRIMARY KEY NOT NULL,
    name         TEXT NOT NULL,
    email        TEXT NOT NULL UNIQUE,
    country_code TEXT REFERENCES countries (code) ON DELETE SET NULL ON UPDATE CASCADE,
    created_at   TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX users_country_code ON users (country_code);

CREATE TABLE profiles (
    -- What a user tells about themselves: at most one for each.

    id      INTEGER PRIMARY KEY NOT NULL,
    user_id INTEGER NOT NULL UNIQUE REFERENCES users (id) ON DELETE CASCADE,
    bio     TEXT NOT NULL,
    website TEXT
);
