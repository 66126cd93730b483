CREATE TABLE users (id INT PRIMARY KEY);
CREATE TABLE articles (id INT PRIMARY KEY, author_id INT NOT NULL, FOREIGN KEY (author_id) REFERENCES users (id));
CREATE TABLE spatial_ref_sys (id INT PRIMARY KEY, outline GEOMETRY);
