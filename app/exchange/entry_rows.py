"""The lines of entries.jsonl: entries as a package brings them, read with every check."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any

import msgspec
from msgspec import Raw, Struct, convert

from app.canonical import canonical_json, read_canonical
from app.drafting.entry import REASON, EntryContent, entry_id
from app.drafting.lookup import item_of
from app.drafting.operations import revision_id_of_json
from app.errors import UserFacingError
from app.exchange.bounded_json import is_too_deep
from app.exchange.package_reading import VerifiedPackage
from app.exchange.subject_rows import SubjectId, SubjectRow
from app.standards.models import STANDARD_CATALOGUE, Definition, Element
from app.standards.values import check_value
from app.workspace import Workspace

EntryId = SubjectId


class EntryRowIn(SubjectRow, frozen=True):
    """One line of entries.jsonl."""


class _WrittenRow(SubjectRow, frozen=True):
    """The same with its content as it was written."""

    content: Raw


class _WrittenContent(Struct, frozen=True):
    """The values of an entry as they were written."""

    values: dict[str, Raw]


_MEMBER = "entries.jsonl"
_ALL_PARTS = frozenset(EntryContent.__struct_fields__)
_ROW_DECODER = msgspec.json.Decoder(_WrittenRow)
_ROW_ENCODER = msgspec.json.Encoder(order="sorted")
_VALUES_DECODER = msgspec.json.Decoder(_WrittenContent)
# Longer values than this many bytes hardly stand in two entries; so many are kept at most.
_LONGEST_KEPT = 400
_MOST_KEPT = 20_000


def read_entries(
    workspace: Workspace,
    package: VerifiedPackage,
    organisation: str | None = None,
    below: Collection[str] = (),
) -> Iterator[tuple[EntryRowIn, EntryContent, str]]:
    """Yield the entries of a package with their contents as canonical JSON, each checked: shape, identity, values,
    revision id.

    They must be of the unit that sends it, or of `organisation`, or of one of those `below` it.
    """
    whose = {organisation or package.manifest.organisation.id, *below}
    seen: set[str] = set()
    sound: set[tuple[str, str, bytes]] = set()
    for number, line in enumerate(package.lines(_MEMBER), start=1):
        try:
            canonical = _canonical_row(line)
            row, written, text = canonical or _any_row(package, number, line)
            content = convert(row.content, EntryContent)
        except ValueError as error:
            raise _bad_row(number, "内容不完整", str(error)) from error
        if row.id in seen:
            raise _bad_row(number, "和前面的一条编号重复", row.id)
        seen.add(row.id)
        if not row.content.keys() >= _ALL_PARTS:
            raise _bad_row(number, "内容不完整", row.id)
        _check_identity(whose, package.manifest.edition, number, row, content, written)
        # What was brought into canonical form says less of what was written: a text not in NFC looks sound in it.
        raw_values = _VALUES_DECODER.decode(written).values if canonical else {}
        _check_values(workspace, number, content, raw_values, sound)
        _check_field(workspace, number, content)
        yield row, content, text


def _canonical_row(line: bytes) -> tuple[EntryRowIn, bytes, str] | None:
    """Return a line that is canonical JSON throughout, as nearly all are, with its content as bytes and as text; None
    for any other line, wrong ones too."""
    if is_too_deep(line):
        return None
    try:
        row = _ROW_DECODER.decode(line)
    except ValueError:
        return None
    written = bytes(row.content)
    found = read_canonical(written)
    if found is None or _ROW_ENCODER.encode(row) != line:
        return None
    content, text = found
    return EntryRowIn(row.id, row.revision, row.parents, row.ancestors, content), written, text


def _any_row(package: VerifiedPackage, number: int, line: bytes) -> tuple[EntryRowIn, bytes, str]:
    row = convert(package.row(_MEMBER, number, line), EntryRowIn)
    written = canonical_json(row.content)
    return row, written, written.decode()


def _check_identity(
    whose: set[str], edition: str | None, number: int, row: EntryRowIn, content: EntryContent, written: bytes
) -> None:
    if content.organisation not in whose:
        raise _bad_row(number, "写的是别的单位的内容", content.organisation)
    if content.edition != edition:
        raise _bad_row(number, "写的是另一年的目录", content.edition)
    if content.local == (content.item is not None):
        raise _bad_row(number, "没有写明是标准事项还是新增事项", row.id)
    if not content.local:
        expected = entry_id(content.organisation, content.checklist, content.edition, content.item or "")
        if row.id != expected:
            raise _bad_row(number, "条目编号和事项对不上", row.id)
    elif row.id[14] != "4" or row.id[19] not in "89ab":
        raise _bad_row(number, "用了标准事项的编号，却说是新增事项", row.id)
    if revision_id_of_json("entry", row.id, written, row.parents) != row.revision:
        raise _bad_row(number, "版本编号和内容对不上", row.revision)


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
        raise _bad_row(number, "没有写对属于哪个领域", content.field or "")


def _check_values(
    workspace: Workspace,
    number: int,
    content: EntryContent,
    raw_values: Mapping[str, Raw],
    sound: set[tuple[str, str, bytes]],
) -> None:
    """Check every element. `sound` keeps (checklist, element, value as it was written) of what was found to be right:
    most entries of a unit say the same in most elements."""
    for element in definition_in_package(workspace, content).elements:
        if (value := content.values.get(element.key)) is None:
            continue
        known = (content.checklist, element.key, bytes(raw_values.get(element.key, b"")))
        if known in sound:
            continue
        _check_value(number, element, value)
        if 0 < len(known[2]) <= _LONGEST_KEPT and len(sound) < _MOST_KEPT:
            sound.add(known)
    _check_value(number, REASON, content.not_applicable)


def _check_value(number: int, element: Element, value: Any) -> None:
    try:
        same = check_value(element, value) == value
    except UserFacingError as error:
        raise _bad_row(number, f"“{element.label}”填得不对", error.message) from error
    if not same:
        raise _bad_row(number, f"“{element.label}”的写法不规范", element.key)


def definition_in_package(workspace: Workspace, content: EntryContent) -> Definition:
    """Return the checklist that an entry of a package belongs to. Raises `UserFacingError` where we do not have it."""
    definition = workspace.library.definitions.get(content.checklist)
    if definition is None or definition.shape != "catalogue":
        raise UserFacingError(
            "checklist-unknown",
            f"这份文件里有本机没有的清单“{content.checklist}”，整份没有收。请先更新程序或收下县里的配置，再收一次。",
        )
    return definition


def _bad_row(number: int, fault: str, details: str) -> UserFacingError:
    return UserFacingError(
        "package-row-wrong",
        f"这份文件里第 {number} 条{fault}，整份没有收，您的内容没有动。请让对方用程序重新导出一次。",
        details,
    )
