CREATE TABLE plain (id INTEGER PRIMARY KEY, a TEXT, b TEXT NOT NULL, c TEXT DEFAULT 'x', d TEXT NOT NULL DEFAULT 'x');
-- Not another name of the rowid, by an old mistake of SQLite: it can be NULL.
CREATE TABLE descending (id INTEGER PRIMARY KEY DESC, a TEXT);
CREATE TABLE short (id INT PRIMARY KEY, a TEXT);
CREATE TABLE text_key (code TEXT PRIMARY KEY, a TEXT);
CREATE TABLE text_key_set (code TEXT NOT NULL PRIMARY KEY, a TEXT);
