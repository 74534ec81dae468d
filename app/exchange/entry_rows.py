"""The lines of entries.jsonl: entries as a package brings them, read with every check."""

import uuid
from collections.abc import Collection, Iterator

from msgspec import ValidationError, convert

from app.canonical import canonical_json
from app.drafting.entry import REASON, EntryContent, as_builtins, entry_id
from app.drafting.lookup import item_of
from app.drafting.operations import revision_id_of_json
from app.errors import UserFacingError
from app.exchange.package_reading import VerifiedPackage
from app.exchange.subject_rows import SubjectId, SubjectRow
from app.standards.models import STANDARD_CATALOGUE, Definition
from app.standards.values import check_value
from app.workspace import Workspace

EntryId = SubjectId


class EntryRowIn(SubjectRow, frozen=True):
    """One line of entries.jsonl."""


def read_entries(
    workspace: Workspace,
    package: VerifiedPackage,
    organisation: str | None = None,
    below: Collection[str] = (),
) -> Iterator[tuple[EntryRowIn, EntryContent, bytes]]:
    """Yield the entries of a package with their contents as canonical JSON, each checked: shape, identity, values,
    revision id.

    They must be of the unit that sends it, or of `organisation`, or of one of those `below` it.
    """
    whose = {organisation or package.manifest.organisation.id, *below}
    seen: set[str] = set()
    for number, raw in enumerate(package.rows("entries.jsonl"), start=1):
        try:
            row = convert(raw, EntryRowIn)
            content = convert(row.content, EntryContent)
        except ValidationError as error:
            raise _bad_row(number, "内容不完整", str(error)) from error
        if row.id in seen:
            raise _bad_row(number, "和前面的一条编号重复", row.id)
        seen.add(row.id)
        if not as_builtins(content).keys() <= row.content.keys():
            raise _bad_row(number, "内容不完整", row.id)
        text = canonical_json(row.content)
        _check_identity(whose, package.manifest.edition, number, row, content, text)
        _check_values(workspace, number, content)
        _check_field(workspace, number, content)
        yield row, content, text


def _check_identity(
    whose: set[str], edition: str | None, number: int, row: EntryRowIn, content: EntryContent, text: bytes
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
    elif uuid.UUID(row.id).version != 4:
        raise _bad_row(number, "用了标准事项的编号，却说是新增事项", row.id)
    if revision_id_of_json("entry", row.id, text, row.parents) != row.revision:
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


def _check_values(workspace: Workspace, number: int, content: EntryContent) -> None:
    definition = definition_in_package(workspace, content)
    values = content.values | {REASON.key: content.not_applicable}
    for element in (*definition.elements, REASON):
        value = values.get(element.key)
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
