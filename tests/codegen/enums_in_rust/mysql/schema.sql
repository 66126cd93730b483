CREATE TABLE users (
    id INT PRIMARY KEY,
    mood ENUM('sad', 'so-so', 'very happy', '10', '') NOT NULL,
    role ENUM('admin', 'guest') COMMENT 'what they may do',
    other ENUM('a', 'b'),
    flags SET('a', 'b')
);
