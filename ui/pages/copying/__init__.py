"""Choosing what to copy from; the comparison decides."""
