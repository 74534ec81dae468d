"""What is known of things that were taken out: who did it, from which revisions, and by what they are known again.

A mark holds no text that was taken out. It knows one again by a slow digest (scrypt, salted with the mark's own id), so
that even the few digits of a telephone number are not found by trying them all in reasonable time.
"""

import hashlib
import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator
from functools import lru_cache, partial
from typing import Annotated, Any

from msgspec import Meta, Struct, convert

from app.attachments import attachment_folder
from app.canonical import canonical_json
from app.checks.digit_groups import plain_digits
from app.checks.personal_data import find_personal_data
from app.drafting.entry import PART, REASON
from app.drafting.lookup import find_definition
from app.drafting.operations import Content, Head, Operation, head_of
from app.drafting.redacted_cases import IN_CASES, case_of, cleaned_case
from app.drafting.search import document_of
from app.registers.request_records import REQUEST
from app.workspace import Workspace

REDACTION = "redaction"
"""The kind of record that tells who took out what, of which revisions, and why."""

TAKEN_OUT = "［已删去］"
"""Stands in a text where something was taken out of it."""

MOST_KNOWN = 64
"""Texts and numbers that one mark knows again."""

_TEXTS = ("text", "long_text", "list")
_SIDES = ("base", "ours", "theirs")
_COST = 2**14
_Hex = Annotated[str, Meta(pattern="^[0-9a-f]{1,64}$", max_length=64)]
_Said = Annotated[str, Meta(max_length=2000)]
# A letter stands under its number, what became of a law under its title.
SubjectId = Annotated[str, Meta(min_length=1, max_length=2000)]
_Kind = Annotated[str, Meta(pattern="^[a-z-]{1,40}$", max_length=40)]


class Fingerprint(Struct, frozen=True):
    """By what a text is known again: its length, two figures of a quick digest that sort out most others, the slow
    digest."""

    length: Annotated[int, Meta(ge=1, le=20_000)]
    hint: _Hex
    digest: _Hex


class Mark(Struct, frozen=True):
    """The content of a redaction record. `element` None: a text was taken out wherever it stood. `numbers` are known
    again everywhere, `texts` in the `subjects` (kind, id) alone."""

    id: Annotated[str, Meta(pattern="^[0-9a-f-]{36}$", max_length=36)]
    subjects: Annotated[tuple[tuple[_Kind, SubjectId], ...], Meta(max_length=100_000)]
    element: _Said | None
    at: _Said
    by: _Said
    reason: _Said
    revisions: Annotated[tuple[_Hex, ...], Meta(max_length=1_000_000)]
    numbers: Annotated[tuple[Fingerprint, ...], Meta(max_length=MOST_KNOWN)] = ()
    texts: Annotated[tuple[Fingerprint, ...], Meta(max_length=MOST_KNOWN)] = ()
    removed: bool = False

    def told(self) -> dict[str, str | None]:
        """Return what a revision says of it."""
        return {"id": self.id, "element": self.element, "at": self.at, "by": self.by, "reason": self.reason}


def marks(workspace: Workspace) -> list[Mark]:
    """Return what is known to have been taken out, here or elsewhere."""
    return [convert(row.content, Mark) for row in workspace.store.records.of_kind(REDACTION)]


def fingerprints(texts: Iterable[str], mark: str) -> tuple[Fingerprint, ...]:
    """Return by what texts are known again under a mark (id); beyond `MOST_KNOWN` the rest is not."""
    distinct = [text for text in dict.fromkeys(texts) if text][:MOST_KNOWN]
    return tuple(Fingerprint(len(text), _hint(text, mark), _slow_digest(text, mark)) for text in distinct)


def bare_number(text: str) -> str:
    """Return the digits of a number, however it was written."""
    return "".join(re.findall(r"[0-9X]", plain_digits(text).upper()))


def overwrite_revision(workspace: Workspace, id: str, content: Content, told: dict[str, Any]) -> None:
    """Give a revision of ours the content that stays, under its old id, inside a transaction."""
    row = workspace.store.revisions.get(id)
    others = [each for each in json.loads(row["redaction"] or "[]") if each["id"] != told["id"]]
    text = canonical_json(content).decode()
    workspace.store.overwriting.revision(id, text, json.dumps([*others, told], ensure_ascii=False))


def overwrite_head(workspace: Workspace, kind: str, id: str, content: Content) -> None:
    """Give a subject the content that stays while it keeps its revision, inside a transaction."""
    store, text = workspace.store, canonical_json(content).decode()
    head = head_of(workspace, kind, id)
    if kind == "entry":
        with store.tallies.keeping({id}):
            store.entries.put([(id, content, text, head.revision)])
            store.verdicts.settle({id})
    else:
        store.records.put([(kind, id, text, head.revision)])
    document = document_of(workspace.library, kind, id, content)
    store.search.put([document] if document else [])


def keep_out(workspace: Workspace, act: Operation) -> bool:
    """Take out of what an act brought in, inside its transaction, whatever was taken out before; say whether anything
    was. Who calls it calls `finish` afterwards."""
    known = marks(workspace)
    if not known:
        return False
    act.flush()
    store, changed = workspace.store, False
    for id, kind, subject, text in store.overwriting.brought_by(act.number()):
        content = json.loads(text)
        for mark in known:
            after = without_known(workspace, mark, kind, subject, content)
            if after != content:
                overwrite_revision(workspace, id, after, mark.told())
                content, changed = after, True
    for change in store.operations.changes(act.number()):
        settle_head(workspace, act, change["subject_kind"], change["subject_id"], change["after"])
    gone = [sheet for mark in known for sheet in take_down_sheets(workspace, act, mark.revisions)]
    act.flush()
    return _keep_out_of_proposals(workspace, known) or changed or bool(gone)


def take_down_sheets(workspace: Workspace, act: Operation, revisions: Collection[str]) -> Iterator[str]:
    """Let the copies go, inside an operation, of what was posted of notices at these revisions; yield which."""
    for row in workspace.store.records.of_kind("sheet"):
        if row.content["of"] in revisions:
            act.write("sheet", row.id, row.content | {"removed": True}, Head(row.revision, row.content))
            yield row.id


def clear_beside(workspace: Workspace) -> None:
    """Take what is known out of everything that is no revision, inside a transaction: of a file that was put back."""
    known = marks(workspace)
    for mark in known:
        workspace.store.overwriting.loose_texts(partial(_without_numbers, mark))
        for kind, id in mark.subjects:
            workspace.store.overwriting.drop_drafts(kind, id)
    _keep_out_of_proposals(workspace, known)


def finish(workspace: Workspace) -> None:
    """See to the disk once something was overwritten: no free page, no log, no copy of a sheet still holds it."""
    workspace.store.overwriting.compact()
    folder = attachment_folder(workspace.path)
    for row in workspace.store.records.of_kind("sheet", removed=True):
        if row.content["removed"]:
            (folder / row.id).unlink(missing_ok=True)


def without_known(workspace: Workspace, mark: Mark, kind: str, id: str, content: Content) -> Content:
    """Return a content without what a mark knows again in it."""

    def clean(text: str) -> str:
        return _without_numbers(mark, text)

    content = cleaned_content(workspace, kind, content, clean) if mark.numbers else content
    if mark.texts and ((kind, id) in mark.subjects or (REQUEST, case_of(kind, content)) in mark.subjects):
        content = cleaned_content(workspace, kind, content, lambda text: _without_texts(mark, text), mark.element)
    return content


def cleaned_content(
    workspace: Workspace, kind: str, content: Content, clean: Callable[[str], str], element: str | None = None
) -> Content:
    """Return a content whose texts went through `clean`, or those of an element. A value of an entry that must have a
    form of its own is cleared where it would lose it."""
    if kind in IN_CASES:
        return cleaned_case(kind, content, clean)
    if kind != "entry":
        if element is None:
            return cleaned(content, clean)
        filled = content["filled"]
        return content | {"filled": filled | {element: cleaned(filled[element], clean)}}
    kinds = {each.key: each.kind for each in find_definition(workspace, content["checklist"]).known}
    values = dict(content["values"])
    for key in values if element is None else [element] if element in values else []:
        after = cleaned(values[key], clean)
        if after != values[key]:
            values[key] = after if kinds.get(key) in _TEXTS else None
    names = [REASON.key] if element == REASON.key else [] if element else content.keys() - {"values"}
    return content | {name: cleaned(content[name], clean) for name in names} | {"values": values}


def cleaned(value: Any, clean: Callable[[str], str]) -> Any:
    """Return a JSON value whose texts, keys included, went through `clean`."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {clean(key): cleaned(inner, clean) for key, inner in value.items()}
    return [cleaned(inner, clean) for inner in value] if isinstance(value, list | tuple) else value


def texts_in(value: Any) -> Iterator[str]:
    """Yield the texts of a JSON value, keys aside."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for inner in value.values():
            yield from texts_in(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts_in(inner)


def settle_head(workspace: Workspace, act: Operation, kind: str, id: str, revision: str) -> None:
    """Let a subject that stands at an overwritten revision stand as that one says: what is not ours to go on with
    keeps the revision, all else goes on in a new one."""
    head, held = head_of(workspace, kind, id), workspace.store.revisions.content(revision)
    if head.revision != revision or head.content == held:
        return
    if kind == "entry" and held["organisation"] != workspace.organisation.id:
        overwrite_head(workspace, kind, id, held)
    else:
        act.write(kind, id, held, Head(head.revision, head.content))


def _keep_out_of_proposals(workspace: Workspace, known: list[Mark]) -> bool:
    changed = False
    for number, kind, id, text in workspace.store.overwriting.proposals(waiting=True):
        body = after = json.loads(text)
        for mark in known:
            after = proposal_without(after, partial(without_known, workspace, mark, kind, id))
        if after != body:
            workspace.store.overwriting.proposal(number, json.dumps(after, ensure_ascii=False))
            changed = True
    return changed


def proposal_without(body: dict[str, Any], stays: Callable[[Content], Content]) -> dict[str, Any]:
    """Return what is kept of a proposal: both sides as they stay, and the differences with what stands there now.

    What was changed is no longer the revision that its sender told of, and so has no history.
    """
    sides = {name: body[name] and stays(body[name]) for name in ("theirs", "base")}
    if all(sides[name] == body[name] for name in sides):
        return body
    shown = [
        each | {side: _part_that_stays(body["theirs"], each["element"], each[side], stays) for side in _SIDES}
        for each in body["differences"]
    ]
    return body | {"differences": shown} | sides | {"lineage": None}


def _part_that_stays(content: Content, element: str, value: Any, stays: Callable[[Content], Content]) -> Any:
    """Return what stays of a value that stands in an element, or another part, of such a content."""
    if "values" in content and not element.startswith(PART):
        return stays(content | {"values": content["values"] | {element: value}})["values"][element]
    name = element.removeprefix(PART)
    return stays(content | {name: value})[name]


# Knowing again


def _without_numbers(mark: Mark, text: str) -> str:
    for hit in reversed(find_personal_data(text)):
        number = bare_number(text[hit.start : hit.end])
        if _is_one_of(number, mark.numbers, mark.id):
            text = text[: hit.start] + TAKEN_OUT + text[hit.end :]
    return text


def _without_texts(mark: Mark, text: str) -> str:
    for length in sorted({each.length for each in mark.texts}, reverse=True):
        same = tuple(each for each in mark.texts if each.length == length)
        start = 0
        while start + length <= len(text):
            if _is_one_of(text[start : start + length], same, mark.id):
                text = text[:start] + TAKEN_OUT + text[start + length :]
                start += len(TAKEN_OUT)
            else:
                start += 1
    return text


def _is_one_of(text: str, known: tuple[Fingerprint, ...], mark: str) -> bool:
    alike = [each for each in known if each.length == len(text) and each.hint == _hint(text, mark)]
    return bool(alike) and _slow_digest(text, mark) in {each.digest for each in alike}


def _hint(text: str, mark: str) -> str:
    return hashlib.sha256(f"{mark}\n{text}".encode()).hexdigest()[:2]


@lru_cache(maxsize=1000)
def _slow_digest(text: str, mark: str) -> str:
    return hashlib.scrypt(text.encode(), salt=mark.encode(), n=_COST, r=8, p=1, dklen=32).hex()
