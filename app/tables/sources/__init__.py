"""Tables as they lie in files and on the clipboard: every format becomes sheets of plain cells, bounded and whole."""
