"""Taking out what should never have been written: a value goes from every revision, from all else that is stored, and
from the free pages of the file. What was there, nobody can bring back; who took it out, when and why stays.

A revision that is overwritten keeps its id, so that other computers still know it; its mark says so.
"""

import json
import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property, partial
from itertools import chain
from typing import Any

import msgspec

from app.attachments import attachment_files
from app.calendar.wording import plain_date
from app.checks.personal_data import find_personal_data
from app.checks.said_in_files import file_texts
from app.drafting.entry import REASON
from app.drafting.form_drafts import drop_forms
from app.drafting.history import difference_label
from app.drafting.lookup import find_definition
from app.drafting.operations import Content, Head, Operation, head_of, operation_within
from app.drafting.redacted_cases import (
    IN_CASES,
    WHO_ASKS,
    WHO_ASKS_WORDS,
    texts_of_applicant,
    without_applicant,
)
from app.drafting.redaction_marks import (
    REDACTION,
    TAKEN_OUT,
    Mark,
    bare_number,
    cleaned,
    cleaned_content,
    fingerprints,
    finish,
    overwrite_head,
    overwrite_revision,
    proposal_without,
    take_down_sheets,
    texts_in,
)
from app.drafting.redaction_report import Prospect, Redacted, backups_beside
from app.errors import UserFacingError
from app.notices.unfinished import Unfinished, read_unfinished, store_unfinished
from app.persons import checked_person
from app.registers.days import desk_day
from app.registers.request_records import APPLICANT, REQUEST
from app.workspace import Workspace

_LEAST = 2
_APART = r"[\s\-\u2010-\u2015\uff0d\u00ad\u200b-\u200f\u2060\ufeff]{0,3}"


@dataclass(frozen=True)
class _Order:
    """What is taken out: an element of a subject, and whatever the pattern finds, wherever it stands."""

    kind: str
    id: str
    element: str | None
    numbers: tuple[str, ...]
    texts: tuple[str, ...]

    @property
    def needles(self) -> tuple[str, ...]:
        """The numbers, and a text that was named."""
        return (*self.numbers, *(self.texts if self.element is None else ()))

    @property
    def is_of_applicant(self) -> bool:
        """Whether who asks for information is taken out of a case."""
        return self.kind == REQUEST and self.element is not None

    @property
    def sought(self) -> tuple[str, ...]:
        """What stands in all that may have to be overwritten, beside the subject's own revisions."""
        return (*self.needles, *(self.texts if self.is_of_applicant else ()))

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """What finds the needles everywhere."""
        return _pattern(self.needles) if self.needles else None

    def without(self, workspace: Workspace, kind: str, id: str, content: Content) -> Content:
        """Return a content as it stays."""
        if self.is_of_applicant:
            content = without_applicant(self.id, kind, id, content, self.texts, TAKEN_OUT)
        elif (kind, id) == (self.kind, self.id) and self.element is not None:
            content = _without_element(kind, content, self.element)
        if self.pattern is None:
            return content
        return cleaned_content(workspace, kind, content, self.clean)

    def clean(self, text: str) -> str:
        """Return a text without what the pattern finds."""
        return text if self.pattern is None else self.pattern.sub(TAKEN_OUT, text)

    def is_in(self, text: str) -> bool:
        """Whether a text says what is taken out."""
        return self.clean(text) != text or (self.is_of_applicant and any(each in text for each in self.texts))

    def clean_json(self, text: str) -> str:
        """Return a stored text, mostly JSON, without what the pattern finds."""
        try:
            value = json.loads(text)
        except ValueError:
            return self.clean(text)
        after = cleaned(value, self.clean)
        return text if after == value else json.dumps(after, ensure_ascii=False)


@dataclass
class _Overwritten:
    """The revisions that are overwritten, by id: whose they are, and their content as it stays."""

    rows: dict[str, tuple[str, str, Content]] = field(default_factory=dict)

    def subjects(self) -> dict[tuple[str, str], None]:
        """Return the subjects (kind, id) of which a revision is overwritten."""
        return dict.fromkeys((kind, id) for kind, id, _ in self.rows.values())


def redact(workspace: Workspace, kind: str, id: str, what: str, reason: str, person: str | None = None) -> Redacted:
    """Take an element of an entry or notice, or who asks in a request (`申请人`), out, or, where it has none of that
    name, a text that stands in it.

    The element goes from all its revisions, proposals and drafts; the personal numbers in it, or the text, go from
    everything that is stored. It cannot be undone. Raises as `redaction_terms` does, and `UserFacingError` when nothing
    of the kind is there.
    """
    order = _order(workspace, kind, id, what)
    person, said = _terms(workspace, order, reason, person)
    found = Redacted(_element_label(workspace, order))
    with workspace.store.transaction():
        overwritten = _to_overwrite(workspace, order)
        if not overwritten.rows:
            raise UserFacingError("redaction-nothing", "这里面没有要删去的内容，什么也没有删。请核对要删去的文字。")
        found.left_house = tuple(_left_house(workspace, overwritten))
        mark = _mark(workspace, order, person, said, overwritten)
        with operation_within(workspace, "redact", "删去个人信息") as act:
            found.sheets = _overwrite(workspace, act, overwritten, mark)
            act.write(REDACTION, mark.id, msgspec.to_builtins(mark))
        found.revisions, found.others = len(overwritten.rows), _clear_beside(workspace, order)
    finish(workspace)
    _clear_unfinished(workspace, order)
    workspace.reread_facts()
    found.attachments = tuple(_attachments_with(workspace, order))
    found.backups = backups_beside(workspace)
    return found


def redaction_terms(
    workspace: Workspace, kind: str, id: str, what: str, reason: str, person: str | None = None
) -> tuple[str, str]:
    """Return who takes it out (`person`, or who works here) and why, as it is written down. Raises `UsageError` when
    nobody is known to do it, `UserFacingError` when the name is none, no reason is given or it repeats what is taken
    out."""
    return _terms(workspace, _order(workspace, kind, id, what), reason, person)


def prospect_of(workspace: Workspace, kind: str, id: str, what: str) -> Prospect:
    """Return what `redact` would overwrite; nothing is changed. Raises `UserFacingError` for too short a text."""
    order = _order(workspace, kind, id, what)
    overwritten = _to_overwrite(workspace, order)
    sheets = [row for row in workspace.store.records.of_kind("sheet") if row.content["of"] in overwritten.rows]
    return Prospect(
        len(overwritten.rows),
        len(overwritten.subjects().keys() - {(kind, id)}),
        sum(1 for _ in _proposals_without(workspace, order)),
        len(sheets),
        tuple(_left_house(workspace, overwritten)),
        backups_beside(workspace),
    )


# What is taken out


def _terms(workspace: Workspace, order: _Order, reason: str, person: str | None) -> tuple[str, str]:
    by = workspace.require_person("删去个人信息") if person is None else checked_person(person)
    said = _plain_reason(workspace, reason)
    if order.is_in(said):
        raise UserFacingError("redaction-reason", "原因里又写了要删去的内容，什么也没有删。请换一个说法。")
    return by, said


def _plain_reason(workspace: Workspace, reason: str) -> str:
    said = " ".join(reason.split())
    if not said:
        raise UserFacingError("redaction-reason", "没有写为什么删去，什么也没有删。请写明原因。")
    if find_personal_data(said, workspace.organisation.public_phones):
        raise UserFacingError("redaction-reason", "原因里有个人信息，什么也没有删。请换一个说法。")
    return said


def _order(workspace: Workspace, kind: str, id: str, what: str) -> _Order:
    element = _element_named(workspace, kind, id, what)
    if kind == REQUEST and element is not None:
        named = texts_of_applicant(workspace, id)
        texts = tuple(text for text in named if TAKEN_OUT not in text)
        return _Order(kind, id, element, tuple(_numbers_in(texts)), texts)
    if element is None:
        said = what.strip()
        if len(said) < _LEAST:
            raise UserFacingError("redaction-too-short", "要删去的文字太短，什么也没有删。请写完整。")
        numbers = tuple(_numbers_in([said]))
        return _Order(kind, id, None, numbers, () if numbers == (said,) else (said,))
    texts = [text for content in _contents(workspace, kind, id) for text in _said_in(content, kind, element)]
    return _Order(kind, id, element, tuple(_numbers_in(texts)), tuple(dict.fromkeys(reversed(texts))))


def _element_named(workspace: Workspace, kind: str, id: str, what: str) -> str | None:
    """Return the key of the element that a person named by key or label; None where there is no such element."""
    if kind == REQUEST:
        return WHO_ASKS if what.strip() in (WHO_ASKS, WHO_ASKS_WORDS) else None
    content = head_of(workspace, kind, id).content
    if kind != "entry":
        return what if what in content.get("filled", ()) else None
    definition = find_definition(workspace, content["checklist"])
    elements = (*definition.known, REASON)
    return next((element.key for element in elements if what in (element.key, element.label)), None)


def _element_label(workspace: Workspace, order: _Order) -> str | None:
    if order.kind != "entry" or order.element is None:
        return order.element
    content = head_of(workspace, order.kind, order.id).content
    return difference_label(find_definition(workspace, content["checklist"]), order.element)


def _contents(workspace: Workspace, kind: str, id: str) -> Iterator[Content]:
    for row in workspace.store.revisions.of_subjects(kind, [id]).get(id, ()):
        yield row["content"]


def _said_in(content: Content, kind: str, element: str) -> Iterator[str]:
    place = content["filled"] if kind != "entry" else content | content["values"]
    yield from texts_in(place.get(element))


def _numbers_in(texts: Iterable[str]) -> Iterator[str]:
    """The personal numbers in texts, each as it was written."""
    found = (text[hit.start : hit.end] for text in texts for hit in find_personal_data(text))
    yield from dict.fromkeys(found)


def _pattern(needles: Iterable[str]) -> re.Pattern[str]:
    """What finds these texts; numbers also where something stands between their digits."""
    texts = list(needles)
    apart = [_APART.join(map(re.escape, each)) if each.isalnum() else re.escape(each) for each in map(_signs, texts)]
    return re.compile("|".join(sorted({*apart, *map(re.escape, texts)}, key=len, reverse=True)))


def _signs(needle: str) -> str:
    """Return the digits of a number, a text as it is."""
    digits = "".join(re.findall(r"[0-9Xx]", needle))
    return needle if len(digits) < 7 else digits


def _without_element(kind: str, content: Content, element: str) -> Content:
    if kind != "entry":
        filled = content["filled"]
        return content | {"filled": filled | {element: _emptied(filled[element])}}
    if element == REASON.key:
        return content | {element: TAKEN_OUT if content[element] else None}
    return content | {"values": content["values"] | {element: None}}


def _emptied(value: Any) -> Any:
    """Return a part of a notice without its texts, in the same shape."""
    return cleaned(value, lambda text: TAKEN_OUT if text else text)


# Overwriting


def _to_overwrite(workspace: Workspace, order: _Order) -> _Overwritten:
    """Return what the order changes. Only revisions that the store lets through are read: those of its subject, and
    those that hold the letters and digits of a needle in their order, however far apart; what the pattern finds does,
    also over gaps and line ends. Of them only one that JSON writes with a backslash is read without being searched."""
    found, search = _Overwritten(), order.pattern.search if order.pattern else None
    rows = workspace.store.overwriting.that_may_hold(order.kind, order.id, map(_signs, order.sought))
    if order.is_of_applicant:
        rows = chain(rows, workspace.store.overwriting.that_may_hold(APPLICANT, order.id, ()))
    for revision, kind, id, text in rows:
        is_near = (kind, id) == (order.kind, order.id) or (order.is_of_applicant and kind in IN_CASES)
        if is_near or "\\" in text or (search and search(text)):
            content = json.loads(text)
            after = order.without(workspace, kind, id, content)
            if after != content:
                found.rows[revision] = kind, id, after
    return found


def _mark(workspace: Workspace, order: _Order, person: str, reason: str, overwritten: _Overwritten) -> Mark:
    id = str(uuid.uuid4())
    return Mark(
        id,
        tuple(sorted(overwritten.subjects())),
        None if order.is_of_applicant else order.element,
        workspace.timestamp(),
        person,
        reason,
        tuple(sorted(overwritten.rows)),
        fingerprints(map(bare_number, order.numbers), id),
        fingerprints(order.texts, id),
    )


def _overwrite(workspace: Workspace, act: Operation, overwritten: _Overwritten, mark: Mark) -> int:
    """Overwrite the revisions; what stands at one goes on in a revision of its own, unless it is not ours to go on
    with. Returns how many copies of what was posted go."""
    heads = {subject: head_of(workspace, *subject) for subject in overwritten.subjects()}
    standing = {subject: head for subject, head in heads.items() if head.revision in overwritten.rows}
    for id, (_, _, content) in overwritten.rows.items():
        overwrite_revision(workspace, id, content, mark.told())
    for (kind, id), head in standing.items():
        content = overwritten.rows[head.revision][2]
        if _is_ours(workspace, kind, content):
            again = {"state": "draft"} if content.get("state") in ("ready", "final") else {}
            act.write(kind, id, content | again, Head(head.revision, head.content))
        else:
            overwrite_head(workspace, kind, id, content)
    return sum(1 for _ in take_down_sheets(workspace, act, overwritten.rows))


def _is_ours(workspace: Workspace, kind: str, content: Content) -> bool:
    return kind != "entry" or content["organisation"] == workspace.organisation.id


def _clear_beside(workspace: Workspace, order: _Order) -> int:
    """Clear what waits for a decision, what is being typed, labels and the like; return how many texts were changed."""
    store = workspace.store.overwriting
    changed = store.loose_texts(order.clean_json) if order.pattern else 0
    for number, after in _proposals_without(workspace, order):
        store.proposal(number, json.dumps(after, ensure_ascii=False))
        changed += 1
    changed += drop_forms(workspace, order.id) if order.is_of_applicant else 0
    return changed + (store.drop_drafts(order.kind, order.id) if order.element else 0)


def _proposals_without(workspace: Workspace, order: _Order) -> Iterator[tuple[int, Any]]:
    """Yield (number, body as it stays) of the proposals that hold it."""
    for number, kind, id, text in workspace.store.overwriting.proposals():
        body = json.loads(text)
        after = proposal_without(body, partial(order.without, workspace, kind, id))
        if after != body:
            yield number, after


def _clear_unfinished(workspace: Workspace, order: _Order) -> None:
    if order.pattern is not None:
        begun = read_unfinished(workspace)
        after = tuple(_unfinished_without(each, order) for each in begun)
        if after != begun:
            store_unfinished(workspace, after)


def _unfinished_without(begun: Unfinished, order: _Order) -> Unfinished:
    return msgspec.convert(cleaned(msgspec.to_builtins(begun), order.clean), Unfinished)


# What a person has to see to


def _left_house(workspace: Workspace, overwritten: _Overwritten) -> Iterator[str]:
    told: dict[str, None] = {}
    for kind, id in overwritten.subjects():
        for release in workspace.store.operations.releases_of(kind, id):
            if release["revision"] in overwritten.rows:
                told[f"{plain_date(desk_day(release['at']))}{release['label']}"] = None
    yield from told


def _attachments_with(workspace: Workspace, order: _Order) -> Iterator[str]:
    """Name the attachments that say it still: they are somebody's papers, which a person takes out."""
    names = workspace.store.settings.get("attachment-names", {})
    for path in attachment_files(workspace.path) if order.pattern else ():
        if any(order.pattern.search(text) for text in file_texts(path)):
            yield names.get(path.name, path.name)
