CREATE TABLE comments (
    -- What readers say. A comment whose author is gone stays.

    id         INTEGER PRIMARY KEY NOT NULL,
    article_id INTEGER NOT NULL REFERENCES articles (id) ON DELETE CASCADE,
    author_id  INTEGER REFERENCES users (id) ON DELETE SET NULL,
    parent_id  INTEGER REFERENCES comments (id) ON DELETE CASCADE, -- the comment that this one answers
    body       TEXT NOT NULL,
    created_at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX comments_article_id ON comments (article_id);
CREATE INDEX comments_author_id ON comments (author_id);
CREATE INDEX comments_parent_id ON comments (parent_id);

CREATE TABLE reactions (
    -- A reaction belongs to an article or to a comment, never to both.

    id         INTEGER PRIMARY KEY NOT NULL,
    user_id    INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    article_id INTEGER REFERENCES articles (id) ON DELETE CASCADE,
    comment_id INTEGER REFERENCES comments (id) ON DELETE CASCADE,
    kind       TEXT NOT NULL,
    CHECK ((article_id IS NULL) <> (comment_id IS NULL))
);
CREATE INDEX reactions_user_id ON reactions (user_id);
CREATE INDEX reactions_article_id ON reactions (article_id);
CREATE INDEX reactions_comment_id ON reactions (comment_id);
