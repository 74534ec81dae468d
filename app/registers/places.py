"""Whom a place reaches, by the words it is called by: everybody, those who come there, or only those who asked."""

from collections.abc import Iterable

from app.standards.library import load_library


def is_for_everybody(scope: str) -> bool:
    """Return whether a scope (公开范围) leaves nobody out."""
    return any(word in scope for word in load_library().places.everybody)


def is_online(place: str) -> bool:
    """Return whether what is in a place has an address on the web."""
    return load_library().places.named(place).online


def public_places(places: Iterable[str]) -> list[str]:
    """Return the places at which also somebody who did not ask gets to see what is there."""
    return [place for place in places if load_library().places.named(place).reach != "asked"]


def beyond(scope: str, places: Iterable[str]) -> list[str]:
    """Return the places that reach more people than a scope allows."""
    if is_for_everybody(scope):
        return []
    return [place for place in places if load_library().places.named(place).reach == "everybody"]


def place_code(place: str) -> str:
    """Return a place as it is told to the parent: web, or whom it reaches (everybody, comers, asked), not its name."""
    known = load_library().places.named(place)
    return "web" if known.online else known.reach
