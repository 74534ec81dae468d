"""What holds together among the rows that can be read out of a damaged file."""

import json
import uuid
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from app.backups import Progress
from app.canonical import canonical_json
from app.doctor import is_rightly_named
from app.drafting.operations import revision_id
from app.errors import UserFacingError
from app.practice import PRACTICE
from db.wreck import Row, Wreck

SALVAGE = "salvage"
"""The kind of the operation that sets everything up again, and of those that stand for ones that are gone."""
Subject = tuple[str, str]
"""Kind and id."""
_TEXTS = ("content", "value", "body", "summary")


@dataclass(frozen=True)
class Head:
    """The revision a subject stands at; `is_earlier` where it stood at a later one that is gone."""

    row: Row
    content: dict[str, Any]
    is_earlier: bool


@dataclass
class Wreckage:
    """The rows by table, the heads by subject, every subject that was heard of with its title where that is known, and
    whether the file is marked as one to practise in, which its settings may have lost."""

    tables: dict[str, list[Row]]
    heads: dict[Subject, Head] = field(default_factory=dict)
    known: set[Subject] = field(default_factory=set)
    is_practice: bool = False
    titles: dict[Subject, str] = field(default_factory=dict)

    def poured(self) -> Iterator[tuple[str, list[Row]]]:
        """Yield the rows that hold together by table, in the order in which they refer to each other."""
        for table in ("setting", "person", "operation", "revision", "change", "release", "draft"):
            yield table, self.tables[table]
        yield "record", [_record(id, head) for id, head in self.heads.items() if id[0] != "entry"]
        for table in ("proposal_batch", "proposal", "package"):
            yield table, self.tables[table]


def read_wreckage(path: Path, tell: Progress) -> Wreckage:
    """Read what can be read and leave out what refers to what is gone; `tell` is called for each table.

    Raises `UserFacingError` where nothing of the file can be opened, or not even whose it was.
    """
    names = (
        *("setting", "person", "operation", "revision", "change", "release", "entry", "record", "draft"),
        *("proposal_batch", "proposal", "package", "search_document"),
    )
    with Wreck(path) as wreck:
        tables: dict[str, list[Row]] = {}
        for name in names:
            tell(0, 0)
            tables[name] = [row for row in wreck.rows(name) if _is_readable(row)]
        found = Wreckage(tables, is_practice=wreck.bears_mark(PRACTICE))
    tables["revision"] = [row for row in tables["revision"] if row["redaction"] or is_rightly_named(row)]
    # Read before what refers to lost versions is left out: they tell where a subject stood.
    last = _last_changes(tables)
    _keep_together(tables)
    _find_heads(found, last)
    _know(found)
    _require_owner(found, path)
    return found


def _is_readable(row: Row) -> bool:
    """Whether the texts of a row are JSON where they have to be, and its keys are there."""
    for name in _TEXTS:
        text = row.get(name)
        if text is None or (name == "value" and "key" not in row and "element" not in row):
            continue
        try:
            json.loads(text)
        except (ValueError, TypeError):
            return False
    return True


def _keep_together(tables: dict[str, list[Row]]) -> None:
    operations = {row["number"]: row for row in tables["operation"]}
    revisions = {row["id"] for row in tables["revision"]}
    needed = {row["operation"] for name in ("revision", "change", "release") for row in tables[name]}
    for number in sorted(needed - operations.keys()):
        operations[number] = _placeholder(number)
    ids = {row["id"] for row in operations.values()}
    tables["operation"] = [
        row | {"undoes": row["undoes"] if row["undoes"] in ids else None}
        for row in sorted(operations.values(), key=lambda row: row["number"])
    ]
    tables["change"] = [row for row in tables["change"] if row["after"] in revisions]
    tables["release"] = [row for row in tables["release"] if row["revision"] in revisions]
    batches = {row["number"] for row in tables["proposal_batch"]}
    tables["proposal"] = [row for row in tables["proposal"] if row["batch"] in batches]
    for name, column in (("proposal_batch", "operation"), ("proposal", "decided"), ("package", "operation")):
        tables[name] = [row for row in tables[name] if row[column] is None or row[column] in operations]
    batches = {row["number"] for row in tables["proposal_batch"]}
    tables["proposal"] = [row for row in tables["proposal"] if row["batch"] in batches]


def _last_changes(tables: dict[str, list[Row]]) -> dict[Subject, str]:
    """Return the revision that each subject was brought to last, whether it can be read or not."""
    rows = sorted(tables["change"], key=lambda row: row["operation"])
    return {(row["subject_kind"], row["subject_id"]): row["after"] for row in rows}


def _find_heads(found: Wreckage, last: dict[Subject, str]) -> None:
    """Let each subject stand where it stood (`last`: by what was done, where its own row is gone); where that version
    is gone, at its last one that is whole."""
    revisions = {row["id"]: row for row in found.tables["revision"]}
    stood: dict[Subject, str] = {("entry", row["id"]): row["revision"] for row in found.tables["entry"]}
    stood |= {(row["kind"], row["id"]): row["revision"] for row in found.tables["record"]}
    by_change = _last_changes(found.tables)
    latest: dict[Subject, str] = {}
    # Behind a gap rows are read from the end.
    for row in sorted(found.tables["revision"], key=lambda row: row["operation"]):
        latest[row["subject_kind"], row["subject_id"]] = row["id"]
    remade = {subject: row for subject, row in _remade(found) if stood[subject] not in revisions}
    found.tables["revision"] += remade.values()
    revisions |= {row["id"]: row for row in remade.values()}
    stood |= {subject: row["id"] for subject, row in remade.items()}
    for subject in {**latest, **stood}:
        for candidate in (stood.get(subject), by_change.get(subject), latest.get(subject)):
            row = revisions.get(candidate or "")
            if row is not None and (row["subject_kind"], row["subject_id"]) == subject:
                is_earlier = stood.get(subject, last.get(subject, candidate)) != candidate
                found.heads[subject] = Head(row, json.loads(row["content"]), is_earlier)
                break


def _remade(found: Wreckage) -> Iterator[tuple[Subject, Row]]:
    """Yield, for every subject whose present content can be read, the revision that holds it as a first one."""
    number = max((row["number"] for row in found.tables["operation"]), default=0) + 1
    found.tables["operation"].append(_placeholder(number))
    present = [("entry", row) for row in found.tables["entry"]]
    present += [(row["kind"], row) for row in found.tables["record"]]
    for kind, row in present:
        content = json.loads(row["content"])
        blank = {"parent1": None, "parent2": None, "ancestors": None, "redaction": None, "operation": number}
        id = revision_id(kind, row["id"], content, ())
        text = canonical_json(content).decode()
        yield (kind, row["id"]), {"id": id, "subject_kind": kind, "subject_id": row["id"], "content": text} | blank


def _know(found: Wreckage) -> None:
    for row in found.tables["search_document"]:
        if row["kind"] in ("entry", "notice", "board"):
            found.titles[row["kind"], row["subject_id"]] = row["title"]
    found.known = set(found.titles) | {("entry", row["id"]) for row in found.tables["entry"]}
    found.known |= {(row["kind"], row["id"]) for row in found.tables["record"]}
    found.known |= {(row["subject_kind"], row["subject_id"]) for row in found.tables["change"]}


def _require_owner(found: Wreckage, path: Path) -> None:
    settings = {row["key"]: row for row in found.tables["setting"]}
    organisations = [id for kind, id in found.heads if kind == "organisation"]
    entries = [head.content for (kind, _), head in found.heads.items() if kind == "entry"]
    if "organisation" not in settings and organisations:
        # Its own unit is what a file is made with.
        first = next(row["subject_id"] for row in found.tables["revision"] if row["subject_kind"] == "organisation")
        settings["organisation"] = {"key": "organisation", "value": json.dumps(first)}
    if "edition" not in settings and entries:
        edition = Counter(content["edition"] for content in entries).most_common(1)[0][0]
        settings["edition"] = {"key": "edition", "value": json.dumps(edition)}
    # The index of the new file is made anew.
    settings.pop("indexed_library", None)
    found.tables["setting"] = list(settings.values())
    own = settings.get("organisation")
    if own is None or "edition" not in settings or ("organisation", json.loads(own["value"])) not in found.heads:
        raise UserFacingError(
            "beyond-salvage",
            f"“{path.name}”里读不出是哪个单位、哪一年的，没有抢救出东西。文件没有动，请留着它，用最近的备份恢复。",
        )


def _record(subject: Subject, head: Head) -> Row:
    kind, id = subject
    return {"kind": kind, "id": id, "content": head.row["content"], "revision": head.row["id"]}


def _placeholder(number: int) -> Row:
    return {
        "number": number,
        "id": str(uuid.uuid5(uuid.NAMESPACE_OID, f"lost operation {number}")),
        "at": "1970-01-01T00:00:00+00:00",
        "person": None,
        "device": None,
        "kind": SALVAGE,
        "label": "这一步的记录坏了，读不出来",
        "undoes": None,
    }
