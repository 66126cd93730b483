CREATE TABLE comments (
    id         INTEGER PRIMARY KEY AUTO_INCREMENT,
    article_id INTEGER NOT NULL,
    author_id  INTEGER,
    parent_id  INTEGER COMMENT 'the comment that this one answers',
    body       TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    INDEX comments_article_id (article_id),
    INDEX comments_author_id (author_id),
    INDEX comments_parent_id (parent_id),
    FOREIGN KEY (article_id) REFERENCES articles (id) ON DELETE CASCADE,
    FOREIGN KEY (author_id) REFERENCES users (id) ON DELETE SET NULL,
    FOREIGN KEY (parent_id) REFERENCES comments (id) ON DELETE CASCADE
) COLLATE utf8mb4_bin COMMENT 'What readers say. A comment whose author is gone stays.';

CREATE TABLE reactions (
    id         INTEGER PRIMARY KEY AUTO_INCREMENT,
    user_id    INTEGER NOT NULL,
    article_id INTEGER,
    comment_id INTEGER,
    kind       VARCHAR(255) NOT NULL,
    INDEX reactions_user_id (user_id),
    INDEX reactions_article_id (article_id),
    INDEX reactions_comment_id (comment_id),
    FOREIGN KEY (user_id) REFERENCES users (id) ON DELETE CASCADE,
    FOREIGN KEY (article_id) REFERENCES articles (id) ON DELETE CASCADE,
    FOREIGN KEY (comment_id) REFERENCES comments (id) ON DELETE CASCADE,
    CHECK ((article_id IS NULL) <> (comment_id IS NULL))
) COLLATE utf8mb4_bin COMMENT 'A reaction belongs to an article or to a comment, never to both.';
