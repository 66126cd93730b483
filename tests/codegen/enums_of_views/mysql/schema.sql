CREATE TABLE articles (id INT PRIMARY KEY, status ENUM('draft', 'published') NOT NULL);
CREATE VIEW published AS SELECT id, status FROM articles WHERE status = 'published';
