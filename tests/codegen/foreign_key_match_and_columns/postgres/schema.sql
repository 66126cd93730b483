CREATE TABLE tenants (id INTEGER PRIMARY KEY);
CREATE TABLE users (tenant_id INTEGER REFERENCES tenants, id INTEGER, PRIMARY KEY (tenant_id, id));
CREATE TABLE posts (
    tenant_id INTEGER REFERENCES tenants, id INTEGER, author_id INTEGER, editor_id INTEGER, PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, author_id) REFERENCES users ON DELETE SET NULL (author_id),
    FOREIGN KEY (tenant_id, editor_id) REFERENCES users MATCH FULL ON UPDATE CASCADE
);
