"""The words by which tables and single cells are read just now: the program's, or those of a workspace's library
while `reading_by` it.

They reach every part of the reading, which remembers what it made of texts: what was made by a place's own words is
remembered apart, and forgotten with them.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache, wraps
from typing import Any, ParamSpec, TypeVar, cast

from app.standards.library import Library, load_library
from app.standards.models import Definition
from app.standards.vocabulary import Vocabulary, Word

Params = ParamSpec("Params")
Found = TypeVar("Found")


class _Words:
    """A vocabulary, the checklists of a place's own, and what was remembered while reading by them."""

    def __init__(self, vocabulary: Vocabulary, checklists: tuple[Definition, ...]):
        self.vocabulary = vocabulary
        self.checklists = checklists
        self.remembered: dict[Callable[..., Any], Callable[..., Any]] = {}


_IN_FORCE: ContextVar[_Words | None] = ContextVar("words in force", default=None)


@contextmanager
def reading_by(library: Library | None) -> Iterator[None]:
    """Within the block tables and cells are read by the words of a library; without one, or with one that has no words
    and no checklists of its own, by the program's."""
    words = None
    if library is not None:
        own = _own_checklists(library)
        if own or library.vocabulary is not load_library().vocabulary:
            words = _Words(library.vocabulary, own)
    before = _IN_FORCE.set(words)
    try:
        yield
    finally:
        _IN_FORCE.reset(before)


def _own_checklists(library: Library) -> tuple[Definition, ...]:
    codes = [own.code for own in library.own.values() if own.kind == "checklist"]
    known = (library.definitions[code] for code in codes if code in library.definitions)
    return tuple(each for each in known if each.shape == "catalogue")


def vocabulary() -> Vocabulary:
    """Return the words in force."""
    words = _IN_FORCE.get()
    return load_library().vocabulary if words is None else words.vocabulary


def own_heads() -> tuple[Word, ...]:
    """Return what heads of a place's own mean, which goes before whatever else they might."""
    program = frozenset(load_library().vocabulary.headers)
    return () if _IN_FORCE.get() is None else tuple(word for word in vocabulary().headers if word not in program)


def own_checklists() -> tuple[Definition, ...]:
    """Return the checklists that a place added or worded itself."""
    words = _IN_FORCE.get()
    return () if words is None else words.checklists


def remembered(maxsize: int) -> Callable[[Callable[Params, Found]], Callable[Params, Found]]:
    """As `functools.lru_cache`, for what depends on the words in force."""

    def remembering(make: Callable[Params, Found]) -> Callable[Params, Found]:
        by_program: Callable[..., Found] = lru_cache(maxsize)(make)

        @wraps(make)
        def found(*args: Params.args, **kwargs: Params.kwargs) -> Found:
            words = _IN_FORCE.get()
            if words is None:
                return by_program(*args, **kwargs)
            if make not in words.remembered:
                words.remembered[make] = lru_cache(maxsize)(make)
            return cast(Found, words.remembered[make](*args, **kwargs))

        return found

    return remembering
