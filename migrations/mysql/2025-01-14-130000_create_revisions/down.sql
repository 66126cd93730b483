DROP TABLE revision_notes;
DROP TABLE article_revisions;
