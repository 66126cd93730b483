CREATE TABLE users (name VARCHAR(50) PRIMARY KEY);
-- The first characters alone, and an index that refuses nothing.
CREATE TABLE logins (
    id INT PRIMARY KEY, user_name VARCHAR(50) NOT NULL, INDEX logins_user_name (user_name),
    UNIQUE logins_prefix (user_name(20)), FOREIGN KEY (user_name) REFERENCES users (name)
);
