"""审核: what units below handed in, entry by entry."""
