"""What was handed to whom, until when, and who has answered: kept in the workspace, like the answers themselves."""

import hashlib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Final

from app.canonical import canonical_json
from app.drafting.operations import Operation, head_of, operation
from app.offices.asked import Asked
from app.offices.responsible import Office, offices
from app.proposals.proposals import waiting
from app.workspace import Workspace

ROUND = "office-round"
SOURCE: Final = "offices"


@dataclass(frozen=True)
class Round:
    """One table handed to one office. `until` is the last day; `rows` have by entry id what was given: the revision,
    or for an item that was not adopted the content itself. `answers` are what came back, oldest first."""

    id: str
    office: str
    name: str
    edition: str
    fields: tuple[str, ...]
    at: str
    until: date
    file: str
    rows: dict[str, dict[str, Any]]
    answers: tuple[dict[str, Any], ...]

    @property
    def given_on(self) -> date:
        """The day at the desk on which it was handed out."""
        return datetime.fromisoformat(self.at).astimezone().date()

    def collected(self, digest: str) -> dict[str, Any] | None:
        """Return the answer that was read from a file with this hash; None before it was."""
        return next((answer for answer in self.answers if answer["hash"] == digest), None)

    def said(self) -> dict[str, dict[str, str]]:
        """Return by entry and element the digest of what the office said last."""
        said: dict[str, dict[str, str]] = {}
        for answer in self.answers:
            for entry, elements in answer["said"].items():
                said[entry] = said.get(entry, {}) | elements
        return said


@dataclass(frozen=True)
class OfficeStanding:
    """How an office stands: the tables it still counts by, oldest first, and what became of them.

    `items` it answers for now; `given` in these tables; of those `changed` were taken, `waiting` wait for a decision,
    `unanswered` nobody said anything of; `round` is the table that is most urgent, else the last one; `unfit` are
    texts that could not be read into their place.
    """

    office: Office
    items: int
    rounds: tuple[Round, ...] = ()
    round: Round | None = None
    given: int = 0
    changed: int = 0
    waiting: int = 0
    unanswered: int = 0
    unfit: tuple[dict[str, Any], ...] = ()
    overdue_days: int = 0

    @property
    def state(self) -> str:
        """never, waiting, overdue, partly or answered."""
        if self.round is None:
            return "never"
        if not self.unanswered:
            return "answered"
        if self.overdue_days:
            return "overdue"
        return "partly" if self.unanswered < self.given else "waiting"

    @property
    def answered_at(self) -> str | None:
        """When the last answer came."""
        return max((answer["at"] for round in self.rounds for answer in round.answers), default=None)


STATE_WORDS = {
    "never": "还没有发",
    "waiting": "等着交回",
    "overdue": "过期没交",
    "partly": "交回一部分",
    "answered": "交回了",
}


def digest_of(value: Any) -> str:
    """Return what tells whether a value was said before, without keeping it."""
    return hashlib.sha256(canonical_json(value)).hexdigest()[:16]


def record_round(act: Operation, id: str, office: Office, asked: Sequence[Asked], until: date, file: str) -> None:
    """Record inside an operation what is handed to an office."""
    rows = {
        each.entry: {"revision": each.revision, "content": None if each.revision else each.content} for each in asked
    }
    content = {
        "office": office.id,
        "name": office.name,
        "edition": act.workspace.edition,
        "fields": sorted({each.field for each in asked}),
        "at": act.workspace.timestamp(),
        "until": until.isoformat(),
        "file": file,
        "rows": rows,
        "answers": [],
        "removed": False,
    }
    act.write(ROUND, id, content)


def record_answer(act: Operation, round: Round, answer: dict[str, Any]) -> None:
    """Add an answer to a round inside an operation."""
    head = head_of(act.workspace, ROUND, round.id)
    if head.content is not None and not head.content["removed"]:
        act.write(ROUND, round.id, head.content | {"answers": [*head.content["answers"], answer]}, head)


def record_by_hand(workspace: Workspace, standing: OfficeStanding) -> None:
    """Note that an office has answered all it was given otherwise than in a table: on a form, by telephone."""
    answer = {"hash": "", "file": "", "at": workspace.timestamp(), "changed": 0, "waiting": 0, "unfit": [], "said": {}}
    with operation(workspace, "collect", f"记下{standing.office.name}已经交回") as act:
        for round in standing.rounds:
            record_answer(act, round, answer | {"answered": sorted(round.rows)})


def find_round(workspace: Workspace, id: str) -> Round | None:
    """Return a round by its id; None where this file does not have it."""
    row = workspace.store.records.get(ROUND, id)
    return _round(row.id, row.content) if row and not row.content["removed"] else None


def rounds(workspace: Workspace) -> list[Round]:
    """Return the rounds of the current edition, oldest first."""
    rows = workspace.store.records.of_kind(ROUND)
    found = [_round(row.id, row.content) for row in rows if row.content["edition"] == workspace.edition]
    return sorted(found, key=lambda each: each.at)


def office_standings(workspace: Workspace, items: Mapping[str, int]) -> list[OfficeStanding]:
    """Return how each office stands; `items` counts by office id what it answers for now."""
    given: dict[str, list[Round]] = {}
    for round in rounds(workspace):
        given.setdefault(round.office, []).append(round)
    open_questions = Counter(each.label for each in waiting(workspace) if each.source == SOURCE)
    today = workspace.today()
    return [
        _standing(office, items.get(office.id, 0), given.get(office.id, []), open_questions[office.name], today)
        for office in offices(workspace)
    ]


def unanswered_offices(workspace: Workspace) -> list[OfficeStanding]:
    """Return the offices that were given something and have not said all of it, those that are late first."""
    if not rounds(workspace):
        return []
    found = [each for each in office_standings(workspace, {}) if each.unanswered]
    return sorted(found, key=lambda each: -each.overdue_days)


def _standing(office: Office, items: int, given: list[Round], waits: int, today: date) -> OfficeStanding:
    last_given = {entry: round for round in given for entry in round.rows}
    counted = [round for round in given if any(last is round for last in last_given.values())]
    if not counted:
        return OfficeStanding(office, items, waiting=waits)
    answers = [answer for round in given for answer in round.answers]
    open_rows = {entry for entry, round in last_given.items() if not _is_answered(entry, round, answers)}
    urgent = min((last_given[entry] for entry in open_rows), key=lambda round: round.until, default=counted[-1])
    answered = [answer for round in counted for answer in round.answers]
    return OfficeStanding(
        office,
        items,
        tuple(counted),
        urgent,
        given=len(last_given),
        changed=sum(answer["changed"] for answer in answered),
        waiting=waits,
        unanswered=len(open_rows),
        unfit=tuple(answered[-1]["unfit"]) if answered else (),
        overdue_days=max(0, (today - urgent.until).days) if open_rows else 0,
    )


def _is_answered(entry: str, given: Round, answers: list[dict[str, Any]]) -> bool:
    """Whether something was said of an entry since it was given last."""
    return any(entry in answer["answered"] and answer["at"] >= given.at for answer in answers)


def _round(id: str, content: dict[str, Any]) -> Round:
    return Round(
        id=id,
        office=content["office"],
        name=content["name"],
        edition=content["edition"],
        fields=tuple(content["fields"]),
        at=content["at"],
        until=date.fromisoformat(content["until"]),
        file=content["file"],
        rows=content["rows"],
        answers=tuple(content["answers"]),
    )
