"""Versions of field packs that the program came with before: whoever replaces a pack leaves the one before in a folder,
so that an entry can be held against the text it was taken from."""

from functools import lru_cache
from pathlib import Path

from app.resources import resource_root
from app.standards.layout import FORMER
from app.standards.library import load_library
from app.standards.loading import read_field
from app.standards.models import STANDARD_CATALOGUE, Field


@lru_cache(maxsize=32)
def former_versions(code: str, root: Path | None = None) -> tuple[Field, ...]:
    """Return the versions of a field that the program came with before, oldest first. Raises `UserFacingError` for a
    faulty file."""
    definition = load_library().definitions[STANDARD_CATALOGUE]
    files = sorted(((root or resource_root()) / FORMER).glob(f"{code}-*.yaml"))
    return tuple(sorted((read_field(path, definition) for path in files), key=lambda field: field.version))
