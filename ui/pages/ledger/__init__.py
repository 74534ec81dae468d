"""公开台账: what was formed when, is due when, came out where; and its review."""
