"""年度报告: the yearly report, and at the county those of its units."""
