"""Setting a definition of the workspace's own, and letting the program's hold again: one operation, with who did it.

What entries hold under an element that is asked no more is kept and told of; nothing in them changes.
"""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, cast

import msgspec
from msgspec import to_builtins

from app.canonical import canonical_json
from app.checks.privacy_gate import check_package_members, require_clean
from app.drafting.hidden_values import hidden_values
from app.drafting.official_texts import changing_packs, follow_packs
from app.drafting.operations import Operation, operation
from app.drafting.search import refresh_reference_index
from app.errors import UserFacingError
from app.standards.definition_data import definition_data, known_codes, shipped_data
from app.standards.definition_parts import Part, library_with_part, read_part
from app.standards.library import Library, load_library
from app.standards.own_definitions import (
    DEFINITION,
    KIND_LABELS,
    KINDS,
    MAX_SIZE,
    DefinitionKind,
    OwnDefinition,
    Standing,
    definition_id,
    library_with_definitions,
)
from app.standards.version_matching import compare_versions
from app.workspace import Workspace, own_definitions


@dataclass(frozen=True)
class ListedDefinition:
    """A definition that can be set: what people call it, who set it here (None: as it came with the program), and why
    the program cannot go by what was set, "" where it can."""

    kind: str
    code: str
    name: str
    own: OwnDefinition | None = None
    unusable: str = ""


@dataclass(frozen=True)
class Checked:
    """A definition that may be set: what it is, and what is to be known before it is."""

    kind: DefinitionKind
    part: Part
    data: dict[str, Any]
    library: Library
    told: tuple[str, ...] = ()


def listed_definitions(workspace: Workspace, kinds: Sequence[str] = KINDS) -> list[ListedDefinition]:
    """Return every definition that can be set, kind by kind, those of our own that cannot be gone by too."""
    library = workspace.library
    unused = {each.own.id: each.own for each in own_definitions(workspace.store) if each.own.id in library.unusable}
    found: list[ListedDefinition] = []
    for kind in kinds:
        names = dict(known_codes(library, kind))
        names |= {own.code: own.code for own in unused.values() if own.kind == kind and own.code not in names}
        for code, name in names.items():
            id = definition_id(kind, code)
            own = library.own.get(id) or unused.get(id)
            found.append(ListedDefinition(kind, code, name, own, library.unusable.get(id, "")))
    return found


def find_listed(workspace: Workspace, id: str) -> ListedDefinition:
    """Return a definition by its id (checklist/village-affairs). Raises `UserFacingError` for an unknown one."""
    for each in listed_definitions(workspace):
        if id == definition_id(each.kind, each.code):
            return each
    raise UserFacingError("definition-unknown", f"没有“{id}”这份定义，什么也没有改。请照列出来的编号写。")


def data_of(workspace: Workspace, kind: str, code: str) -> dict[str, Any]:
    """Return a definition as it was set last, or as it came with the program."""
    for each in own_definitions(workspace.store):
        if each.own.id == definition_id(kind, code) and not each.own.removed:
            return each.own.data
    return definition_data(workspace.library, kind, code)


def check_definition(workspace: Workspace, kind: str, data: Any) -> Checked:
    """Hold a definition against what stands here. Raises `UserFacingError` for the first fault; `told` of what is
    returned says what entries hold that it would hide."""
    library = _library_without(workspace, kind, data)
    plain = _plain(kind, data)
    code = _code_of(workspace, kind, plain)
    part = read_part(library, kind, plain, _earlier(workspace, kind, code))
    _require_sound(workspace, kind, part, plain)
    after = library_with_part(library, kind, part, "checked")
    # What has a part is of one of these kinds.
    return Checked(cast(DefinitionKind, kind), part, plain, after, tuple(_told(workspace, kind, part)))


def alarm_of_definition(workspace: Workspace, checked: Checked) -> str:
    """Say why a standard that may be set is hardly a new version of the one that stands: half of its items are gone, or
    its codes mean other things; "" where nothing. Takes as long as comparing the two."""
    code = checked.part.code
    if checked.kind != "field" or code not in workspace.library.fields:
        return ""
    return compare_versions(workspace.library.fields[code], checked.library.fields[code]).alarm


def set_definitions(
    workspace: Workspace, wanted: Sequence[tuple[str, Any]], *, is_confirmed: bool = False
) -> list[Checked]:
    """Let definitions (kind, data) hold from now on, as one operation; returns what each is and what it hides.

    Raises `UsageError` without a name, `UserFacingError` for the first fault, also (`definition-doubtful`) for a
    standard that is to be looked at first, see `alarm_of_definition`, and nobody confirmed: then nothing was set.
    """
    person = workspace.require_person("改定义")
    checked: list[Checked] = []
    with _changing(workspace, "改定义") as act:
        for kind, data in wanted:
            one = check_definition(workspace, kind, data)
            own = OwnDefinition(
                one.kind, one.part.code, one.data, person, workspace.organisation.name, workspace.today()
            )
            if _stands(workspace, own):
                checked.append(one)
                continue
            if not is_confirmed:
                _require_no_alarm(workspace, one)
            act.write(DEFINITION, own.id, to_builtins(own))
            _follow(workspace, act, own)
            checked.append(one)
        if not act.changed:
            raise UserFacingError("definition-same", "和现在的一样，什么也没有改。")
        names = "、".join(f"{KIND_LABELS[one.kind]}“{one.part.name}”" for one in checked)
        workspace.store.operations.relabel(act.number(), f"改定义：{names}"[:200])
    return checked


def restore_definition(workspace: Workspace, id: str) -> ListedDefinition:
    """Let a definition hold again as it came with the program, as one operation; one that did not come with it is taken
    away, what entries hold by it is kept. Raises `UserFacingError` where nothing was set, `UsageError` without a name.
    """
    workspace.require_person("恢复定义")
    listed = find_listed(workspace, id)
    if listed.own is None:
        raise UserFacingError("definition-not-own", f"“{listed.name}”就是程序自带的，什么也没有改。")
    verb = "恢复" if shipped_data(listed.kind, listed.code) is not None else "去掉"
    with _changing(workspace, f"{verb}{KIND_LABELS[listed.kind]}“{listed.name}”"[:200]) as act:
        act.write(DEFINITION, id, to_builtins(listed.own) | {"removed": True})
        _follow(workspace, act, listed.own)
    return listed


def is_shipped(listed: ListedDefinition) -> bool:
    """Say whether a definition is of the program's own, so that it can be restored rather than taken away."""
    return shipped_data(listed.kind, listed.code) is not None


# --- writing ---------------------------------------------------------------------------------------------------


@contextmanager
def _changing(workspace: Workspace, label: str) -> Iterator[Operation]:
    with changing_packs(workspace):
        with operation(workspace, "definition", label) as act:
            yield act
        workspace.reread_facts()
        refresh_reference_index(workspace)


def _follow(workspace: Workspace, act: Operation, own: OwnDefinition) -> None:
    """Take up what was written: entries follow the standard where they say what it says."""
    if own.kind == "field":
        follow_packs(workspace, act, [own.code])
    else:
        act.flush()
        workspace.reread_facts()


def _stands(workspace: Workspace, own: OwnDefinition) -> bool:
    """Say whether a definition is what holds already."""
    known = known_codes(workspace.library, own.kind)
    return own.code in known and own.data == data_of(workspace, own.kind, own.code)


# --- checking --------------------------------------------------------------------------------------------------


def _plain(kind: str, data: Any) -> dict[str, Any]:
    """Return data in the form in which it is stored. Raises `UserFacingError` for what is no data, or too much."""
    try:
        written = canonical_json(data)
    except (TypeError, ValueError, RecursionError) as error:
        raise UserFacingError(
            "resource-invalid", f"{KIND_LABELS[kind]}：里面有读不懂的内容。没有改。", str(error)
        ) from error
    if len(written) > MAX_SIZE:
        raise UserFacingError("definition-too-large", f"{KIND_LABELS[kind]}太大，一份最多 {MAX_SIZE} 字节。没有改。")
    return msgspec.json.decode(written)


def _require_no_alarm(workspace: Workspace, checked: Checked) -> None:
    if alarm := alarm_of_definition(workspace, checked):
        raise UserFacingError(
            "definition-doubtful",
            f"“{checked.part.name}”的标准要先核对，没有改：{alarm}条目会跟着它。请对照正式文本，确实要这样再确认。",
        )


def _require_sound(workspace: Workspace, kind: str, part: Part, data: Mapping[str, Any]) -> None:
    if kind == "field" and workspace.library.fields[part.code].official is not None:
        raise UserFacingError(
            "definition-official",
            f"“{part.name}”领域已经以导入的正式文本为准，没有改。要改正式文本，请重新导入；要自己改，请先撤销那次导入。",
        )
    members = [(f"{part.name}.json", canonical_json(data))]
    require_clean(check_package_members(members, workspace.organisation.public_phones), part.name)


def _code_of(workspace: Workspace, kind: str, data: dict[str, Any]) -> str:
    """Return under which code a definition would stand, as far as its data is sound enough to say so."""
    if kind == "masking":
        return kind
    for section in ("checklist", "field"):
        if isinstance(data.get(section), dict):
            return str(data[section].get("code", ""))
    templates = data.get("templates")
    if isinstance(templates, list) and templates and isinstance(templates[0], dict):
        return str(templates[0].get("code", ""))
    return ""


def _standing(workspace: Workspace, kind: str, code: str) -> list[Standing]:
    return [each for each in own_definitions(workspace.store) if each.own.id == definition_id(kind, code)]


def _earlier(workspace: Workspace, kind: str, code: str) -> tuple[OwnDefinition, ...]:
    return tuple(own for each in _standing(workspace, kind, code) for own in (*each.earlier, each.own))


def _library_without(workspace: Workspace, kind: str, data: Any) -> Library:
    """Return the library without the definition that is to be set: it is held against what came with the program."""
    code = _code_of(workspace, kind, data) if isinstance(data, dict) else ""
    id = definition_id(kind, code)
    if id not in workspace.library.own and id not in workspace.library.unusable:
        return workspace.library
    others = [each for each in own_definitions(workspace.store) if each.own.id != id]
    return library_with_definitions(load_library(), others)


def _told(workspace: Workspace, kind: str, part: Part) -> Iterator[str]:
    """Say what is filled in and would be shown no more."""
    if kind != "checklist":
        return
    for element, count in hidden_values(workspace, part.what):
        yield f"“{element.label}”不再问了，有 {count} 条填过它：内容都留着，表单、表格和打印里不再出现。"
