"""Which office of our unit answers for what, tables handed round to them, answers collected as proposals."""
