CREATE TABLE logs (id INTEGER PRIMARY KEY AUTOINCREMENT, line TEXT NOT NULL);
INSERT INTO logs (line) VALUES ('sqlite_sequence exists now');
