"""The window on a screen of its own, used with real keys and a real mouse."""
