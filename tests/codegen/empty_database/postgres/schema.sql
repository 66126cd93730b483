-- No tables at all; PostgreSQL wants a statement.
SELECT 1;
