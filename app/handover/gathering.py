"""What somebody who takes over has to know: how far each table is, what is open, what is due, who is believed."""

from dataclasses import dataclass
from datetime import date

from app.calendar.office_calendar import office_calendar
from app.calendar.wording import full_date
from app.drafting.tables import own_tables
from app.errors import UsageError
from app.exchange.answers import open_returns
from app.exchange.keys import find_device_key
from app.exchange.roster_changes import believed_devices
from app.notices.unfinished import unfinished_templates
from app.persons import checked_person
from app.registers.deadlines import KIND_WORDS, Deadline, open_deadlines
from app.registers.plan_standings import plan_lines
from app.registers.review_lists import open_reviews
from app.workspace import Workspace


@dataclass(frozen=True)
class TableStanding:
    """How far a field (`code`) or another checklist ("") is: entries there are, and those that are not done."""

    code: str
    name: str
    entries: int
    left: int


@dataclass(frozen=True)
class Handover:
    """What stands open on a day. `returned` are the titles of entries that were sent back and nobody answered;
    `undated`: interpretations to come whose last day nothing tells; `fingerprint` is this computer's, None where it
    never sent anything."""

    unit: str
    edition: str
    day: date
    giver: str
    taker: str
    tables: tuple[TableStanding, ...]
    waiting: int
    unfinished_packages: int
    returned: tuple[str, ...]
    due: tuple[Deadline, ...]
    reviews: int
    undated: int
    notices: tuple[str, ...]
    fingerprint: str | None
    believed: int

    @property
    def overdue(self) -> int:
        """How many things should have been done before this day."""
        return sum(each.due < self.day for each in self.due)


def gather(workspace: Workspace, taker: str) -> Handover:
    """Read what there is to hand over to `taker`. Raises `UserFacingError` where nobody is known who hands over, or
    who takes over is nobody or the same."""
    giver, taker = workspace.require_person("工作交接"), checked_person(taker)
    if taker == giver:
        raise UsageError("taker-same", f"移交人和接收人都是{giver}。请先写明是谁移交，再写交给谁。")
    store, own = workspace.store, workspace.organisation
    key, calendar = find_device_key(own.id), office_calendar(workspace)
    tables = [
        TableStanding(each.field or "", each.name, each.entries, each.entries - each.done)
        for each in own_tables(workspace)
        if each.entries
    ]
    names = {template.code: template.name for template in workspace.library.notice_templates.values()}
    return Handover(
        own.name,
        workspace.edition,
        workspace.today(),
        giver,
        taker,
        tuple(tables),
        sum(store.proposals.waiting_counts(workspace.edition).values()),
        sum(row["standing"] == "prepared" for row in store.packages.all()),
        tuple(f"{each.item or ''} {each.title}".strip() for each in open_returns(workspace) if not each.is_answered),
        tuple(open_deadlines(workspace, calendar)),
        len(open_reviews(workspace)),
        sum(line.is_open and line.due is None for line in plan_lines(workspace, calendar)),
        tuple(names.get(code, code) for code in unfinished_templates(workspace)),
        None if key is None else key.fingerprint,
        sum(not each.is_revoked for each in believed_devices(workspace)),
    )


def due_words(deadline: Deadline, today: date) -> str:
    """One thing that is due. A request for information is told by its number and matter, never by who asked."""
    late = "，已逾期" if deadline.due < today else ""
    return f"{full_date(deadline.due)}　{KIND_WORDS[deadline.kind]}：{deadline.title}{late}"
