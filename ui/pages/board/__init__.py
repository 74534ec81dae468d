"""The notice board: what hangs on it, how it looks, whether it can be read."""
