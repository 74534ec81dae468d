"""各村: one person, many villages."""
