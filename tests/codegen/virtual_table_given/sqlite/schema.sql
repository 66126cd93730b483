CREATE VIRTUAL TABLE articles_fts USING fts5 (title, body);
