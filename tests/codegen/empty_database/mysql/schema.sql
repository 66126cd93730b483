SELECT 'no tables at all';
