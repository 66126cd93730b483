CREATE VIEW relations AS SELECT c.oid AS id, c.relname AS name, c.relkind AS kind, c.relhasindex, c.relfrozenxid, c.reloptions, c.relacl FROM pg_class AS c;
CREATE VIEW columns AS SELECT table_name, column_name, ordinal_position, is_nullable FROM information_schema.columns;
