CREATE TABLE users (tenant_id INT NOT NULL, id INT NOT NULL, PRIMARY KEY (tenant_id, id));
CREATE TABLE articles (
    tenant_id INT NOT NULL, id INT NOT NULL, author_id INT NOT NULL, editor_id INT,
    PRIMARY KEY (tenant_id, id),
    FOREIGN KEY (tenant_id, author_id) REFERENCES users (tenant_id, id),
    FOREIGN KEY (tenant_id, editor_id) REFERENCES users (tenant_id, id)
);
