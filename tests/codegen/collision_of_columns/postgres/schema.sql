CREATE TABLE users (id INTEGER PRIMARY KEY, "e-mail" TEXT, e_mail TEXT, "type" TEXT, type_ TEXT);
