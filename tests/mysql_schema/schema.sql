CREATE TABLE authors (
    id    INT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    email VARCHAR(99) NOT NULL UNIQUE,
    born  YEAR
);

CREATE TABLE books (
    id         BIGINT UNSIGNED NOT NULL AUTO_INCREMENT PRIMARY KEY,
    author_id  INT UNSIGNED NOT NULL,
    title      VARCHAR(99) NOT NULL,
    status     ENUM('draft', 'in review', 'it''s out') NOT NULL DEFAULT 'draft' COMMENT 'how far it has come',
    old_status ENUM('draft', 'in review', 'it''s out'),
    flags      SET('pinned', 'on loan') NOT NULL DEFAULT '',
    details    JSON NOT NULL,
    price      DECIMAL(10, 2) UNSIGNED NOT NULL DEFAULT 0,
    weight     FLOAT UNSIGNED,
    pages      MEDIUMINT UNSIGNED NOT NULL,
    copies     SMALLINT UNSIGNED NOT NULL,
    floor      TINYINT NOT NULL,
    shelf      TINYINT UNSIGNED NOT NULL,
    place      BIT(12) NOT NULL DEFAULT b'0',
    is_lent    BOOLEAN NOT NULL DEFAULT FALSE,
    year       YEAR NOT NULL,
    opens_at   TIME(3) NOT NULL DEFAULT '08:00:00',
    printed_at DATETIME(6),
    touched_at TIMESTAMP(3) NULL DEFAULT CURRENT_TIMESTAMP(3),
    cover      BLOB,
    note       TEXT,
    length     INT AS (CHAR_LENGTH(title)) STORED,
    version    INT NOT NULL DEFAULT 1 INVISIBLE,
    UNIQUE INDEX books_title (title(20)),
    INDEX books_shelf (floor, shelf DESC),
    FOREIGN KEY (author_id) REFERENCES authors (id) ON DELETE CASCADE
) COMMENT 'What authors write.';

-- Its rows belong to a book and to a position in it.
CREATE TABLE chapters (
    book_id  BIGINT UNSIGNED NOT NULL,
    number   TINYINT UNSIGNED NOT NULL,
    heading  VARCHAR(99) NOT NULL,
    PRIMARY KEY (book_id, number),
    FOREIGN KEY (book_id) REFERENCES books (id) ON DELETE CASCADE
);

CREATE TABLE remarks (
    id      INT PRIMARY KEY AUTO_INCREMENT,
    book_id BIGINT UNSIGNED NOT NULL,
    number  TINYINT UNSIGNED NOT NULL,
    kind    ENUM('praise', 'blame') NOT NULL,
    FOREIGN KEY (book_id, number) REFERENCES chapters (book_id, number)
);

CREATE TABLE readings (
    book_id   BIGINT UNSIGNED NOT NULL,
    author_id INT UNSIGNED NOT NULL,
    PRIMARY KEY (book_id, author_id),
    FOREIGN KEY (book_id) REFERENCES books (id),
    FOREIGN KEY (author_id) REFERENCES authors (id)
);

CREATE VIEW shop AS SELECT id, title, status, price FROM books WHERE status = 'it''s out';
CREATE VIEW numbers AS SELECT status, COUNT(*) AS books FROM books GROUP BY status;
