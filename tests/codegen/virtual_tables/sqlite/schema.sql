-- The tables behind it are nobody's business.
CREATE VIRTUAL TABLE articles_fts USING fts5 (title, body);
CREATE TABLE articles (id INTEGER PRIMARY KEY);
