CREATE TABLE users (id INTEGER PRIMARY KEY, age INTEGER NOT NULL);
-- The key of a profile is the key of its user.
CREATE TABLE profiles (user_id INTEGER PRIMARY KEY REFERENCES users (id) ON DELETE CASCADE, height INTEGER);
CREATE TABLE accounts (number INT NOT NULL PRIMARY KEY, user_id INTEGER NOT NULL REFERENCES users);
CREATE TABLE entries (id INTEGER PRIMARY KEY, profile_id INTEGER REFERENCES profiles, number INT REFERENCES accounts);
