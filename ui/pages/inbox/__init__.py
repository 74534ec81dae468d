"""The inbox: files from below, who may send them, and what came in."""
