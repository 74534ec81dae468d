"""The official text of a field taken from somebody's table as the standard: a new version of the field's pack.

Items that are the standard's keep their codes, new ones continue its numbers. A table that does not say everything a
standard says is not taken at all.
"""

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from msgspec import ValidationError, convert, structs, to_builtins

from app.attachments import file_sha256
from app.canonical import canonical_json
from app.checks.personal_data import find_personal_data
from app.drafting.bringing import listed, texts_of
from app.drafting.entry import item_title, title_of
from app.drafting.lookup import find_definition, find_field
from app.drafting.official_texts import changing_packs, follow_packs
from app.drafting.operations import head_of, operation
from app.drafting.pack_taking import MAY_KEEP
from app.drafting.search import refresh_reference_index
from app.errors import UserFacingError
from app.standards.digest import STANDARD_ITEM_KEYS
from app.standards.items import MAY_BE_EMPTY
from app.standards.library import load_library
from app.standards.models import STANDARD_CATALOGUE, Item, Level
from app.standards.own_packs import FIELD_PACK, PackContent, field_of, pack_item, withdrawn_items
from app.standards.version_changes import ItemChange
from app.standards.version_matching import compare_versions
from app.tables.import_items import LEFT_OUT_WORDS, Chosen, FileItem, FileItems
from app.tables.import_laws import Documents
from app.tables.import_notes import Told
from app.tables.import_units import OtherUnits, places_named
from app.tables.import_values import RowReader, RowValues, as_ours, name_values
from app.tables.sources.sheet import Source
from app.tables.understanding.catalogue import LIKELY, ReadCatalogue
from app.workspace import Workspace

MAY_COMPLETE = MAY_KEEP
_LEVELS: tuple[Level, ...] = ("county", "township", "village")
_FEW_GONE = 0.2
"""Share of a standard's items that a new version may do without before somebody has to look."""


@dataclass(frozen=True)
class FieldText:
    """What a file makes of the standard of a field. `items`: (code, title) in its order; `changed`: by code the keys of
    the elements that differ; `added`, `gone`: codes. `content`: the pack, None where the file says what stands."""

    field: str
    name: str
    items: tuple[tuple[str, str], ...]
    changed: Mapping[str, tuple[str, ...]]
    added: tuple[str, ...]
    gone: tuple[tuple[str, str], ...]
    content: dict[str, Any] | None


@dataclass(frozen=True)
class OfficialText:
    """What a file makes of the standards. `doubts`: places a person has to look at first, in sentences without stops;
    `notes`: what is not taken."""

    file: str
    fields: tuple[FieldText, ...]
    doubts: tuple[str, ...]
    notes: tuple[str, ...]


def official_text(
    workspace: Workspace,
    path: Path,
    read: ReadCatalogue,
    source: Source,
    *,
    fields: Mapping[int, str | None] | None = None,
) -> OfficialText:
    """Return what a file that was read makes of the standards of its fields; nothing is changed.

    `fields`: by the place of a table its field, where somebody says so; None leaves it out. Raises `UserFacingError`
    where our unit does not keep standards, the field of a table is not known, or the text is not complete.
    """
    _require_keeper(workspace)
    person = workspace.require_person("把表格作为标准文本收下")
    completing = _Completing(workspace, read, source, dict(fields or {}))
    origin = {
        "unit": workspace.organisation.name,
        "person": person,
        "date": workspace.today().isoformat(),
        "file": path.name,
        "sha256": file_sha256(path),
    }
    return completing.text(path.name, origin)


def apply_official_text(workspace: Workspace, text: OfficialText, *, is_looked_at: bool = False) -> int:
    """Make the texts the standards of their fields here, as one operation; returns how many entries stand by them.

    Raises `UserFacingError` for a text with doubts that nobody has looked at.
    """
    if text.doubts and not is_looked_at:
        raise UserFacingError(
            "official-text-unsure",
            f"“{text.file}”有 {len(text.doubts)} 处拿不准，没有收下，什么也没有改：{listed(text.doubts)}。"
            "请对照原文看过这几处，再收一次。",
        )
    taken = [each for each in text.fields if each.content is not None]
    named = "、".join(f"“{each.name}”" for each in taken)
    with changing_packs(workspace), operation(workspace, "standard", f"把{named}的正式文本作为标准") as act:
        for each in taken:
            act.write(FIELD_PACK, each.field, each.content)
        followed = follow_packs(workspace, act, [each.field for each in taken]) if taken else 0
    refresh_reference_index(workspace)
    return followed


def _require_keeper(workspace: Workspace) -> None:
    unit = workspace.organisation
    if unit.kind not in MAY_COMPLETE:
        raise UserFacingError(
            "not-keeping-standards",
            f"标准文本由县里收下再发下来，{unit.facts.label}不能自己换标准，没有收下，什么也没有改。"
            "手里有正式文本，请交给县里；只是想用表里的内容，请照平常导入表格。",
        )


class _Completing:
    """One file held against the standards of its fields."""

    def __init__(self, workspace: Workspace, read: ReadCatalogue, source: Source, fields: dict[int, str | None]):
        self._workspace = workspace
        self._definition = find_definition(workspace, STANDARD_CATALOGUE)
        self._elements = {element.key: element for element in self._definition.elements}
        self._read = read
        self._documents = Documents(workspace.library.laws)
        self._reader = RowReader(self._definition, self._documents, _LEVELS)
        items = FileItems(workspace, self._definition, read, Chosen(fields), self._documents)
        self._items = [(item, self._said(item)) for item in items if item.kept_back != "nameless"]
        self._untold = items.untold
        publishers = [str(said.values["publisher"]) for _, said in self._items if "publisher" in said.values]
        self._told = Told(source, OtherUnits(workspace.organisation, publishers), workspace.organisation.public_phones)
        other = self._told.units.other
        self._doubts = [f"表里的公开主体写的是“{other}”，不像部委印发的原表"] if other else []
        self._faults: list[str] = []
        self._places_named: dict[str, list[str]] = {}
        self._personal = [f"{self._told.where(item)}的名称" for item, _ in self._items if item.kept_back == "personal"]

    def text(self, file: str, origin: dict[str, str]) -> OfficialText:
        """Return what the file makes of the standards."""
        taken = [(item, said) for item, said in self._items if not item.kept_back]
        if self._untold or not (taken or self._personal):
            why = "看不出有的表是哪个领域" if self._untold else "里面没有找到目录表格"
            raise UserFacingError(
                "official-text-unclear", f"“{file}”{why}，没有收下，什么也没有改。请写明是哪个领域，再收一次。"
            )
        codes = sorted({item.field for item, _ in taken if item.field})
        fields = [self._field(code, [each for each in taken if each[0].field == code], origin) for code in codes]
        self._doubts += self._named_doubts()
        self._personal += ["文件的名称"] if self._told.masked(file) != file else []
        self._require_public(self._told.masked(file))
        if self._faults:
            raise UserFacingError(
                "official-text-incomplete",
                f"“{file}”不是完整的标准文本，没有收下，什么也没有改：{listed(self._faults)}。"
                "请用部委印发的全表，补齐了再收一次。",
            )
        return OfficialText(file, tuple(fields), tuple(self._doubts), tuple(self._notes()))

    def _named_doubts(self) -> Iterator[str]:
        """Yield the townships and villages that stand as publishers: no standard names one of them."""
        for name, addresses in self._places_named.items():
            places = addresses[0] if len(addresses) == 1 else f"{addresses[0]}等 {len(addresses)} 处"
            yield f"{places}的公开主体写的是“{name}”，不像部委印发的原表"

    def _require_public(self, file: str) -> None:
        """Raise `UserFacingError` where a number of a person stands in the text: it would go to every township."""
        if self._personal:
            raise UserFacingError(
                "official-text-personal",
                f"“{file}”里像是有个人信息，没有收下，什么也没有改：{listed(self._personal)}。"
                "标准文本要发给下级，请删去个人信息，再收一次。",
            )

    def _said(self, item: FileItem) -> RowValues:
        return self._reader.values(item.row.answers, item.row.extra)

    def _field(self, code: str, items: Sequence[tuple[FileItem, RowValues]], origin: dict[str, str]) -> FieldText:
        field, standing = find_field(self._workspace, code), self._standing(code)
        known = {item.code: item for item in (*self._former(standing), *self._workspace.library.known_items(code))}
        followed = self._matched(code, items, known)
        numbers = self._new_codes(code, known)
        made = []
        for item, said in items:
            follows = followed.get(item.id)
            made.append(self._item(item, said, follows.code if follows else next(numbers), follows))
        here = {each["code"] for each in made}
        program = {item.code for item in load_library().fields[code].items}
        lost = [item for item in known.values() if item.code not in here]
        content = {
            "field": code,
            "version": standing["version"] + 1 if standing else 1,
            "items": made,
            "gone": [pack_item(item.code, item.values) for item in lost if item.code not in program],
            "source": origin,
            "removed": False,
        }
        return self._told_field(field.name, self._checked(content), known, lost, standing)

    def _standing(self, code: str) -> dict[str, Any] | None:
        return head_of(self._workspace, FIELD_PACK, code).content

    def _former(self, standing: dict[str, Any] | None) -> tuple[Item, ...]:
        """Return the items of the last pack, though it was taken back: their codes stay theirs."""
        if standing is None:
            return ()
        pack = convert(standing, PackContent)
        return (*field_of(pack).items, *withdrawn_items(pack))

    def _matched(
        self, code: str, items: Sequence[tuple[FileItem, RowValues]], known: Mapping[str, Item]
    ) -> dict[str, Item]:
        """Return by item of the file the item of the standard it is; parts and unions of such are new ones."""
        field = self._workspace.library.fields[code]
        theirs = [self._as_item(item, said) for item, said in items]
        change = compare_versions(
            structs.replace(field, items=tuple(known.values())), structs.replace(field, items=tuple(theirs))
        )
        places = {item.id: item for item, _ in items}
        names = {item.id: tuple(said.names) for item, said in items}
        told_names = Counter(names.values())
        followed = {}
        for each in change.changes:
            is_parted = bool({"split", "merged"} & {each.kind, *each.also})
            if each.old and not is_parted:
                followed[each.new] = known[each.old[0]]
            if each.old and (is_parted or not each.is_sure):
                self._doubts.append(self._unsure_match(each, places, known))
            elif not each.old and told_names[names[each.new]] > 1:
                self._doubts.append(f"{self._told.where(places[each.new])}和表里的另一项同名")
        return followed

    def _as_item(self, item: FileItem, said: RowValues) -> Item:
        """Return a row as an item of a version; its number in the file is no code of ours."""
        titles = dict(zip(self._definition.title_elements, said.names, strict=False))
        values = titles | {"elements": list(said.values.get("elements") or ())}
        return Item(item.id, STANDARD_CATALOGUE, item.field, values, "official", "")

    def _unsure_match(self, found: ItemChange, places: Mapping[str, FileItem], known: Mapping[str, Item]) -> str:
        ours = "、".join(f"{code}“{item_title(self._definition, known[code])}”" for code in found.old)
        how = (
            "几项并成一项" if found.kind == "merged" else "一项拆成几项" if found.kind == "split" else "名称或内容相近"
        )
        return f"{self._told.where(places[found.new])}对着{ours}，{how}"

    @staticmethod
    def _new_codes(field: str, known: Mapping[str, Item]) -> Iterator[str]:
        last = max((int(code.partition("-")[2]) for code in known), default=0)
        while True:
            last += 1
            yield f"{field}-{last:03d}"

    def _item(self, item: FileItem, said: RowValues, code: str, follows: Item | None) -> dict[str, Any]:
        """Return an item as the pack holds it: in our spelling where it says what the standard says."""
        where = self._told.where(item)
        standing = follows.values if follows else {}
        titles = {key: standing.get(key) for key in self._definition.title_elements}
        values = titles | name_values(self._definition, said.names, standing or None)
        for key, value in said.values.items():
            if key in STANDARD_ITEM_KEYS:
                values[key] = as_ours(self._elements[key], value, standing.get(key), self._documents)
        blank = [k for k in STANDARD_ITEM_KEYS if k not in MAY_BE_EMPTY and values.get(k) in (None, "", [])]
        if blank:
            self._faults.append(f"{where}没有写{'、'.join(self._elements[key].label for key in blank)}")
        self._faults += [f"{where}的{self._elements[each.element].label}这里用不了" for each in said.unfit]
        for key, answer in said.answers.items():
            if answer.confidence < LIKELY and key in STANDARD_ITEM_KEYS:
                self._doubts.append(f"{where}的{self._elements[key].label}（{self._told.address(answer)}）")
        for name in dict.fromkeys(places_named(values.get("publisher") or "")):
            address = self._told.address(said.answers["publisher"]) if "publisher" in said.answers else where
            self._places_named.setdefault(name, []).append(address)
        self._told.left.update(said.left.keys())
        self._personal += [f"{where}的{label}" for label in self._personal_labels(values)]
        return pack_item(code, values)

    def _personal_labels(self, values: Mapping[str, Any]) -> Iterator[str]:
        """Yield what the elements are called in which a number of a person stands, with the number masked."""
        for key, value in values.items():
            hits = [hit for text in texts_of(value) for hit in find_personal_data(text, self._told.public_phones)]
            if hits:
                yield f"{self._elements[key].label} {hits[0].text_masked}"

    def _checked(self, content: dict[str, Any]) -> dict[str, Any]:
        """Return the content in the one form in which it is stored; as it is while faults are to be told."""
        if self._faults:
            return content
        try:
            pack = convert(content, PackContent)
            field_of(pack)
        except (ValidationError, UserFacingError) as error:
            self._faults.append("有的内容太长或者写法不对")
            raise UserFacingError(
                "official-text-incomplete",
                "表里有的内容太长，或者写法不能作为标准，没有收下，什么也没有改。请看看是不是部委印发的原表。",
                str(error),
            ) from error
        return json.loads(canonical_json(to_builtins(pack)))

    def _told_field(
        self,
        name: str,
        content: dict[str, Any],
        known: Mapping[str, Item],
        lost: Sequence[Item],
        standing: dict[str, Any] | None,
    ) -> FieldText:
        told, changed, added = [], {}, []
        current = {item.code: item for item in self._workspace.library.fields[content["field"]].items}
        for each in content["items"]:
            told.append((each["code"], title_of(self._definition, each)))
            before = known.get(each["code"])
            if each["code"] not in current:
                added.append(each["code"])
            elif different := _differing(each, pack_item(before.code, current[before.code].values)):
                changed[each["code"]] = different
        gone = tuple((item.code, item_title(self._definition, item)) for item in lost if item.code in current)
        if len(gone) > _FEW_GONE * len(current):
            self._doubts.append(f"“{name}”原有 {len(current)} 项，表里没有其中的 {len(gone)} 项，可能不是全表")
        same = standing is not None and not standing["removed"] and _says(standing) == _says(content)
        return FieldText(content["field"], name, tuple(told), changed, tuple(added), gone, None if same else content)

    def _notes(self) -> Iterator[str]:
        for item, _ in self._items:
            if item.kept_back:
                yield f"{self._told.where(item)}没有收：{LEFT_OUT_WORDS[item.kept_back]}。"
        if self._told.left:
            heads = "、".join(f"“{head}”" for head in self._told.left)
            yield f"表里多出来的列，标准里没有这一栏，没有收：{heads}。"
        if self._read.not_understood:
            places = list(map(self._told.beside, self._read.not_understood))
            yield f"{len(places)} 处没有看懂，没有收：{listed(places)}。"
        if self._read.remarks:
            places = list(map(self._told.beside, self._read.remarks))
            yield f"{len(places)} 处是条目以外的说明、落款或者目次，没有收：{listed(places)}。"
        yield from self._read.notes


def _differing(mine: Mapping[str, Any], before: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(key for key in STANDARD_ITEM_KEYS if mine[key] != before[key])


def _says(content: Mapping[str, Any]) -> tuple[Any, ...]:
    return content["items"], content["gone"], content["source"]["sha256"]
