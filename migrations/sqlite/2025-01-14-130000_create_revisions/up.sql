CREATE TABLE article_revisions (
    -- What an article looked like before.

    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    number     INTEGER NOT NULL, -- counts from 1 in each article
    body       TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP,
    PRIMARY KEY (article_id, number)
);

CREATE TABLE revision_notes (
    id         INTEGER PRIMARY KEY NOT NULL,
    article_id INTEGER NOT NULL,
    number     INTEGER NOT NULL,
    note       TEXT NOT NULL,
    FOREIGN KEY (article_id, number) REFERENCES article_revisions (article_id, number) ON DELETE CASCADE
);
CREATE INDEX revision_notes_article_id_number ON revision_notes (article_id, number);
