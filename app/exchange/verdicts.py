"""What a reviewing unit says of the entries of the units below it: 通过, 退回, comments, proposed values.

Everything said is bound to one revision of an entry and stays: an entry that is changed has an older word behind it,
not a wrong one before it.
"""

import unicodedata
import uuid
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any, Literal

from msgspec import Meta, Struct, convert, to_builtins
from msgspec.structs import replace

from app.canonical import canonical_json
from app.checks.privacy_gate import PrivacyFinding, check_package_members, check_strings, require_clean
from app.drafting.entry import checked_values
from app.drafting.lookup import entry_content, entry_title, find_definition
from app.drafting.operations import Operation, head_of, operation
from app.errors import UsageError, UserFacingError
from app.exchange.entry_rows import EntryId
from app.exchange.manifest import OrganisationId, Sha256
from app.exchange.other_words import other_words
from app.exchange.roster import roster
from app.organisations import Organisation
from app.proposals.records import ANSWER
from app.standards.library import Library
from app.standards.plain_text import plain_text
from app.workspace import Workspace
from db.repositories.entries import EntryRow
from db.repositories.records import RecordRow

VERDICT = "verdict"
RECEIPT = "receipt"
MOST_LETTERS = 2000

Judgement = Literal["accepted", "returned"]
SaidText = Annotated[str, Meta(max_length=MOST_LETTERS)]
Name = Annotated[str, Meta(max_length=200)]


class VerdictContent(Struct, frozen=True):
    """What one unit says of one revision of an entry. `verdict` is null where it is a comment alone; `proposed` are
    values by element; `round` is that of the submission the revision came with, 0 where unknown."""

    entry: EntryId
    revision: Sha256
    organisation: OrganisationId
    reviewer: OrganisationId
    edition: Annotated[str, Meta(min_length=1, max_length=40)]
    verdict: Judgement | None
    comment: SaidText
    proposed: dict[str, Any]
    person: Name | None
    at: Annotated[str, Meta(max_length=40)]
    round: Annotated[int, Meta(ge=0, le=1_000_000)]
    removed: bool


@dataclass(frozen=True)
class Verdict:
    """A verdict as people see it, with the answer to it. `is_current`: said of the entry as it stands now;
    `is_answered`: the answer is to these very words, not to what was said before them."""

    id: str
    entry: str
    revision: str
    organisation: str
    reviewer: str
    verdict: Judgement | None
    comment: str
    proposed: Mapping[str, Any]
    person: str | None
    at: str
    round: int
    answer: str | None
    answered_by: str | None
    answered_at: str | None
    is_answered: bool
    is_current: bool


def verdict_id(entry: str, revision: str, reviewer: str) -> str:
    """Return the id of what a unit says of a revision of an entry: the same on every PC of that unit."""
    return str(uuid.uuid5(uuid.UUID(entry), f"{revision}:{reviewer}"))


def answer_id(verdict: str) -> str:
    """Return the id of the answer to a verdict."""
    return str(uuid.uuid5(uuid.UUID(verdict), ANSWER))


def judge(
    workspace: Workspace,
    entries: Iterable[str],
    verdict: Judgement,
    comment: str = "",
    proposed: Mapping[str, Any] | None = None,
) -> int:
    """Accept or return entries (ids) of units below us as they stand; one operation. Returns how many words are new.

    A comment that stands with an entry already is kept where none is given, but for why it was returned once it is
    accepted. Raises `UserFacingError` for our own
    entries, unknown or removed ones, values that do not fit, and a return that says neither why nor what instead.
    """
    rows = _judgeable(workspace, entries)
    said = _checked_comment(comment)
    values = {row.id: _checked_proposal(workspace, row, proposed or {}) for row in rows}
    word = "通过" if verdict == "accepted" else "退回"
    with operation(workspace, "verdict", lambda count: f"{word} {count} 条") as act:
        for row in rows:
            before = _said_of(workspace, row)
            changed = replace(
                before,
                verdict=verdict,
                comment=said or ("" if (before.verdict, verdict) == ("returned", "accepted") else before.comment),
                proposed={} if verdict == "accepted" else values[row.id] or before.proposed,
            )
            if verdict == "returned" and not (changed.comment or changed.proposed):
                raise UsageError("comment-missing", "退回要说明为什么，或者写明建议改成什么。没有改动。")
            _say(act, changed)
    return act.changed


def comment_on(workspace: Workspace, entry: str, text: str) -> None:
    """Say something about an entry (id) of a unit below us without judging it; stands below what was said before."""
    (row,), said = _judgeable(workspace, [entry]), _checked_comment(text)
    if not said:
        raise UsageError("comment-missing", "意见是空的，没有改动。请写上要说的话。")
    with operation(workspace, "verdict", "写意见") as act:
        before = _said_of(workspace, row)
        _say(act, replace(before, comment=_checked_comment("\n".join(filter(None, (before.comment, said))))))


def suggest(workspace: Workspace, values: Mapping[str, Mapping[str, Any]], text: str) -> int:
    """Propose values, by element, for entries (ids) of units below us and say why, without judging them; one operation.

    They go along with what is returned next. What we accepted stays accepted and gets the comment alone. Returns for
    how many it is new. Raises `UserFacingError` as `judge` does.
    """
    rows, said = _judgeable(workspace, values), _checked_comment(text)
    checked = {row.id: _checked_proposal(workspace, row, values[row.id]) for row in rows}
    with operation(workspace, "verdict", lambda count: f"建议 {count} 条怎么改") as act:
        for row in rows:
            before = _said_of(workspace, row)
            comment = before.comment if said in before.comment else "\n".join(filter(None, (before.comment, said)))
            proposed = before.proposed if before.verdict == "accepted" else before.proposed | checked[row.id]
            _say(act, replace(before, comment=_checked_comment(comment), proposed=proposed))
    return act.changed


def withdraw_verdict(workspace: Workspace, entries: Iterable[str]) -> int:
    """Take back what we said of entries (ids) as they stand: they wait again. Returns how many there were."""
    rows = _judgeable(workspace, entries)
    with operation(workspace, "verdict", lambda count: f"收回 {count} 条审核意见") as act:
        for row in rows:
            head = head_of(workspace, VERDICT, verdict_id(row.id, row.revision, workspace.organisation.id))
            if head.content is not None and not head.content["removed"]:
                # What is taken back is not told on, where it is told that it was taken back.
                _say(act, replace(_said_of(workspace, row), verdict=None, comment="", proposed={}, removed=True))
    return act.changed


def conversation(workspace: Workspace, entry: str) -> list[Verdict]:
    """Return everything said of an entry (id) and answered to it, oldest first, whatever its revision was."""
    return conversations(workspace, [entry])[entry]


def conversations(workspace: Workspace, entries: Collection[str]) -> dict[str, list[Verdict]]:
    """Return by id what `conversation` does for each of many entries."""
    store = workspace.store
    held = store.entries.many(entries)
    said = [row for row in store.verdicts.of_entries(entries) if not row.content["removed"]]
    answers = store.records.many(ANSWER, [answer_id(row.id) for row in said])
    others = other_words(workspace, VERDICT, said)
    found: dict[str, list[Verdict]] = {entry: [] for entry in entries}
    for row in said:
        entry, beside = row.content["entry"], others.get(row.id, [])
        found[entry].append(_seen(workspace, row, held.get(entry), answers.get(answer_id(row.id)), beside))
    return found


def verdict_by_id(workspace: Workspace, id: str) -> Verdict:
    """Return one verdict. Raises `UserFacingError` when there is none."""
    record = workspace.store.records.get(VERDICT, id)
    if record is None or record.content["removed"]:
        raise UserFacingError("verdict-unknown", "没有找到这条审核意见，可能已经收回了。请看看最新的意见。", details=id)
    answer = workspace.store.records.get(ANSWER, answer_id(id))
    beside = other_words(workspace, VERDICT, [record]).get(id, [])
    return _seen(workspace, record, workspace.store.entries.get(record.content["entry"]), answer, beside)


def changed_since_return(workspace: Workspace, organisation: str) -> list[str]:
    """Return the entries (ids) of a unit that were returned and have been changed since: not looked at again yet."""
    last = workspace.store.verdicts.last_of_unit(organisation, workspace.edition)
    returned = [entry for entry, verdict in last.items() if verdict == "returned"]
    standing = workspace.store.verdicts.standing(returned)
    return [entry for entry in returned if entry in standing and standing[entry] is None]


def comment_templates(library: Library) -> list[str]:
    """Return the sentences that reviewers often write."""
    return [comment.text for comment in library.comments]


def find_entry_below(workspace: Workspace, name: str, unit: Organisation | None = None) -> EntryRow:
    """Return the entry of a unit below us that is meant by an item code or an id (8 characters of it will do).

    Raises `UserFacingError` when none fits, or several do and no unit was named.
    """
    entries = workspace.store.entries
    found = entries.by_item(name, workspace.edition) or (entries.by_prefix(name) if len(name) >= 8 else [])
    if unit is not None:
        found = [row for row in found if row.content["organisation"] == unit.id]
    below = [row for row in found if row.content["organisation"] != workspace.organisation.id] or found
    # One that was removed is meant only where nobody else has it.
    below = [row for row in below if not row.content["removed"]] or below
    if not below:
        whose = f"“{unit.name}”报来的内容里" if unit else "下级报来的内容里"
        raise UserFacingError("entry-unknown", f"{whose}没有找到条目“{name}”。请核对编号；还没收下的文件请先收下。")
    if len(below) > 1:
        raise UserFacingError(
            "unit-not-said", f"有 {len(below)} 个单位都有“{name}”，不知道是哪一个。请写明是哪个单位。"
        )
    return below[0]


def require_no_personal_data(workspace: Workspace, path: Path, rows: list[dict[str, Any]]) -> None:
    """Refuse lines about verdicts or answers in which unmasked personal data stands."""
    found = tuple(finding for row in rows for finding in _personal_data(workspace, row))
    require_clean(found, path.name)


def checked_words(text: str, what: str) -> str:
    """Return what somebody says as it is kept: without what cannot be seen, in the form in which it is sent. `what`
    it is called. Raises `UserFacingError` when it is too long."""
    said = unicodedata.normalize("NFC", plain_text(text)).strip()
    if len(said) > MOST_LETTERS:
        raise UserFacingError("comment-too-long", f"{what}太长了，最多 {MOST_LETTERS} 个字。没有改动，请写短一些。")
    return said


def _personal_data(workspace: Workspace, row: dict[str, Any]) -> Iterator[PrivacyFinding]:
    """Yield the personal data in one line, placed by the entry it is about."""
    content, file = row["content"], f"{row['id']}.json"
    labels = {"comment": "意见", "proposed": "建议", "text": "回复"}
    found = check_package_members([(file, canonical_json(content))], workspace.organisation.public_phones, labels)
    if not found:
        return
    entry = workspace.store.entries.get(content["entry"])
    title = entry_title(workspace, entry)
    # The refusal must not show what it refuses.
    titles = [] if check_strings([("", title)]) else [title]
    codes = [entry.content["item"]] if entry is not None and entry.content["item"] else []
    name = f"条目“{' '.join([*codes, *titles])}”的审核意见"
    for finding in found:
        yield finding._replace(where=finding.where.replace(file, name))


def _judgeable(workspace: Workspace, entries: Iterable[str]) -> list[EntryRow]:
    """Return entries (ids), each once, if all of them are for us to judge."""
    below = {unit.id for unit in roster(workspace)}
    wanted = list(dict.fromkeys(entries))
    held = workspace.store.entries.many(wanted)
    for id in wanted:
        row = held.get(id)
        if row is None or row.content["removed"]:
            raise UserFacingError("entry-removed", "有一条已经没有了，什么也没有改。请重新打开列表再看。", details=id)
        organisation = row.content["organisation"]
        if organisation == workspace.organisation.id:
            raise UserFacingError("own-entry", "这是本单位自己填的条目，由上级审核，自己不能审。没有改动。")
        if organisation not in below:
            raise UserFacingError("unit-not-below", "这一条的单位不在本单位的名册里，不归本单位审。没有改动。")
    return [held[id] for id in wanted]


def _checked_comment(text: str) -> str:
    return checked_words(text, "意见")


def _checked_proposal(workspace: Workspace, row: EntryRow, proposed: Mapping[str, Any]) -> dict[str, Any]:
    """Return the values in their shapes, without those that the entry has already."""
    content = entry_content(row)
    values = checked_values(find_definition(workspace, content.checklist), dict(proposed))
    return {key: value for key, value in values.items() if content.values.get(key) != value}


def _said_of(workspace: Workspace, row: EntryRow) -> VerdictContent:
    """Return what we say of an entry as it stands; nothing as yet where nothing was said, or it was taken back."""
    reviewer, organisation = workspace.organisation.id, row.content["organisation"]
    record = workspace.store.records.get(VERDICT, verdict_id(row.id, row.revision, reviewer))
    if record is not None and not record.content["removed"]:
        return convert(record.content, VerdictContent)
    edition = row.content["edition"]
    last = workspace.store.packages.last("in", "submission", organisation, edition, standing="received")
    came = last["round"] if last else 0
    return VerdictContent(row.id, row.revision, organisation, reviewer, edition, None, "", {}, None, "", came, False)


def _say(act: Operation, content: VerdictContent) -> None:
    """Write it down with who says it and when; what is said already stays as it was said."""
    workspace = act.workspace
    id = verdict_id(content.entry, content.revision, content.reviewer)
    head = head_of(workspace, VERDICT, id)
    if head.content is not None and to_builtins(content) == head.content:
        return
    said = replace(content, person=workspace.person, at=workspace.timestamp())
    act.write(VERDICT, id, to_builtins(said), head)


def _seen(
    workspace: Workspace, said: RecordRow, row: EntryRow | None, record: RecordRow | None, beside: list[str]
) -> Verdict:
    """Return a verdict on an entry as it stands (`row`) with the answer to it (`record`) and what was said otherwise
    (`beside`)."""
    content = said.content
    answer = record.content if record is not None and not record.content["removed"] else {}
    names = ("entry", "revision", "organisation", "reviewer", "verdict", "comment", "proposed", "person", "at", "round")
    return Verdict(
        said.id,
        **{name: content[name] for name in names} | {"comment": "\n".join(filter(None, (content["comment"], *beside)))},
        answer=answer.get("text"),
        answered_by=answer.get("person"),
        answered_at=answer.get("at"),
        is_answered=bool(answer) and _is_to(workspace, answer.get("said"), said),
        is_current=row is not None and _is_of(workspace, content["revision"], row),
    )


def _is_to(workspace: Workspace, answered: str | None, said: RecordRow) -> bool:
    """Say whether an answer to a revision of a verdict (None: not told which) is to its words as they stand."""
    if answered in (None, said.revision):
        return True
    then = workspace.store.revisions.content(answered)
    return then is not None and all(then[name] == said.content[name] for name in ("verdict", "comment", "proposed"))


def _is_of(workspace: Workspace, revision: str, row: EntryRow) -> bool:
    """Say whether an entry stands at a revision, or as it was in it: an edit that was taken back changes nothing."""
    return revision == row.revision or workspace.store.revisions.content(revision) == row.content
