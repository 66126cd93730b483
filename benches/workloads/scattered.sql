-- As in a database that is in use, the rows of one parent do not stand together.
INSERT INTO posts (id, user_id, title)
    SELECT (n.id - 1) * 100 + users.id, users.id, 'post ' || n.id || ' of user ' || users.id
    FROM users JOIN users n ON n.id <= 10 ORDER BY n.id, users.id;
INSERT INTO comments (id, post_id, text)
    SELECT (n.id - 1) * 1000 + posts.id, posts.id, 'comment ' || n.id || ' on post ' || posts.id
    FROM posts JOIN users n ON n.id <= 10 ORDER BY n.id, posts.id;
