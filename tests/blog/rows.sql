INSERT INTO countries (id, code, name) VALUES (1, 'NO', 'Norway'), (2, 'PE', 'Peru');
INSERT INTO users (id, name, email, country_code) VALUES
    (1, 'Ann', 'ann@example.com', 'NO'), (2, 'Bob', 'bob@example.com', NULL), (3, 'Cid', 'cid@example.org', 'PE');
INSERT INTO profiles (id, user_id, bio) VALUES (1, 1, 'writes'), (2, 3, 'edits');
INSERT INTO categories (id, name, parent_id) VALUES
    (1, 'root', NULL), (2, 'rust', 1), (3, 'sql', 1), (4, 'macros', 2), (5, 'procedural', 4);
INSERT INTO articles (id, author_id, editor_id, category_id, title, body, published, views) VALUES
    (1, 1, 2, 2, 'One', '…', TRUE, 10), (2, 1, NULL, 3, 'Two', '…', TRUE, 20),
    (3, 2, 1, NULL, 'Three', '…', FALSE, 30), (4, 2, 3, 2, 'Four', '…', TRUE, 40);
INSERT INTO tags (id, name) VALUES (1, 'db'), (2, 'rust'), (3, 'unused');
INSERT INTO article_tags (article_id, tag_id) VALUES (1, 1), (1, 2), (2, 1), (4, 2);
INSERT INTO comments (id, article_id, author_id, parent_id, body) VALUES
    (1, 1, 2, NULL, 'c1'), (2, 1, NULL, 1, 'c2'), (3, 1, 3, 1, 'c3'),
    (4, 2, 1, NULL, 'c4'), (5, 1, 2, 2, 'c5'), (6, 4, 2, NULL, 'c6');
INSERT INTO reactions (id, user_id, article_id, comment_id, kind) VALUES
    (1, 1, 1, NULL, 'like'), (2, 2, NULL, 1, 'laugh'), (3, 3, 1, NULL, 'like');
INSERT INTO article_revisions (article_id, number, body) VALUES (1, 1, 'draft'), (1, 2, 'final'), (2, 1, 'draft');
INSERT INTO revision_notes (id, article_id, number, note) VALUES
    (1, 1, 1, 'typo'), (2, 1, 2, 'better'), (3, 1, 2, 'good'), (4, 2, 1, 'hm');
INSERT INTO teams (id, name) VALUES (1, 'desk'), (2, 'web');
INSERT INTO members (id, team_id, user_id) VALUES (1, 1, 1), (2, 1, 2), (3, 2, 2);
UPDATE teams SET leader_id = 1 WHERE id = 1;
