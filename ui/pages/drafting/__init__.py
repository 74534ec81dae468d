"""目录编制: fields, items, and the form of one item beside what the standard says."""
