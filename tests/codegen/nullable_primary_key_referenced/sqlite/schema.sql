-- SQLite lets keys that are no rowid be NULL; what refers to them need not be.
CREATE TABLE codes (code TEXT PRIMARY KEY);
CREATE TABLE users (id INTEGER PRIMARY KEY, code TEXT NOT NULL REFERENCES codes (code), old_code TEXT);
CREATE TABLE tags (name TEXT PRIMARY KEY);
CREATE TABLE code_tags (
    code TEXT REFERENCES codes (code), tag_name TEXT REFERENCES tags (name),
    PRIMARY KEY (code, tag_name)
);
