CREATE TABLE users (
    id INT PRIMARY KEY COMMENT 'the key',
    name VARCHAR(99) NOT NULL COMMENT 'What everybody\ncalls them.',
    -- Nobody keeps this.
    email VARCHAR(99) COMMENT '',
    mood ENUM('fine') COMMENT 'how they are'
) COMMENT 'People who write; see\nhttps://example.com.';
CREATE VIEW people AS SELECT id, name FROM users;
