"""What the units of a county hand in round after round: signed packages, the same texts at every run."""

from collections.abc import Iterator
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

from app.drafting.entry import EntryContent, Origin, as_builtins, checked_values, derived_entry_id, entry_id
from app.drafting.operations import revision_id
from app.drafting.projection import project
from app.exchange import manifest as package_manifest
from app.exchange.keys import DeviceKey
from app.exchange.manifest import PackageFacts
from app.exchange.package_writing import RowsContent, write_package
from app.organisations import Organisation
from app.standards.library import load_library
from app.standards.models import STANDARD_CATALOGUE, Item
from tests.bench.catalogue_rows import catalogue_rows
from tests.support import COUNTY, EDITION, FULL_VALUES, unit

FIRST_UNIT = 1000
DIFFERENT_ROWS = 5000
Line = dict[str, Any]


def township(number: int) -> Organisation:
    """Return the county's unit of that number."""
    return unit(FIRST_UNIT + number, "township", f"第{number}镇", f"9901{number:05}", COUNTY)


def key_of(number: int) -> DeviceKey:
    """Return the key of the unit's computer."""
    return DeviceKey.from_private_bytes(number.to_bytes(32, "big"))


def first_round(number: int, entries: int) -> list[Line]:
    """Return the lines of a unit's first round: the standard's items of its level, then additions of its own, no two
    alike in the whole county."""
    adopted = [_adopted(number, place, item) for place, item in enumerate(_items()[:entries])]
    added = [_added(number, place) for place in range(len(adopted), entries)]
    return [_first_line(*each) for each in (*adopted, *added)]


def next_round(lines: list[Line], round: int, share: float = 1.0) -> list[Line]:
    """Return the lines of the next round, in which this share of the entries says something else."""
    changed = int(len(lines) * share)
    return [_changed(line, round) if place < changed else line for place, line in enumerate(lines)]


def write_round(path: Path, number: int, round: int, lines: list[Line], parent: str | None) -> str:
    """Write a unit's package and return its hash."""
    sender = township(number)
    facts = PackageFacts(
        kind="submission",
        organisation=package_manifest.Organisation(sender.id, sender.name, sender.code, sender.kind),
        recipient=package_manifest.Recipient(COUNTY.id, COUNTY.name),
        edition=EDITION,
        round=round,
        parent=parent,
        created=None,
        program="0.1.0",
    )
    contents = [RowsContent("entries.jsonl", lines), RowsContent("findings.jsonl", _findings(lines))]
    return write_package(path, facts, contents, key_of(number), force=True).hash


def _first_line(id: str, content: EntryContent) -> Line:
    return _line(id, as_builtins(content), [], [])


def _line(id: str, content: dict[str, Any], parents: list[str], ancestors: list[str]) -> Line:
    revision = revision_id("entry", id, content, parents)
    return {"id": id, "revision": revision, "parents": parents, "ancestors": ancestors, "content": content}


def _changed(line: Line, round: int) -> Line:
    content = line["content"]
    values = content["values"] | {"publisher": f"{content['values']['publisher']}（第{round}轮）", "audience": "全社会"}
    behind = sorted({*line["ancestors"], line["revision"]})
    return _line(line["id"], content | {"values": values}, [line["revision"]], behind)


def _adopted(number: int, place: int, item: Item) -> tuple[str, EntryContent]:
    sender = township(number)
    values = project(_definition(), item, sender).values
    if place % 4 == 0:
        values = values | {"elements": [*values["elements"], _row(number, place)[5][:60]]}
    content = EntryContent(
        organisation=sender.id,
        checklist=STANDARD_CATALOGUE,
        edition=EDITION,
        field=item.field,
        item=item.code,
        local=False,
        position=place,
        values=values,
        state="ready",
        evidence=item.evidence,
        origin=Origin("2026.11", item.digest),
    )
    return entry_id(sender.id, STANDARD_CATALOGUE, EDITION, item.code), content


def _added(number: int, place: int) -> tuple[str, EntryContent]:
    sender, row = township(number), _row(number, place)
    values = FULL_VALUES | {
        "level1": row[2],
        "level2": f"{row[3]}第{number}之{place}号",
        "elements": [part for part in row[5].split("，") if part],
        "deadline": {"text": f"信息形成之日起{5 + place % 26}个工作日内", "count": 5 + place % 26, "unit": "workday"},
        "publisher": sender.full_name,
    }
    fields = sorted(load_library().fields)
    content = EntryContent(
        organisation=sender.id,
        checklist=STANDARD_CATALOGUE,
        edition=EDITION,
        field=fields[place % len(fields)],
        item=None,
        local=True,
        position=place,
        values=checked_values(_definition(), values),
    )
    return derived_entry_id(sender.id, str(place)), content


def _findings(lines: list[Line]) -> Iterator[dict[str, Any]]:
    for line in lines[::20]:
        content = line["content"]
        yield {
            "code": "element-missing",
            "severity": "block",
            "message": "没有填“公开依据”。",
            "organisation": content["organisation"],
            "field": content["field"],
            "item": content["item"],
            "entry": line["id"],
            "element": "basis",
            "source": None,
        }


def _row(number: int, place: int) -> tuple[str, ...]:
    return _rows()[(number * 997 + place) % DIFFERENT_ROWS]


@cache
def _rows() -> list[tuple[str, ...]]:
    return list(islice(catalogue_rows(DIFFERENT_ROWS), DIFFERENT_ROWS))


@cache
def _items() -> list[Item]:
    return [item for item in load_library().items(STANDARD_CATALOGUE) if "township" in item.levels]


@cache
def _definition() -> Any:
    return load_library().definitions[STANDARD_CATALOGUE]
