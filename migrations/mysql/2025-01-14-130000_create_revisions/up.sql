CREATE TABLE article_revisions (
    article_id INTEGER NOT NULL,
    number     INTEGER NOT NULL COMMENT 'counts from 1 in each article',
    body       TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (article_id, number),
    FOREIGN KEY (article_id) REFERENCES articles (id) ON DELETE CASCADE
) COLLATE utf8mb4_bin COMMENT 'What an article looked like before.';

CREATE TABLE revision_notes (
    id         INTEGER PRIMARY KEY AUTO_INCREMENT,
    article_id INTEGER NOT NULL,
    number     INTEGER NOT NULL,
    note       TEXT NOT NULL,
    INDEX revision_notes_article_id_number (article_id, number),
    FOREIGN KEY (article_id, number) REFERENCES article_revisions (article_id, number) ON DELETE CASCADE
) COLLATE utf8mb4_bin;
