-- As after an import, the rows of one parent stand together: the best case for looking them up by key.
INSERT INTO posts (id, user_id, title)
    SELECT (users.id - 1) * 10 + n.id, users.id, 'post ' || n.id || ' of user ' || users.id
    FROM users JOIN users n ON n.id <= 10 ORDER BY users.id, n.id;
INSERT INTO comments (id, post_id, text)
    SELECT (posts.id - 1) * 10 + n.id, posts.id, 'comment ' || n.id || ' on post ' || posts.id
    FROM posts JOIN users n ON n.id <= 10 ORDER BY posts.id, n.id;
