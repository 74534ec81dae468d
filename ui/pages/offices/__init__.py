"""分办: the offices, what each answers for, tables handed to them and collected again."""
