"""表格: the whole table at once, every element a column."""
