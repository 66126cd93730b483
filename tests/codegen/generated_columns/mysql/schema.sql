CREATE TABLE items (
    id INT PRIMARY KEY,
    price INT NOT NULL COMMENT 'in cents',
    gross INT GENERATED ALWAYS AS (price * 119 / 100) VIRTUAL,
    net INT AS (price) STORED COMMENT 'what we keep',
    label VARCHAR(20) AS (CONCAT('item ', price)),
    touched TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP ON UPDATE CURRENT_TIMESTAMP
);
