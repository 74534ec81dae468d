"""Taking in the catalogue that somebody has as a table: the source beside what was read from it."""
