"""The pages of the window: one folder each, layout in view.py, what it does in page.py."""
