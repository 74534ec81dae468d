"""The first page: make, open or restore a workspace."""
