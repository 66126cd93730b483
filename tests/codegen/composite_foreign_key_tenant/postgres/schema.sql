CREATE TABLE users (tenant_id INTEGER NOT NULL, id INTEGER NOT NULL, PRIMARY KEY (tenant_id, id));
CREATE TABLE articles (
    tenant_id INTEGER NOT NULL, id INTEGER NOT NULL, author_id INTEGER NOT NULL, editor_id INTEGER,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, author_id) REFERENCES users (tenant_id, id),
    FOREIGN KEY (tenant_id, editor_id) REFERENCES users (tenant_id, id)
);
