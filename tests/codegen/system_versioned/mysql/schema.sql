-- The end of a row's time is in its keys, for rows that were; of those that are, the rest of a key tells one.
CREATE TABLE users (id INT PRIMARY KEY) WITH SYSTEM VERSIONING;
CREATE TABLE profiles (
    id INT PRIMARY KEY, user_id INT NOT NULL UNIQUE,
    since TIMESTAMP(6) GENERATED ALWAYS AS ROW START, until TIMESTAMP(6) GENERATED ALWAYS AS ROW END,
    PERIOD FOR SYSTEM_TIME (since, until), FOREIGN KEY (user_id) REFERENCES users (id)
) WITH SYSTEM VERSIONING;
