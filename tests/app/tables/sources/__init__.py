"""Reading tables out of files and the clipboard."""
