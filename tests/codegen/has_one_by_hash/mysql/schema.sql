-- A unique index over all of a long text, which MariaDB keeps as hashes.
CREATE TABLE pages (url VARCHAR(700) PRIMARY KEY);
CREATE TABLE titles (id INT PRIMARY KEY, page_url VARCHAR(700) NOT NULL, long_text TEXT, UNIQUE (long_text), UNIQUE (page_url), FOREIGN KEY (page_url) REFERENCES pages (url));
