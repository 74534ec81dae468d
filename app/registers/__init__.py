"""Records with events and dates."""
