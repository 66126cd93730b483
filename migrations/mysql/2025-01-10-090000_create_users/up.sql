CREATE TABLE countries (
    id   INTEGER PRIMARY KEY AUTO_INCREMENT,
    code VARCHAR(255) NOT NULL UNIQUE COMMENT 'ISO 3166-1 alpha-2',
    name VARCHAR(255) NOT NULL
) COLLATE utf8mb4_bin COMMENT 'Where users may come from. Users name a country by its code, not by its key.';

CREATE TABLE users (
    id           INTEGER PRIMARY KEY AUTO_INCREMENT,
    name         VARCHAR(255) NOT NULL,
    email        VARCHAR(255) NOT NULL UNIQUE,
    country_code VARCHAR(255),
    created_at   TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    INDEX users_country_code (country_code),
    FOREIGN KEY (country_code) REFERENCES countries (code) ON DELETE SET NULL ON UPDATE CASCADE
) COLLATE utf8mb4_bin COMMENT 'People who write, edit and comment.';

CREATE TABLE profiles (
    id      INTEGER PRIMARY KEY AUTO_INCREMENT,
    user_id INTEGER NOT NULL UNIQUE,
    bio     TEXT NOT NULL,
    website TEXT,
    FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE
) COLLATE utf8mb4_bin COMMENT 'What a user tells about themselves: at most one for each.';
