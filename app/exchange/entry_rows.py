"""The lines of entries.jsonl: entries as a package brings them, read with every check."""

import unicodedata
from collections.abc import Collection, Iterator, Mapping
from operator import attrgetter
from types import MappingProxyType
from typing import Any, NamedTuple

import msgspec
from msgspec import Raw, convert, to_builtins
from msgspec.structs import replace

from app.canonical import canonical_json, read_canonical
from app.drafting.entry import REASON, EntryContent, entry_id
from app.drafting.lookup import item_of
from app.drafting.operations import revision_id_of_json
from app.errors import UserFacingError
from app.exchange.bounded_json import is_too_deep
from app.exchange.package_reading import VerifiedPackage
from app.exchange.redaction_rows import marked_revisions
from app.exchange.subject_rows import SubjectId, SubjectRow, bad_row
from app.standards.models import STANDARD_CATALOGUE, Definition, Element
from app.standards.values import check_value
from app.workspace import Workspace

EntryId = SubjectId


class EntryRowIn(SubjectRow, frozen=True):
    """One line of entries.jsonl."""


class _WrittenEntry(EntryContent, frozen=True):
    """An entry whose values are left as they were written."""

    values: dict[str, Raw]


class _WrittenRow(SubjectRow, frozen=True):
    """A line with such an entry."""

    content: _WrittenEntry  # type: ignore[assignment]  # read with its own decoder, never handed on as a SubjectRow


class _Read(NamedTuple):
    """A line that was read: its content typed, as canonical JSON in bytes and as text, and as they were written the
    values not met before, which are to be looked at; None: all of them are."""

    row: EntryRowIn
    content: EntryContent
    written: bytes
    text: str
    known: "_SoundValues | None"
    fresh: dict[str, bytes] | None


_MEMBER = "entries.jsonl"
_PARTS = tuple(sorted(EntryContent.__struct_fields__))
_ALL_PARTS = frozenset(_PARTS)
_parts_of = attrgetter(*_PARTS)
_ROW_DECODER = msgspec.json.Decoder(_WrittenRow)
_ROW_ENCODER = msgspec.json.Encoder(order="sorted")
# Longer values than this many bytes hardly stand in two entries; so many are kept at most.
_LONGEST_KEPT = 400
_MOST_KEPT = 20_000


class _SoundValues:
    """The values that were found to be right for the elements of a checklist, by how they were written: most entries
    say the same in most elements, of one unit and of all. Such a value is one object in all of them."""

    def __init__(self, definition: Definition) -> None:
        self.definition = definition
        self._of_element: dict[str, dict[bytes, Any]] = {}
        self._kept = 0

    def read(self, written: Mapping[str, Raw]) -> tuple[dict[str, Any], dict[str, bytes]] | None:
        """Return the values, and as they were written those not met before; None where one is not canonical JSON."""
        values, fresh = {}, {}
        for key, raw in written.items():
            text = bytes(raw)
            value = self._of_element.get(key, _NONE_KEPT).get(text, _NOT_MET)
            if value is _NOT_MET:
                if (read := read_canonical(text)) is None:
                    return None
                value, fresh[key] = read[0], text
            values[key] = value
        return values, fresh

    def keep(self, values: Mapping[str, Any], fresh: Mapping[str, bytes]) -> None:
        """Note that these values were found to be right; of too many all before are forgotten."""
        if self._kept >= _MOST_KEPT:
            self._of_element, self._kept = {}, 0
        for key, text in fresh.items():
            if len(text) <= _LONGEST_KEPT:
                self._of_element.setdefault(key, {})[text] = values[key]
                self._kept += 1


_NOT_MET = object()
_NONE_KEPT: Mapping[bytes, Any] = MappingProxyType({})
_SOUND: dict[str, _SoundValues] = {}


def _sound_values(workspace: Workspace, checklist: str) -> _SoundValues | None:
    """Return what is known of values by the definition of a checklist as we have it; None where we have none."""
    definition = workspace.library.definitions.get(checklist)
    known = _SOUND.get(checklist)
    if definition is not None and (known is None or known.definition is not definition):
        known = _SOUND[checklist] = _SoundValues(definition)
    return known if definition is not None else None


def read_entries(
    workspace: Workspace,
    package: VerifiedPackage,
    organisation: str | None = None,
    below: Collection[str] = (),
) -> Iterator[tuple[EntryRowIn, EntryContent, str]]:
    """Yield the entries of a package with their contents as canonical JSON, each checked: shape, identity, values,
    revision id. A value may be one object in several of them: never change it in place.

    They must be of the unit that sends it, or of `organisation`, or of one of those `below` it.
    """
    whose = {organisation or package.manifest.organisation.id, *below}
    seen: set[str] = set()
    marked = marked_revisions(package)
    for number, line in enumerate(package.lines(_MEMBER), start=1):
        try:
            read = _canonical_row(workspace, line) or _any_row(package, number, line)
        except ValueError as error:
            raise bad_row(number, "", "内容不完整", str(error)) from error
        row, content, written, text, known, fresh = read
        if row.id in seen:
            raise bad_row(number, "", "和前面的一条编号重复", row.id)
        seen.add(row.id)
        if not row.content.keys() >= _ALL_PARTS:
            raise bad_row(number, "", "内容不完整", row.id)
        _check_identity(whose, package.manifest.edition, number, row, content)
        # Of what was taken out of an entry its id tells nothing any more; the mark says so.
        if row.revision not in marked and revision_id_of_json("entry", row.id, written, row.parents) != row.revision:
            raise bad_row(number, "", "版本编号和内容对不上", row.revision)
        _check_values(workspace, number, content, fresh)
        if known is not None and fresh:
            known.keep(content.values, fresh)
        _check_field(workspace, number, content)
        yield row, content, text


def _canonical_row(workspace: Workspace, line: bytes) -> _Read | None:
    """Return a line that is canonical JSON throughout, as nearly all are; None for any other line, wrong ones too."""
    if is_too_deep(line):
        return None
    try:
        row = _ROW_DECODER.decode(line)
        # What is not known here, or stands there twice, does not come out again.
        if _ROW_ENCODER.encode(row) != line:
            return None
        written = _content_in(line)
        text = written.decode()
    except ValueError:
        return None
    known = _sound_values(workspace, row.content.checklist)
    read = known.read(row.content.values) if known is not None else None
    if known is None or read is None or not unicodedata.is_normalized("NFC", text):
        return None
    values, fresh = read
    content = EntryRowIn(row.id, row.revision, row.parents, row.ancestors, _as_dict(row.content, values))
    return _Read(content, replace(row.content, values=values), written, text, known, fresh)


def _content_in(line: bytes) -> bytes:
    """Return the content as it stands in a canonical line; before and after it there are ids only."""
    return line[line.index(b'"content":') + 10 : line.rindex(b',"id":')]


def _as_dict(content: EntryContent, values: dict[str, Any]) -> dict[str, Any]:
    parts = dict(zip(_PARTS, _parts_of(content), strict=True))
    for name in ("confirmed", "origin"):
        if parts[name] is not None:
            parts[name] = to_builtins(parts[name])
    parts["values"] = values
    return parts


def _any_row(package: VerifiedPackage, number: int, line: bytes) -> _Read:
    row = convert(package.row(_MEMBER, number, line), EntryRowIn)
    written = canonical_json(row.content)
    # Canonical JSON says less of what was written: a text not in NFC looks sound in it.
    return _Read(row, convert(row.content, EntryContent), written, written.decode(), None, None)


def _check_identity(whose: set[str], edition: str | None, number: int, row: EntryRowIn, content: EntryContent) -> None:
    if content.organisation not in whose:
        raise bad_row(number, "", "写的是别的单位的内容", content.organisation)
    if content.edition != edition:
        raise bad_row(number, "", "写的是另一年的目录", content.edition)
    if content.local == (content.item is not None):
        raise bad_row(number, "", "没有写明是标准事项还是新增事项", row.id)
    if not content.local:
        expected = entry_id(content.organisation, content.checklist, content.edition, content.item or "")
        if row.id != expected:
            raise bad_row(number, "", "条目编号和事项对不上", row.id)
    elif row.id[14] != "4" or row.id[19] not in "89ab":
        raise bad_row(number, "", "用了标准事项的编号，却说是新增事项", row.id)


def _check_field(workspace: Workspace, number: int, content: EntryContent) -> None:
    """Refuse an entry that stands in another field than its item, or in one that we could not show."""
    if content.checklist != STANDARD_CATALOGUE:
        known = content.field is None
    elif content.field in workspace.library.fields:
        item = item_of(workspace, content)
        known = item is None or item.field == content.field
    elif content.field is not None:
        raise UserFacingError(
            "field-unknown", f"这份文件里有本机没有的领域“{content.field}”，整份没有收。请先更新程序，再收一次。"
        )
    else:
        known = False
    if not known:
        raise bad_row(number, "", "没有写对属于哪个领域", content.field or "")


def _check_values(workspace: Workspace, number: int, content: EntryContent, fresh: Collection[str] | None) -> None:
    """Check every element of these; None: every element there is."""
    definition = definition_in_package(workspace, content)
    if fresh is None or fresh:
        for element in definition.elements:
            if (fresh is None or element.key in fresh) and (value := content.values.get(element.key)) is not None:
                _check_value(number, element, value)
    if content.not_applicable is not None:
        _check_value(number, REASON, content.not_applicable)


def _check_value(number: int, element: Element, value: Any) -> None:
    try:
        same = check_value(element, value) == value
    except UserFacingError as error:
        raise bad_row(number, "", f"“{element.label}”填得不对", error.message) from error
    if not same:
        raise bad_row(number, "", f"“{element.label}”的写法不规范", element.key)


def definition_in_package(workspace: Workspace, content: EntryContent) -> Definition:
    """Return the checklist that an entry of a package belongs to. Raises `UserFacingError` where we do not have it."""
    definition = workspace.library.definitions.get(content.checklist)
    if definition is None or definition.shape != "catalogue":
        raise UserFacingError(
            "checklist-unknown",
            f"这份文件里有本机没有的清单“{content.checklist}”，整份没有收。请先更新程序或收下县里的配置，再收一次。",
        )
    return definition
