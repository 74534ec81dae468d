"""政策解读: a plan for each document, until when it is to be explained, and what is said of it."""
