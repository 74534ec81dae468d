"""Changes from elsewhere beside what stands here."""
