CREATE TABLE users (
    id INTEGER PRIMARY KEY, -- PostgreSQL forgets what stands in the statement
    name TEXT NOT NULL,
    age INTEGER
);
COMMENT ON TABLE users IS 'People who write.';
COMMENT ON COLUMN users.name IS E'What everybody\ncalls them.';
COMMENT ON COLUMN users.age IS '';
COMMENT ON CONSTRAINT users_pkey ON users IS 'Not about the table.';
CREATE VIEW people AS SELECT id, name FROM users;
COMMENT ON VIEW people IS 'Those who are not bots.';
COMMENT ON COLUMN people.id IS 'the key';
CREATE TYPE mood AS ENUM ('happy', 'sad');
COMMENT ON TYPE mood IS 'How one feels.';
CREATE TABLE moods (id INTEGER PRIMARY KEY, mood mood NOT NULL);
