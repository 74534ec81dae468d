"""Two and three clerks of one unit work and exchange in any order: they end with the same entries and questions."""

import itertools
import json
import shutil
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from app.doctor import examine
from app.drafting.adopting import add_local, adopt
from app.drafting.concern import KIND as CONCERN
from app.drafting.concern import not_concerned, say_concern
from app.drafting.editing import remove_entry, set_entry
from app.drafting.history import redo, undo
from app.drafting.operations import head_of
from app.errors import UserFacingError
from app.exchange.ancestry import Ancestry
from app.exchange.handing_in import export_entries
from app.exchange.taking_in import import_file
from app.proposals.comparison import BEING, ElementDifference, differences
from app.proposals.proposals import Stored, decide, waiting
from app.workspace import Workspace
from tests.app.exchange.desks import trust_sender
from tests.support import TOWNSHIP, Clock, Computer, computer

NAMES = ("甲", "乙", "丙")
ITEMS = ("05-001", "05-002", "05-003")
"""The third is adopted by nobody at the beginning."""
FIELDS = ("05", "06")
"""What may be said not to concern the unit, and to concern it again."""
SKEWS = (timedelta(), timedelta(minutes=-7), timedelta(minutes=11))
"""By how much the clocks of the desks go wrong."""
ALL_WAYS = tuple(itertools.permutations(range(3), 2))
"""Who gives to whom: (giver, taker)."""
TEXTS = ("publisher", "level3")
MOST_ROUNDS = 8
"""So often everybody gives everybody a package before all must hold the same."""

Questions = dict[tuple[str, str], set[str]]
"""By subject and element the values between which somebody has to decide."""
Contents = dict[str, dict[str, Any]]

who = st.integers(0, 2)
entry = st.integers(0, 4)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), who, entry, st.sampled_from(TEXTS)),
        st.tuples(st.just("write"), who, entry, st.sampled_from(TEXTS)),
        st.tuples(st.just("clear"), who, entry, st.sampled_from(TEXTS)),
        st.tuples(st.just("not concerned"), who, entry),
        st.tuples(st.just("concerned"), who, entry),
        st.tuples(st.just("add"), who),
        st.tuples(st.just("remove"), who, entry),
        st.tuples(st.just("finish"), who, entry),
        st.tuples(st.just("concern"), who, st.sampled_from(FIELDS)),
        st.tuples(st.just("adopt"), who, st.sampled_from(ITEMS)),
        st.tuples(st.just("undo"), who),
        st.tuples(st.just("redo"), who),
        st.tuples(st.just("give"), who, who),
        st.tuples(st.just("give"), who, who),
        st.tuples(st.just("give"), who, who),
        st.tuples(st.just("give again"), who, who, st.integers(0, 9)),
        st.tuples(st.just("decide"), who, st.sampled_from(["ours", "theirs"])),
    ),
    min_size=4,
    max_size=24,
)


@dataclass
class Clerk:
    """One desk, what was ever typed there and what was handed to others."""

    desk: Computer
    workspace: Workspace
    typed: set[tuple[str, str, str]] = field(default_factory=set)
    given: list[Path] = field(default_factory=list)

    def contents(self) -> Contents:
        """Every entry and every field that does not concern the unit, removed ones too, by id."""
        store = self.workspace.store
        records = store.records.of_kind(CONCERN, removed=True)
        return {row.id: row.content for row in (*store.entries.listed(removed=True), *records)}

    def ends(self) -> dict[str, set[str]]:
        """By subject, the revisions at which its lines end: the one that stands and those that wait beside it."""
        ancestry, store = Ancestry(self.workspace.store.revisions), self.workspace.store
        standing = [*store.entries.listed(removed=True), *store.records.of_kind(CONCERN, removed=True)]
        ends = {row.id: {ancestry.standing(row.revision)} for row in standing}
        for proposal in waiting(self.workspace):
            ends[proposal.subject_id].add(proposal.lineage.revision)
        return ends

    def questions(self) -> Questions:
        """All that waits here, held against what stands now."""
        found: Questions = {}
        for proposal in self.asked():
            for each in self.open(proposal):
                found.setdefault((proposal.subject_id, each.element), set()).update({str(each.ours), str(each.theirs)})
        return found

    def open(self, proposal: Stored) -> list[ElementDifference]:
        """The elements of a proposal that somebody has to answer."""
        ours = head_of(self.workspace, proposal.subject_kind, proposal.subject_id).content
        found = differences(proposal.base, ours, proposal.theirs)
        return [each for each in found if each.kind == "conflict" or each.element in BEING]

    def decide_by_value(self) -> None:
        """Answer what is asked with the greatest of the values, whoever's they are."""
        for proposal in self.asked():
            sides = {
                each.element: "ours" if str(each.ours) > str(each.theirs) else "theirs" for each in self.open(proposal)
            }
            decide(self.workspace, [proposal], "ours", {proposal.id: sides})

    def lines(self) -> set[str]:
        """The revisions at which entries stand and those behind them."""
        ancestry = Ancestry(self.workspace.store.revisions)
        standing = {ancestry.standing(row.revision) for row in self.workspace.store.entries.listed(removed=True)}
        return standing.union(*(ancestry.behind(revision) for revision in standing if revision))

    def state(self) -> tuple[Contents, list[tuple]]:
        """All that another package could change."""
        asked = sorted((p.subject_id, p.lineage.revision, repr(p.base), repr(p.differences)) for p in self.asked())
        return self.contents(), asked

    def held(self) -> set[tuple[str, str, str]]:
        """Every text that any revision here ever had, by entry and element."""
        found = set()
        for row in self.workspace.store.revisions.each():
            values = json.loads(row["content"]).get("values", {})
            found |= {(row["subject_id"], element, text) for element, text in values.items() if isinstance(text, str)}
        return found

    def asked(self) -> list[Stored]:
        return waiting(self.workspace)


class Office:
    """The clerks of one unit and what they do."""

    def __init__(self, clerks: list[Clerk]):
        self.clerks = clerks
        self.numbers = itertools.count(1)

    def perform(self, act: str, who: int, *rest: Any) -> None:
        clerk = self.clerks[who % len(self.clerks)]
        if act in ("give", "give again"):
            self.hand(act, clerk, self.clerks[rest[0] % len(self.clerks)], *rest[1:])
            return
        with clerk.desk.keys():
            getattr(self, act.replace(" ", "_"))(clerk, *rest)

    def write(self, clerk: Clerk, which: int, element: str) -> None:
        self.change(clerk, which, {element: f"第{next(self.numbers)}版"})

    def clear(self, clerk: Clerk, which: int, element: str) -> None:
        self.change(clerk, which, {element: None})

    def not_concerned(self, clerk: Clerk, which: int) -> None:
        self.change(clerk, which, {}, not_applicable=f"理由{next(self.numbers)}")

    def concerned(self, clerk: Clerk, which: int) -> None:
        self.change(clerk, which, {}, not_applicable=None)

    def finish(self, clerk: Clerk, which: int) -> None:
        try:
            self.change(clerk, which, {}, state="ready")
        except UserFacingError as error:
            assert error.code == "blocked-by-findings"

    def concern(self, clerk: Clerk, field: str) -> None:
        said = not_concerned(clerk.workspace)
        if said.pop(field, None) is None:
            said[field] = f"理由{next(self.numbers)}"
        say_concern(clerk.workspace, said)

    def add(self, clerk: Clerk) -> None:
        text = f"第{next(self.numbers)}版"
        id = add_local(clerk.workspace, {"level1": "自建", "publisher": text}, field="05")
        clerk.typed.add((id, "publisher", text))

    def remove(self, clerk: Clerk, which: int) -> None:
        for row in self.rows(clerk, which):
            remove_entry(clerk.workspace, row)

    def adopt(self, clerk: Clerk, item: str) -> None:
        adopt(clerk.workspace, item=item)

    def undo(self, clerk: Clerk) -> None:
        try:
            undo(clerk.workspace)
        except UserFacingError as error:
            assert error.code == "undo-overtaken"

    def redo(self, clerk: Clerk) -> None:
        try:
            redo(clerk.workspace)
        except UserFacingError as error:
            assert error.code == "undo-overtaken"

    def decide(self, clerk: Clerk, side: str) -> None:
        decide(clerk.workspace, clerk.asked(), side)

    def change(self, clerk: Clerk, which: int, values: dict[str, Any], **options: Any) -> None:
        for row in self.rows(clerk, which):
            set_entry(clerk.workspace, row, values, **options)
            clerk.typed |= {(row.id, element, text) for element, text in values.items() if text}

    def rows(self, clerk: Clerk, which: int) -> list:
        """One live entry, none where there is none."""
        live = sorted(clerk.workspace.store.entries.listed(), key=lambda row: row.id)
        return [live[which % len(live)]] if live else []

    def hand(self, act: str, giver: Clerk, taker: Clerk, old: int = 0) -> None:
        if giver is taker:
            return
        if act == "give":
            path = giver.desk.folder / f"{next(self.numbers)}.zwgk"
            with giver.desk.keys():
                export_entries(giver.workspace, path, kind="work")
            giver.given.append(path)
        elif not giver.given:
            return
        else:
            path = giver.given[old % len(giver.given)]
        with taker.desk.keys():
            outcome = import_file(taker.workspace, path)
        assert outcome.result != "refused", outcome.reason

    def held_up(self) -> set[str]:
        """The entries about which somebody is asked what its maker handed over and took back: nobody stands there, and
        no other desk knows of it, so it stays a question where it waits until it is answered there."""
        lines = set().union(*(clerk.lines() for clerk in self.clerks))
        asked = (p for clerk in self.clerks for p in clerk.asked() if p.subject_kind == "entry")
        return {p.subject_id for p in asked if p.lineage.revision not in lines}

    def exchange(self, order: Iterable[tuple[int, int]] = ALL_WAYS) -> None:
        """Everybody gives to everybody until nobody learns anything new."""
        ways = [(giver, taker) for giver, taker in order if max(giver, taker) < len(self.clerks)]
        for _ in range(MOST_ROUNDS):
            before = [clerk.state() for clerk in self.clerks]
            for giver, taker in ways:
                self.hand("give", self.clerks[giver], self.clerks[taker])
            if [clerk.state() for clerk in self.clerks] == before:
                return
        raise AssertionError("they never come to rest")


@pytest.fixture(scope="module")
def beginning(tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The folders of three computers that hold the same and trust each other."""
    folder = tmp_path_factory.mktemp("beginning")
    desks = [computer(folder / name, TOWNSHIP, person=name) for name in NAMES]
    for desk in desks:
        with desk.working() as workspace:
            for item in ITEMS[:2]:
                adopt(workspace, item=item)
        path = desk.export("给同事.zwgk", kind="work").path
        for other in desks:
            if other is not desk:
                trust_sender(other, path)
    return [desk.folder for desk in desks]


@pytest.fixture
def sit_down(beginning: list[Path], tmp_path: Path) -> Callable:
    """Return a way to begin anew with so many clerks."""
    numbers = itertools.count()
    return lambda clerks: _sit_down(beginning[:clerks], tmp_path / str(next(numbers)))


def _sit_down(beginning: list[Path], folder: Path) -> tuple[ExitStack, Office]:
    stack, clerks = ExitStack(), []
    stack.callback(shutil.rmtree, folder)
    for begun, skew in zip(beginning, SKEWS, strict=False):
        shutil.copytree(begun, folder / begun.name)
        desk = Computer(folder / begun.name, begun.name, Clock(Clock()() + skew))
        clerks.append(Clerk(desk, stack.enter_context(desk.working())))
    return stack, Office(clerks)


def tell(sit_down: Callable, count: int, steps: list[tuple], sides: list[str]) -> None:
    stack, office = sit_down(count)
    with stack:
        for step in steps:
            office.perform(*step)
        office.exchange()
        first, *others = office.clerks
        held_up = office.held_up()
        for other in others:
            assert _without(other.ends(), held_up) == _without(first.ends(), held_up)
            settled = {id for id, ends in first.ends().items() if len(ends) == 1} - held_up
            assert {id: other.contents()[id] for id in settled} == {id: first.contents()[id] for id in settled}
        _decide_all(office, sides)
        typed = set().union(*(clerk.typed for clerk in office.clerks))
        for clerk in office.clerks:
            assert typed <= clerk.held()
            assert clerk.contents() == first.contents()
            assert clerk.asked() == []
            assert examine(clerk.workspace).problems == []


def _without(ends: dict[str, set[str]], subjects: set[str]) -> dict[str, set[str]]:
    return {id: revisions for id, revisions in ends.items() if id not in subjects}


def _decide_all(office: Office, sides: list[str]) -> None:
    """Whoever has a question answers; the answers travel until nobody has one."""
    for side, clerk in zip(sides, itertools.cycle(office.clerks), strict=False):
        with clerk.desk.keys():
            decide(clerk.workspace, clerk.asked(), side)
        office.exchange()


STORIES: dict[str, list[tuple]] = {
    "an import taken back while its sender removed the entry": [
        ("remove", 1, 0),
        ("write", 1, 3, "level3"),
        ("write", 0, 1, "publisher"),
        ("give", 1, 0),
        ("remove", 1, 4),
        ("undo", 0),
    ],
    "a decision for theirs taken back after it was handed over": [
        ("write", 0, 0, "publisher"),
        ("write", 1, 0, "publisher"),
        ("give", 1, 0),
        ("decide", 0, "theirs"),
        ("give", 0, 1),
        ("undo", 0),
    ],
    "a decision for ours taken back after it was handed over": [
        ("write", 0, 0, "publisher"),
        ("write", 1, 0, "publisher"),
        ("give", 1, 0),
        ("decide", 0, "ours"),
        ("give", 0, 1),
        ("undo", 0),
    ],
    "a decision for ours taken back before anybody heard of it": [
        ("write", 0, 0, "publisher"),
        ("write", 1, 0, "publisher"),
        ("give", 1, 0),
        ("decide", 0, "ours"),
        ("undo", 0),
        ("write", 0, 0, "level3"),
    ],
    "a decision taken back on one desk and worked on at the other": [
        ("write", 0, 0, "publisher"),
        ("write", 1, 0, "publisher"),
        ("give", 1, 0),
        ("decide", 0, "theirs"),
        ("give", 0, 1),
        ("write", 1, 0, "level3"),
        ("undo", 0),
        ("write", 0, 0, "publisher"),
    ],
    "an import taken back and its author's own step back": [
        ("write", 1, 0, "publisher"),
        ("give", 1, 0),
        ("undo", 0),
        ("undo", 1),
        ("write", 0, 0, "publisher"),
    ],
    "an import taken back after another package that brought nothing more": [
        ("write", 1, 0, "publisher"),
        ("give", 1, 2),
        ("give", 1, 0),
        ("give", 2, 0),
        ("undo", 1),
        ("undo", 0),
    ],
    "an import taken back after the same once more": [
        ("write", 1, 0, "publisher"),
        ("give", 1, 0),
        ("write", 1, 0, "level3"),
        ("give", 1, 0),
        ("undo", 0),
        ("undo", 0),
        ("give again", 1, 0, 1),
    ],
    "a removal taken back after the other decided about it": [
        ("remove", 0, 0),
        ("write", 1, 0, "publisher"),
        ("give", 0, 1),
        ("decide", 1, "theirs"),
        ("undo", 0),
        ("give", 1, 0),
    ],
    "a removal on one side, not concerned on the other, and both taken back": [
        ("remove", 0, 0),
        ("not concerned", 1, 0),
        ("give", 0, 1),
        ("give", 1, 0),
        ("decide", 0, "theirs"),
        ("undo", 1),
        ("undo", 0),
        ("undo", 0),
    ],
    "decisions both ways, crosswise, and more work on top": [
        ("write", 0, 0, "publisher"),
        ("write", 1, 0, "publisher"),
        ("write", 2, 0, "publisher"),
        ("give", 0, 1),
        ("give", 1, 2),
        ("give", 2, 0),
        ("decide", 0, "theirs"),
        ("decide", 1, "theirs"),
        ("decide", 2, "ours"),
        ("write", 0, 0, "level3"),
        ("write", 1, 0, "level3"),
        ("give", 0, 1),
        ("give", 1, 0),
        ("give", 1, 2),
        ("undo", 2),
    ],
    "a new entry taken back where it came to and adopted there again": [
        ("adopt", 1, "05-003"),
        ("give", 1, 0),
        ("undo", 0),
        ("adopt", 0, "05-003"),
        ("write", 0, 2, "publisher"),
        ("write", 1, 2, "publisher"),
    ],
}


@pytest.mark.parametrize("story", STORIES)
def test_three_clerks_end_with_the_same_after(sit_down, story: str):
    tell(sit_down, 3, STORIES[story], ["ours", "theirs", "ours"])


EDITS = st.lists(
    st.one_of(
        st.tuples(st.just("write"), who, entry, st.sampled_from(TEXTS)),
        st.tuples(st.just("clear"), who, entry, st.sampled_from(TEXTS)),
        st.tuples(st.just("not concerned"), who, entry),
        st.tuples(st.just("remove"), who, entry),
        st.tuples(st.just("finish"), who, entry),
        st.tuples(st.just("concern"), who, st.sampled_from(FIELDS)),
        st.tuples(st.just("adopt"), who, st.sampled_from(ITEMS)),
        st.tuples(st.just("undo"), who),
    ),
    min_size=2,
    max_size=10,
)
"""What clerks do each at their own desk before any of them hears of the others."""


def meet(sit_down: Callable, edits: list[tuple], order: Iterable[tuple[int, int]]) -> tuple[Questions, Contents]:
    """Return what is asked, and what all hold when it is answered, after giving each other their work in an order."""
    stack, office = sit_down(3)
    with stack:
        for step in edits:
            office.perform(*step)
        office.exchange(order)
        asked: Questions = {}
        for clerk in office.clerks:
            for key, values in clerk.questions().items():
                asked.setdefault(key, set()).update(values)
        for clerk in office.clerks:
            with clerk.desk.keys():
                clerk.decide_by_value()
            office.exchange(order)
        first, *others = office.clerks
        assert all(clerk.contents() == first.contents() for clerk in others)
        assert all(clerk.asked() == [] for clerk in office.clerks)
        return asked, first.contents()


ORDERS = st.lists(st.permutations(ALL_WAYS), min_size=2, max_size=2)


@settings(max_examples=2, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(edits=EDITS, orders=ORDERS)
def test_any_order_of_exchange_asks_the_same_and_ends_with_the_same(sit_down, edits: list[tuple], orders: list):
    first, second = (meet(sit_down, edits, order) for order in orders)
    assert first == second


CLERKS = st.sampled_from([2, 3])
SIDES = st.lists(st.sampled_from(["ours", "theirs"]), min_size=3, max_size=3)


@settings(max_examples=3, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(count=CLERKS, steps=STEPS, sides=SIDES)
def test_clerks_end_with_the_same_entries_and_the_same_questions(
    sit_down, count: int, steps: list[tuple], sides: list[str]
):
    tell(sit_down, count, steps, sides)


@pytest.mark.drill
def test_many_orders_of_work_end_with_the_same_entries_and_questions(sit_down, record_property):
    told = itertools.count()

    @settings(
        # To shrink a story takes longer than to tell them all.
        phases=(Phase.generate,),
        max_examples=400,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(count=CLERKS, steps=STEPS, sides=SIDES)
    def tell_many(count: int, steps: list[tuple], sides: list[str]) -> None:
        next(told)
        tell(sit_down, count, steps, sides)

    tell_many()
    record_property("figure", f"{next(told)} 种先后，两三台电脑最后内容一样，没决定的也一样")


@pytest.mark.drill
def test_many_orders_of_exchange_ask_the_same_and_end_with_the_same(sit_down, record_property):
    told = itertools.count()

    @settings(
        # To shrink a story takes longer than to tell them all.
        phases=(Phase.generate,),
        max_examples=100,
        database=None,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    @given(edits=EDITS, orders=ORDERS)
    def meet_many(edits: list[tuple], orders: list) -> None:
        next(told)
        first, second = (meet(sit_down, edits, order) for order in orders)
        assert first == second

    meet_many()
    record_property("figure", f"{next(told)} 组改动，各按两种先后交换，要决定的一样，决定以后内容也一样")
