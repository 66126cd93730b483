CREATE VIEW broken AS SELECT id FROM missing;
