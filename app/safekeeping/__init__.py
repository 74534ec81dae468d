"""Backups that nobody has to think of, looking into them, and what is left to do with a file that is damaged."""
