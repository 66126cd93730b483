CREATE TABLE plain (id INTEGER PRIMARY KEY, a TEXT, b TEXT NOT NULL, c TEXT DEFAULT 'x', d TEXT NOT NULL DEFAULT 'x');
-- A key can't be NULL; a domain says for itself whether it can.
CREATE TABLE text_key (code TEXT PRIMARY KEY, a TEXT);
CREATE DOMAIN word AS TEXT NOT NULL;
CREATE DOMAIN short_word AS word CHECK (length(value) < 5);
CREATE DOMAIN maybe AS TEXT;
CREATE TABLE of_domains (id INTEGER PRIMARY KEY, a word, b short_word, c maybe, d maybe NOT NULL, e word[]);
