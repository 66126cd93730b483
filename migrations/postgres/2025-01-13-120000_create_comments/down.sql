DROP TABLE reactions;
DROP TABLE comments;
