CREATE TABLE categories (
    id        INTEGER PRIMARY KEY AUTO_INCREMENT,
    name      VARCHAR(255) NOT NULL,
    parent_id INTEGER,
    INDEX categories_parent_id (parent_id),
    FOREIGN KEY (parent_id) REFERENCES categories (id) ON DELETE CASCADE
) COLLATE utf8mb4_bin COMMENT 'A tree of subjects.';

CREATE TABLE articles (
    id          INTEGER PRIMARY KEY AUTO_INCREMENT,
    author_id   INTEGER NOT NULL,
    editor_id   INTEGER,
    category_id INTEGER,
    title       VARCHAR(255) NOT NULL,
    body        TEXT NOT NULL,
    published   BOOLEAN NOT NULL DEFAULT FALSE,
    views       INTEGER NOT NULL DEFAULT 0 COMMENT 'how often it was read',
    created_at  TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    INDEX articles_author_id (author_id),
    INDEX articles_editor_id (editor_id),
    INDEX articles_category_id (category_id),
    FOREIGN KEY (author_id) REFERENCES users (id) ON DELETE CASCADE,
    FOREIGN KEY (editor_id) REFERENCES users (id) ON DELETE SET NULL,
    FOREIGN KEY (category_id) REFERENCES categories (id) ON DELETE SET NULL
) COLLATE utf8mb4_bin;
