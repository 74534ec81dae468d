"""Attributes that are made when they are first asked for, of objects of which thousands are made and dropped again."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar

Made = TypeVar("Made")


class MadeOnce(Generic[Made]):
    """As `functools.cached_property`, which takes a lock for each attribute it makes."""

    def __init__(self, make: Callable[[Any], Made]):
        self._make = make
        self._name = make.__name__

    def __get__(self, thing: Any, _: type) -> Made:
        found = thing.__dict__[self._name] = self._make(thing)
        return found
