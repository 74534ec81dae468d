"""Who works here, whose file it is, how the window looks, and the file itself."""
