SET FOREIGN_KEY_CHECKS = 0;
CREATE TABLE users (id INT PRIMARY KEY, a_id INT, FOREIGN KEY (a_id) REFERENCES missing (id) ON DELETE CASCADE);
-- InnoDB is content with the first column of a key.
CREATE TABLE pairs (a INT NOT NULL, b INT NOT NULL, PRIMARY KEY (a, b));
CREATE TABLE halves (id INT PRIMARY KEY, pair_a INT, FOREIGN KEY (pair_a) REFERENCES pairs (a));
