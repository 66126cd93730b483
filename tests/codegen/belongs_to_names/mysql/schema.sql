CREATE TABLE countries (id INT PRIMARY KEY, code VARCHAR(2) NOT NULL UNIQUE);
CREATE TABLE accounts (id INT PRIMARY KEY);
CREATE TABLE cities (id INT PRIMARY KEY);
CREATE TABLE passes (code VARCHAR(9) NOT NULL PRIMARY KEY);
CREATE TABLE users (
    id INT PRIMARY KEY,
    country_code VARCHAR(2),
    home INT,
    invited_by INT,
    code VARCHAR(9),
    FOREIGN KEY (id) REFERENCES accounts (id),
    FOREIGN KEY (country_code) REFERENCES countries (code) ON DELETE SET NULL ON UPDATE CASCADE,
    FOREIGN KEY (home) REFERENCES cities (id),
    FOREIGN KEY (invited_by) REFERENCES users (id),
    FOREIGN KEY (code) REFERENCES passes (code)
);
