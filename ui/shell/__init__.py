"""The frame around the pages: rail, header, status line, messages."""
