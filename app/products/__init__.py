"""What leaves the house: a workspace's content joined with printing and tables, past the privacy gate, and recorded."""
