"""The help in the window: the page for where the clerk is, and the tour."""
