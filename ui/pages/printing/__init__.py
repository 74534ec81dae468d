"""Printing the catalogue: what goes on it, how it looks, what stands in the way."""
