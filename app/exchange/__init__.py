"""Exchange files (`.zwgk`): packed, signed, verified. Format: docs/package-format.md."""
