CREATE TABLE countries (id INT PRIMARY KEY, code VARCHAR(2) NOT NULL UNIQUE, name VARCHAR(99) NOT NULL, INDEX (name));
-- InnoDB takes any index for a target.
CREATE TABLE users (
    id INT PRIMARY KEY, country_code VARCHAR(2), country_name VARCHAR(99),
    FOREIGN KEY (country_code) REFERENCES countries (code), FOREIGN KEY (country_name) REFERENCES countries (name)
);
