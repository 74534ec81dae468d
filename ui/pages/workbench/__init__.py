"""The start page: what needs the clerk, how far the catalogue is, where to go on."""
