"""同项对比: one item as all units below have it, beside the standard."""
