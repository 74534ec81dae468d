"""From the data of a definition to the parts of a library that it stands for, with every check that the program's own
files pass, and some more: nothing that entries, packs or code rely on may go.
"""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from msgspec import structs

from app.errors import UserFacingError
from app.notices.masking_table import MEDIA, MaskingTable, built_in_table
from app.standards.checklists import checklist_of, field_in, items_of
from app.standards.definition_words import WORD_LABELS, parts_of_words, read_words
from app.standards.digest import STANDARD_ITEM_KEYS
from app.standards.library import Library, load_library
from app.standards.models import STANDARD_CATALOGUE, Definition, Element, Item, NoticeTemplate
from app.standards.notice_templates import template_of
from app.standards.own_definitions import (
    KIND_LABELS,
    KINDS,
    MASKING,
    MAX_NAME,
    OwnDefinition,
    Standing,
    is_code,
)
from app.standards.problems import bad_resource, read_as
from app.standards.source import Source, require_sections
from app.standards.targets import Targets

_UNNAMED = {"checklist": "定义"}
"""What stands before the name of the thing, in place of saying 清单 twice."""
_UNMASKED = "none"
MEDIUM_LABELS = {"paper": "张贴", "web": "上网", "package": "报送"}


class Part(NamedTuple):
    """What one definition is: its code, what people call it, and the typed thing itself with the items it brings."""

    code: str
    name: str
    what: Any
    items: tuple[Item, ...] = ()


def read_part(library: Library, kind: str, data: Any, earlier: Iterable[OwnDefinition] = ()) -> Part:
    """Return what the data of a definition says, held against a library; `earlier`: what stood under its code before.

    Raises `UserFacingError` for the first fault, naming the place.
    """
    name = _UNNAMED.get(kind, KIND_LABELS[kind])
    if not isinstance(data, dict):
        raise bad_resource(name, "内容应是“名称: 内容”的形式")
    part = _READERS[kind](library, Source(name, data), [each.data for each in earlier])
    _require_told(part, name)
    return part


def _require_told(part: Part, file: str) -> None:
    """Refuse what no record could stand under, or a list on the screen could not show in its line."""
    if not is_code(part.code):
        raise bad_resource(file, f"编号“{part.code[:60]}”写得不对", "编号用字母、数字和短横，最多 60 个")
    if not part.name.isprintable() or not part.name.strip():
        raise bad_resource(file, f"“{part.code}”的名称是空的，或者里面有看不见的字", "请重新写一遍名称")
    if len(part.name) > MAX_NAME:
        raise bad_resource(file, f"“{part.code}”的名称太长，最多 {MAX_NAME} 个字")


def library_with_parts(library: Library, standing: Sequence[Standing], stamp: str) -> Library:
    """Return a library that goes by these definitions, those it cannot go by left out and told of."""
    own: dict[str, OwnDefinition] = {}
    unusable: dict[str, str] = {}
    for each in sorted(standing, key=_order):
        if each.own.removed and each.own.kind != "checklist":
            continue
        try:
            library = _taken_back(library, each) if each.own.removed else _taken_up(library, each)
        except UserFacingError as error:
            unusable[each.own.id] = error.message
            library = _without_it(library, each)
        else:
            if not each.own.removed:
                own[each.own.id] = each.own
    return library.with_parts(stamp, own=own, unusable=unusable)


def _order(standing: Standing) -> tuple[bool, int, str]:
    """Packs need the catalogue's elements, checklists the items of packs, templates both."""
    own = standing.own
    rank = {"field": 1, "checklist": 2}.get(own.kind, 3 + KINDS.index(own.kind))
    return not (own.kind == "checklist" and own.code == STANDARD_CATALOGUE), rank, own.code


def _taken_up(library: Library, standing: Standing) -> Library:
    own = standing.own
    part = read_part(library, own.kind, own.data, standing.earlier)
    if part.code != own.code:
        raise bad_resource(part.name, f"编号是“{part.code}”，应为“{own.code}”")
    if own.kind == "field":
        part = part._replace(what=structs.replace(part.what, version=f"{part.what.version}+{own.date.isoformat()}"))
    return library_with_part(library, own.kind, part, standing.revision)


def _taken_back(library: Library, standing: Standing) -> Library:
    """A checklist that is not gone by any more may have entries, which are kept: one that came with the program knows
    what was asked beside it, any other is for nobody from now on."""
    code, ever = standing.own.code, [each.data for each in (*standing.earlier, standing.own)]
    shipped = library.definitions.get(code)
    if shipped is None:
        part = read_part(library, "checklist", standing.own.data, standing.earlier)
        part = part._replace(what=structs.replace(part.what, used_by=()))
    else:
        retired = _retired(shipped, _elements_before(shipped, ever))
        if not retired:
            return library
        part = Part(code, shipped.name, structs.replace(shipped, retired=retired), library.items(code))
    return library_with_part(library, "checklist", part, standing.revision)


def _without_it(library: Library, standing: Standing) -> Library:
    """A checklist that cannot be gone by leaves the one before it in its place: what was filled in is opened, checked
    and handed in still. Of any other kind nothing hangs on it."""
    if standing.own.kind != "checklist":
        return library
    if standing.own.code in library.definitions:
        return _taken_back(library, standing)
    part = _latest_readable(library, standing)
    known = {element.key for element in part.what.known}
    beside = [each for each in _named_elements(standing) if each.key not in known]
    what = structs.replace(part.what, retired=(*part.what.retired, *beside))
    if standing.own.removed:
        what = structs.replace(what, used_by=())
    return library_with_part(library, "checklist", part._replace(what=what), f"{standing.revision} before")


def _latest_readable(library: Library, standing: Standing) -> Part:
    """Return the latest wording of a checklist that this program understands; where there is none, its code alone."""
    code, ever = standing.own.code, standing.earlier
    for number, each in reversed(tuple(enumerate(ever))):
        try:
            part = read_part(library, "checklist", each.data, ever[:number])
        except UserFacingError:
            # Older ones are left to try; why the latest is of no use is told already.
            continue
        if part.code == code:
            return part
    return Part(code, code, Definition(code, code, "catalogue", what_for="", used_by=(), elements=()))


def _named_elements(standing: Standing) -> Iterator[Element]:
    """Yield, by key and label alone, what wordings asked that cannot be understood."""
    for own in (*standing.earlier, standing.own):
        checklist = own.data.get("checklist")
        told = checklist.get("elements") if isinstance(checklist, dict) else None
        for each in told if isinstance(told, list) else ():
            if isinstance(each, dict) and isinstance(key := each.get("key"), str):
                yield Element(key, str(each.get("label") or key), "text")


def library_with_part(library: Library, kind: str, part: Part, stamp: str) -> Library:
    """Return a library that goes by one part."""
    if kind == "checklist":
        items = {} if part.code == STANDARD_CATALOGUE else {part.code: part.items}
        return library.with_parts(stamp, items, definitions={**library.definitions, part.code: part.what})
    if kind == "field":
        fields = {**library.fields, part.code: part.what}
        items = {STANDARD_CATALOGUE: tuple(item for field in fields.values() for item in field.items)}
        return library.with_parts(stamp, items, fields=fields)
    if kind == "notice":
        templates = {**library.notice_templates, part.code: part.what}
        return library.with_parts(stamp, notice_templates={code: templates[code] for code in sorted(templates)})
    if kind == "masking":
        return library.with_parts(stamp, masking=built_in_table().combined_with(part.what))
    words = {**library.words, part.code: part.what}
    return library.with_parts(stamp, words=words, **parts_of_words(library, part.code, part.what))


def _targets(library: Library) -> Targets:
    items = (item.code for field in library.fields.values() for item in library.known_items(field.code))
    return Targets(frozenset(library.fields), frozenset(items))


# --- checklists ------------------------------------------------------------------------------------------------


def _checklist(library: Library, source: Source, earlier: list[dict[str, Any]]) -> Part:
    definition = checklist_of(source)
    before = library.definitions.get(definition.code)
    source = source._replace(name=f"{KIND_LABELS['checklist']}“{definition.name}”")
    known = _elements_before(before, earlier)
    for key, old in known.items():
        _require_kind(definition, key, old, source.name)
    if definition.shape == "register":
        _require_register(definition, before, source.name)
    if definition.code == STANDARD_CATALOGUE:
        _require_choices(definition, before, STANDARD_ITEM_KEYS, source.name)
    items = items_of(source, definition, _targets(library))
    asked = {element.key for element in definition.elements}
    if definition.code != STANDARD_CATALOGUE and before is not None:
        former = {item.code: item for item in library.items(definition.code)}
        items = tuple(_with_digest(item, former.get(item.code), asked) for item in items)
    return Part(
        definition.code, definition.name, structs.replace(definition, retired=_retired(definition, known)), items
    )


def _retired(definition: Definition, known: Mapping[str, Element]) -> tuple[Element, ...]:
    asked = {element.key for element in definition.elements}
    return tuple(element for key, element in known.items() if key not in asked)


def _elements_before(before: Definition | None, earlier: list[dict[str, Any]]) -> dict[str, Element]:
    """Return what was asked here ever, the latest of each key."""
    known = {element.key: element for element in (before.known if before else ())}
    for data in earlier:
        try:
            definition = checklist_of(Source("", data))
        except UserFacingError:
            # An earlier wording that this version of the program cannot read has nothing to say.
            continue
        known |= {element.key: element for element in definition.elements}
    return known


def _require_kind(definition: Definition, key: str, old: Element, file: str) -> None:
    new = next((element for element in definition.elements if element.key == key), None)
    if new is not None and new.kind != old.kind:
        raise bad_resource(
            file,
            f"要素“{key}”（{new.label}）一直是“{old.kind}”，填过的内容是那个样子，不能改成“{new.kind}”",
            "请换一个代码，另加一个要素",
        )


def _require_register(definition: Definition, before: Definition | None, file: str) -> None:
    """The program does a register's work itself: how it asks may be worded otherwise, what it asks not."""
    if before is None or before.shape != "register":
        raise bad_resource(
            file,
            f"登记类的清单要有程序支持，不能新加“{definition.code}”",
            "请把“shape”改成“catalogue”，照填报的清单来做",
        )
    for element in before.elements:
        if element.key not in {each.key for each in definition.elements}:
            raise bad_resource(file, f"登记类的清单不能去掉要素“{element.key}”（{element.label}）", "请补上后再试")
    known = {element.key for element in before.elements}
    for element in definition.elements:
        if element.key not in known:
            raise bad_resource(file, f"登记类的清单不能新加要素“{element.key}”（{element.label}）", "请删去后再试")
    _require_choices(definition, before, known, file)
    if definition.reference != before.reference:
        raise bad_resource(file, "登记类清单的“reference”（规则）由程序带着，这里不能改", "请照原样写")


def _require_choices(definition: Definition, before: Definition | None, keys: Iterable[str], file: str) -> None:
    for key in keys:
        if before is None or not (old := before.element(key)).choices:
            continue
        there = {(choice.code, choice.label) for choice in definition.element(key).choices}
        for choice in old.choices:
            if (choice.code, choice.label) not in there:
                raise bad_resource(
                    file, f"要素“{key}”（{old.label}）的可选项“{choice.label}”程序要用，不能去掉", "请补上后再试"
                )


# --- packs and templates ---------------------------------------------------------------------------------------


def _field(library: Library, source: Source, earlier: list[dict[str, Any]]) -> Part:
    described = source.data.get("field")
    code = described.get("code") if isinstance(described, dict) else None
    source = source._replace(name=f"领域 {code}" if isinstance(code, str) else source.name)
    field = field_in(source, library.definitions[STANDARD_CATALOGUE])
    if field.code not in library.fields:
        raise bad_resource(
            source.name,
            f"没有编号为“{field.code}”的领域，国家标准只有 {min(library.fields)} 到 {max(library.fields)}",
            "本地另有的事项请做成一种清单",
        )
    if field.official is not None:
        raise bad_resource(source.name, "“official”（正式文本）由导入时记下，这里不能写", "请删去后再试")
    former = {item.code: item for item in library.known_items(field.code)}
    items = tuple(_with_digest(item, former.get(item.code)) for item in field.items)
    return Part(field.code, field.name, structs.replace(field, items=items), items)


def _with_digest(item: Item, former: Item | None, asked: Collection[str] | None = None) -> Item:
    """An item that says what it said before, of what is `asked` still, keeps its digest, which is taken over the order
    of its file: entries that follow it follow it still."""
    if former is None:
        return item
    said = {key: value for key, value in former.values.items() if asked is None or key in asked}
    return structs.replace(item, digest=former.digest) if said == item.values else item


def _notice(library: Library, source: Source, earlier: list[dict[str, Any]]) -> Part:
    require_sections(source, ("templates",))
    templates = read_as(list[dict[str, Any]], source.data["templates"], source.name, "“templates”")
    if len(templates) != 1:
        raise bad_resource(source.name, f"一份定义写一个模板，现在写了 {len(templates)} 个", "请分开写")
    code = templates[0].get("code")
    name = f"模板 {code}" if isinstance(code, str) else source.name
    template = template_of(templates[0], library.notice_rules, _targets(library), name)
    if (shipped := load_library().notice_templates.get(template.code)) is not None:
        _require_masked(shipped, template, name)
    return Part(template.code, template.name, template)


def _require_masked(shipped: NoticeTemplate, template: NoticeTemplate, file: str) -> None:
    """What the program's own template hides its successor hides by the same mask: others may show more of it."""
    hidden = {column.key: column for column in (shipped.table.columns if shipped.table else ())}
    for column in template.table.columns if template.table else ():
        before = hidden.get(column.key, column)
        for medium, mask, now in (
            ("张贴", before.mask, column.mask),
            ("上网", before.mask_web or before.mask, column.mask_web or column.mask),
        ):
            if mask not in (_UNMASKED, now):
                raise bad_resource(
                    file, f"“{column.label}”一列{medium}时程序自带的模板用“{mask}”遮，这里改了", f"请写回“{mask}”"
                )


# --- masking and words -----------------------------------------------------------------------------------------


_RULE_PARTS = ("keep_head", "keep_tail", "level")


def _masking(library: Library, source: Source, earlier: list[dict[str, Any]]) -> Part:
    table = read_as(MaskingTable, source.data, source.name, "遮挡表")
    floor = built_in_table()
    for kind, rules in table.kinds.items():
        if kind not in floor.kinds:
            raise bad_resource(source.name, f"没有“{kind}”这一种，只能是 {'、'.join(floor.kinds)}")
        for medium in MEDIA:
            rule = getattr(rules, medium)
            allowed = rule.and_no_more_than(floor.rule(kind, medium))
            loose = [part for part in _RULE_PARTS if getattr(rule, part) != getattr(allowed, part)]
            loose += [part for part in _RULE_PARTS[:2] if getattr(rule, part) < 0]
            if loose:
                raise bad_resource(
                    source.name,
                    f"“{rules.label}”{MEDIUM_LABELS[medium]}时露出的比程序的下限多",
                    "遮挡只能更严，不能放宽，请改好后再试",
                    f"`$.kinds.{kind}.{medium}.{loose[0]}`",
                )
    return Part(MASKING, table.title, table)


def _words(library: Library, source: Source, earlier: list[dict[str, Any]]) -> Part:
    code, read = read_words(library, source)
    return Part(code, WORD_LABELS[code], read)


_READERS: Mapping[str, Callable[[Library, Source, list[dict[str, Any]]], Part]] = {
    "checklist": _checklist,
    "field": _field,
    "notice": _notice,
    "masking": _masking,
    "words": _words,
}
