"""Entries: adopting, setting, removing, confirming; operations with undo and history; search."""
