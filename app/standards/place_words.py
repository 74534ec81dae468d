"""What places are called where information comes out, and whom each reaches (`resources/words/places.yaml`)."""

from typing import Literal

from app.standards.records import Record

Reach = Literal["everybody", "comers", "asked"]


class PlaceWords(Record):
    """Places known by `words` in their names: whom they reach, and whether they have an address on the web."""

    words: tuple[str, ...]
    reach: Reach = "comers"
    online: bool = False


class Places(Record):
    """All of the file. The first that fits counts; `unless`: longer words in which none of the words is meant;
    `everybody`: how a scope (公开范围) says that it leaves nobody out."""

    places: tuple[PlaceWords, ...]
    everybody: tuple[str, ...]
    unless: tuple[str, ...] = ()

    def named(self, place: str) -> PlaceWords:
        """Return what is known of a place by its name; of one that is not known, that it reaches who comes there."""
        for longer in self.unless:
            place = place.replace(longer, " ")
        fitting = (each for each in self.places if any(word in place for word in each.words))
        return next(fitting, PlaceWords(()))
