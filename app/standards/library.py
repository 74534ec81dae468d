"""The program's way to packs, checklists, notice templates, words and laws: one fast read of the compiled file."""

import copy
import hashlib
from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from msgspec import structs

from app.resources import resource_root
from app.standards.compile import current_content
from app.standards.help_records import HelpPage
from app.standards.inspection_rules import Inspection
from app.standards.laws import Laws
from app.standards.models import STANDARD_CATALOGUE, Content, Definition, Field, Item, NoticeTemplate
from app.standards.wording import Wording

if TYPE_CHECKING:
    from app.notices.masking_table import MaskingTable
    from app.standards.own_definitions import OwnDefinition

EMPTY: Mapping[str, Any] = MappingProxyType({})

WORD_LISTS = ("aliases", "reasons", "comments", "offices", "wording", "tables")
"""Lists of words that a place may word for itself, as the files hold them. Of those by which tables are read only what
a place adds: there are patterns among the program's, and what comes from outside is never code."""


class Library:
    """Everything the resources say, found by code. What it hands out is shared: never change it in place.

    `own`: by id the definitions of a workspace's own that stand in it; `unusable`: those that this program cannot go
    by, with the reason. `masking`: a table stricter than the program's floor, None for the floor alone.
    """

    def __init__(self, content: Content, digest: str):
        self.digest = digest
        self.fields: Mapping[str, Field] = {field.code: field for field in content.fields}
        self.definitions: Mapping[str, Definition] = {each.code: each for each in content.definitions}
        self.words: Mapping[str, Any] = {name: getattr(content, name) for name in WORD_LISTS}
        self.notice_rules = content.notice_rules
        self.notice_templates: Mapping[str, NoticeTemplate] = {each.code: each for each in content.notice_templates}
        self.vocabulary = content.vocabulary
        self.aliases: Mapping[str, tuple[str, ...]] = {alias.text: alias.means for alias in content.aliases}
        self.laws = Laws(content.laws)
        self.reasons = content.reasons
        self.comments = content.comments
        self.offices = content.offices
        self.wording = Wording(content.wording)
        self.places = content.places
        self.inspections: Mapping[str, Inspection] = {each.code: each for each in content.inspections}
        self.help_pages: Mapping[str, HelpPage] = {page.code: page for page in content.help.pages}
        self.glossary, self.tour = content.help.terms, content.help.tour
        standard_items = tuple(item for field in content.fields for item in field.items)
        self._items = {STANDARD_CATALOGUE: standard_items, **content.items}
        self.masking: MaskingTable | None = None
        self.own: Mapping[str, OwnDefinition] = {}
        self.unusable: Mapping[str, str] = {}
        self._by_code = {(item.checklist, item.code): item for items in self._items.values() for item in items}

    def items(self, checklist: str) -> tuple[Item, ...]:
        """The items of a checklist in its order, empty where it has none. Raises KeyError for an unknown one."""
        return self._items[checklist]

    def item(self, checklist: str, code: str) -> Item:
        """The item of that code. Raises KeyError when the checklist has none."""
        return self._by_code[checklist, code]

    def known_items(self, field: str) -> tuple[Item, ...]:
        """The standard items of a field, withdrawn ones behind the others."""
        known = [
            item for (code, _), item in self._by_code.items() if code == STANDARD_CATALOGUE and item.field == field
        ]
        return tuple(sorted(known, key=lambda item: item.withdrawn))

    def with_packs(self, fields: Iterable[Field], withdrawn: Iterable[Item], stamp: str) -> "Library":
        """A library that has these fields in place of its own and knows `withdrawn` items by their codes alone; `stamp`
        tells it from others in its digest."""
        library = copy.copy(self)
        library.digest = hashlib.sha256(f"{self.digest} {stamp}".encode()).hexdigest()
        library.fields = {**self.fields, **{field.code: field for field in fields}}
        items = tuple(item for field in library.fields.values() for item in field.items)
        library._items = self._items | {STANDARD_CATALOGUE: items}
        library._by_code = self._by_code | {(item.checklist, item.code): item for item in (*withdrawn, *items)}
        return library

    def with_parts(self, stamp: str, items: Mapping[str, Iterable[Item]] = EMPTY, **parts: Any) -> "Library":
        """A library with other attributes and other items of checklists, whose former ones stay known by their codes
        alone; `stamp` tells it from others in its digest."""
        library = copy.copy(self)
        library.digest = hashlib.sha256(f"{self.digest} parts {stamp}".encode()).hexdigest()
        for name, value in parts.items():
            setattr(library, name, value)
        for checklist, each in items.items():
            now = tuple(each)
            codes = {item.code for item in now}
            gone = [
                structs.replace(item, withdrawn=True)
                for item in self._items.get(checklist, ())
                if item.code not in codes
            ]
            library._items = library._items | {checklist: now}
            known = {(checklist, item.code): item for item in (*gone, *now)}
            library._by_code = library._by_code | known
        return library

    def with_laws(self, laws: Laws, stamp: str) -> "Library":
        """A library with another register of laws; `stamp` tells it from others in its digest."""
        library = copy.copy(self)
        library.digest = hashlib.sha256(f"{self.digest} laws {stamp}".encode()).hexdigest()
        library.laws = laws
        return library


@lru_cache(maxsize=4)
def load_library(root: Path | None = None) -> Library:
    """The library of a resources folder, by default the program's own; read once, then kept.

    Raises UserFacingError when the compiled file is no longer of use and a source file is faulty or missing.
    """
    content, digest = current_content(root or resource_root())
    return Library(content, digest)
