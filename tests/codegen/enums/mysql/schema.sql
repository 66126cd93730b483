-- Each column has a type of its own, even where the labels are the same.
CREATE TABLE articles (
    id INT PRIMARY KEY,
    status ENUM('draft', 'published') NOT NULL DEFAULT 'draft',
    previous_status ENUM('draft', 'published'),
    flags SET('pinned', 'locked') NOT NULL
);
