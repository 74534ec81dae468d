"""检查考核: the points of every unit in an inspection, and the records behind each point."""
