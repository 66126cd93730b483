CREATE TABLE `type` (id INT PRIMARY KEY, `fn` TEXT, `Self` TEXT, `crate` TEXT, `async` TEXT, `gen` TEXT, `try` TEXT, `yield` TEXT, `union` TEXT);
CREATE TABLE `match` (id INT PRIMARY KEY, type_id INT NOT NULL UNIQUE, FOREIGN KEY (type_id) REFERENCES `type` (id));
