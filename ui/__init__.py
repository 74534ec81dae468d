"""The window: the only layer that imports PySide6. It calls app and is called by nobody."""
