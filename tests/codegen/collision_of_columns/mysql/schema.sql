CREATE TABLE users (id INT PRIMARY KEY, `e-mail` TEXT, e_mail TEXT, `type` TEXT, type_ TEXT);
