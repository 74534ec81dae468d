"""Interpretations that stand in the ledger twice: two clerks had each put one there, before a line bore the same id on
every PC, and the plan came to know one of the two. The other counts beside it, as due or published once more."""

from datetime import date

from msgspec import Struct, structs

from app.drafting.operations import Operation, operation
from app.registers.ledger_records import KeptPublication, Outlet
from app.registers.plan_records import PLAN, KeptPlan
from app.registers.plans import plans, title_of_plan, write_linked
from app.registers.publications import all_publications, write_line
from app.registers.reviews import review_of
from app.registers.subjects import line_subject
from app.workspace import Workspace


class Doubled(Struct, frozen=True):
    """A plan whose interpretation has several lines: the one that is to stay, with the places of all, and those that
    go."""

    plan: KeptPlan
    stays: KeptPublication
    going: tuple[KeptPublication, ...]


def doubled_lines(workspace: Workspace) -> list[Doubled]:
    """Return the plans of which an earlier version of the plan knew a line that stands beside the one it knows now."""
    found = [each for each in plans(workspace) if each.plan.line]
    ever = workspace.store.revisions.of_subjects(PLAN, [each.id for each in found]) if found else {}
    known = {id: {row["content"].get("line", "") for row in rows} for id, rows in ever.items()}
    several = [each for each in found if len(known.get(each.id, set()) - {""}) > 1]
    if not several:
        return []
    standing = {each.id: each for each in all_publications(workspace)}
    doubled = []
    for plan in several:
        lines = [standing[id] for id in sorted(known[plan.id]) if id in standing]
        if len(lines) > 1 and plan.plan.line in standing:
            doubled.append(_doubled(workspace, plan, lines))
    return doubled


def doubled_words(doubled: Doubled) -> str:
    """Say of which interpretation several lines stand in the ledger."""
    return (
        f"解读“{title_of_plan(doubled.plan)[:60]}”在公开台账里记了 {1 + len(doubled.going)} 行，"
        "是两个人各记了一次，会算两遍。请合成一行，公开过的地方都留着。"
    )


def join_doubled(workspace: Workspace) -> int:
    """Make one line of those that stand for the same interpretation: places of all, the others struck out; one
    operation, undone in one step. Returns how many plans it was done for."""
    doubled = doubled_lines(workspace)
    if not doubled:
        return 0
    with operation(workspace, "ledger", f"合并台账里记了两次的解读 {len(doubled)} 件") as act:
        for each in doubled:
            _join(act, each)
    return len(doubled)


def _join(act: Operation, doubled: Doubled) -> None:
    write_line(act, doubled.stays)
    for each in doubled.going:
        write_line(act, structs.replace(each, line=structs.replace(each.line, removed=True)))
    if doubled.plan.plan.line != doubled.stays.id:
        write_linked(act, doubled.plan, doubled.stays.id)


def _doubled(workspace: Workspace, plan: KeptPlan, lines: list[KeptPublication]) -> Doubled:
    def done(line: KeptPublication) -> tuple[bool, int, bool]:
        review = review_of(workspace, line_subject(line))
        return bool(line.outlets), len(review.stages) if review else 0, line.id == plan.plan.line

    stays = max(lines, key=done)
    going = tuple(each for each in lines if each.id != stays.id)
    return Doubled(plan, _with_places(stays, going), going)


def _with_places(line: KeptPublication, others: tuple[KeptPublication, ...]) -> KeptPublication:
    """Return a line with the places of others, too; of one that several name, what was published there first."""
    outlets: dict[str, Outlet] = {}
    for each in (*line.outlets, *(outlet for other in others for outlet in other.outlets)):
        known = outlets.get(each.place)
        if known is None or _day(each) < _day(known):
            outlets[each.place] = structs.replace(each, line=line.id)
    formed = min(line.line.formed, *(each.published for each in outlets.values()), date.max)
    return structs.replace(line, line=structs.replace(line.line, formed=formed), outlets=tuple(outlets.values()))


def _day(outlet: Outlet) -> tuple[date, bool]:
    # Of two of one day the one that is still out.
    return outlet.published, outlet.taken_down is not None
