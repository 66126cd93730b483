CREATE TABLE categories (
    -- A tree of subjects.

    id        INTEGER PRIMARY KEY NOT NULL,
    name      TEXT NOT NULL,
    parent_id INTEGER REFERENCES categories (id) ON DELETE CASCADE
);
CREATE INDEX categories_parent_id ON categories (parent_id);

CREATE TABLE articles (
    id          INTEGER PRIMARY KEY NOT NULL,
    author_id   INTEGER NOT NULL REFERENCES users (id) ON DELETE CASCADE,
    editor_id   INTEGER REFERENCES users (id) ON DELETE SET NULL,
    category_id INTEGER REFERENCES categories (id) ON DELETE SET NULL,
    title       TEXT NOT NULL,
    body        TEXT NOT NULL,
    published   BOOLEAN NOT NULL DEFAULT FALSE,
    views       INTEGER NOT NULL DEFAULT 0, -- how often it was read
    created_at  TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP
);
CREATE INDEX articles_author_id ON articles (author_id);
CREATE INDEX articles_editor_id ON articles (editor_id);
CREATE INDEX articles_category_id ON articles (category_id);
