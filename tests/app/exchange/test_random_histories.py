"""Two clerks of one unit edit, exchange, undo and decide in any order: nothing is lost unnoticed, and they can meet."""

import itertools
import shutil
from collections import defaultdict
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app.doctor import examine
from app.drafting.adopting import adopt
from app.drafting.editing import remove_entry, set_entry
from app.drafting.history import standing_revision, undo
from app.drafting.lookup import find_entry
from app.exchange.handing_in import export_entries
from app.exchange.taking_in import import_file
from app.proposals.proposals import decide, waiting
from app.workspace import Workspace
from tests.app.exchange.desks import trust_sender
from tests.support import TOWNSHIP, Computer, computer

ITEMS = ("05-001", "05-002")
ELEMENTS = ("publisher", "level3")
Place = tuple[str, str]

WHO = st.integers(0, 1)
STEPS = st.lists(
    st.one_of(
        st.tuples(st.just("edit"), WHO, st.sampled_from(ITEMS), st.sampled_from(ELEMENTS)),
        st.tuples(st.just("edit"), WHO, st.sampled_from(ITEMS), st.sampled_from(ELEMENTS)),
        st.tuples(st.just("remove"), WHO, st.sampled_from(ITEMS)),
        st.tuples(st.just("bring back"), WHO, st.sampled_from(ITEMS)),
        st.tuples(st.just("undo"), WHO),
        st.tuples(st.just("send"), WHO),
        st.tuples(st.just("send"), WHO),
        st.tuples(st.just("send an old one"), WHO, st.integers(0, 5)),
        st.tuples(st.just("decide"), WHO, st.sampled_from(["ours", "theirs"])),
    ),
    min_size=4,
    max_size=14,
)


@pytest.fixture(scope="module")
def beginning(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """The folders of two computers that hold the same and trust each other."""
    folder = tmp_path_factory.mktemp("beginning")
    desks = [computer(folder / name, TOWNSHIP, person=name) for name in ("甲", "乙")]
    for desk in desks:
        with desk.working() as workspace:
            for item in ITEMS:
                adopt(workspace, item=item)
    for one, other in (desks, reversed(desks)):
        trust_sender(other, one.export("给对方.zwgk", kind="work").path)
    return desks[0].folder, desks[1].folder


@dataclass
class Clerk:
    """One side, with everything that ever stood there: what it can be said to know."""

    desk: Computer
    workspace: Workspace
    known: dict[Place, set] = field(default_factory=lambda: defaultdict(set))
    sent: list[tuple[Path, dict[Place, set]]] = field(default_factory=list)

    def heads(self) -> dict[Place, object]:
        rows = self.workspace.store.entries.listed(removed=True)
        values = {}
        for row in rows:
            values |= {(row.content["item"], element): row.content["values"][element] for element in ELEMENTS}
            values[row.content["item"], "removed"] = row.content["removed"]
        return values

    def look(self) -> None:
        for place, value in self.heads().items():
            self.known[place].add(value)

    def decide(self, side: str, **options) -> None:
        """Answer every question; whoever does has seen both sides."""
        asked = waiting(self.workspace)
        for proposal in asked:
            item, values = proposal.theirs["item"], proposal.theirs["values"]
            for element in ELEMENTS:
                self.known[item, element].add(values[element])
            self.known[item, "removed"].add(proposal.theirs["removed"])
        decide(self.workspace, asked, side, **options)
        self.look()

    def contents(self) -> dict[str, dict]:
        return {row.id: row.content for row in self.workspace.store.entries.listed(removed=True)}


class Story:
    """Runs the steps and holds each automatic change against what its sender knew."""

    def __init__(self, clerks: list[Clerk]):
        self.clerks = clerks
        self.values = itertools.count(1)
        self.files = itertools.count(1)
        for clerk in clerks:
            clerk.look()

    def perform(self, act: str, who: int, *rest) -> None:
        clerk, other = self.clerks[who], self.clerks[1 - who]
        with clerk.desk.keys():
            if act == "edit":
                self.edit(clerk, *rest)
            elif act == "remove" and not clerk.heads()[rest[0], "removed"]:
                remove_entry(clerk.workspace, find_entry(clerk.workspace, rest[0]))
            elif act == "bring back":
                adopt(clerk.workspace, item=rest[0])
            elif act == "undo" and self.has_own_work(clerk):
                undo(clerk.workspace)
            elif act == "decide":
                clerk.decide(rest[0])
        clerk.look()
        if act == "send":
            self.send(clerk, other)
        elif act == "send an old one" and clerk.sent:
            self.take_in(other, *clerk.sent[rest[0] % len(clerk.sent)])

    def edit(self, clerk: Clerk, item: str, element: str) -> None:
        if not clerk.heads()[item, "removed"]:
            set_entry(clerk.workspace, find_entry(clerk.workspace, item), {element: f"第{next(self.values)}版"})
            clerk.look()

    def has_own_work(self, clerk: Clerk) -> bool:
        """Adopting at the beginning stays."""
        done = clerk.workspace.store.operations.last_standing(["set", "remove", "adopt", "import", "decide"])
        return done is not None and not (done["kind"] == "adopt" and done["number"] <= 3)

    def send(self, clerk: Clerk, other: Clerk) -> None:
        path = clerk.desk.folder / f"{next(self.files)}.zwgk"
        with clerk.desk.keys():
            export_entries(clerk.workspace, path, kind="work")
        knowledge = {place: set(values) for place, values in clerk.known.items()}
        clerk.sent.append((path, knowledge))
        self.take_in(other, path, knowledge)

    def take_in(self, clerk: Clerk, path: Path, knowledge: dict[Place, set]) -> None:
        before = clerk.heads()
        with clerk.desk.keys():
            outcome = import_file(clerk.workspace, path)
        assert outcome.result != "refused", outcome.reason
        for place, value in clerk.heads().items():
            lost = before.get(place)
            assert value == lost or lost in knowledge[place], (
                f"{place}: {lost} became {value}, sender knew nothing of it"
            )
        clerk.look()

    def meet(self) -> None:
        """Exchange until nothing waits, both deciding for the first clerk's side."""
        first, second = self.clerks
        for _ in range(3):
            for giver, taker, side in ((first, second, "theirs"), (second, first, "ours")):
                self.send(giver, taker)
                with taker.desk.keys():
                    taker.decide(side)


@pytest.fixture
def clerks(beginning: tuple[Path, Path], tmp_path: Path) -> Callable:
    """Return a way to begin anew."""
    stories = itertools.count()
    return lambda: _sit_down(beginning, tmp_path / str(next(stories)))


def _sit_down(beginning: tuple[Path, Path], folder: Path) -> tuple[ExitStack, list[Clerk]]:
    stack, clerks = ExitStack(), []
    stack.callback(shutil.rmtree, folder)
    for begun in beginning:
        shutil.copytree(begun, folder / begun.name)
        desk = Computer(folder / begun.name, begun.name)
        clerks.append(Clerk(desk, stack.enter_context(desk.working())))
    return stack, clerks


def tell(clerks, steps: list[tuple]) -> None:
    stack, sides = clerks()
    with stack:
        story = Story(sides)
        for step in steps:
            story.perform(*step)
        story.meet()
        assert sides[0].contents() == sides[1].contents()
        for clerk in sides:
            assert waiting(clerk.workspace) == []
            assert examine(clerk.workspace).problems == []


@settings(max_examples=10, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(steps=STEPS)
def test_any_order_of_work_and_exchange_loses_nothing_unnoticed(clerks, steps: list[tuple]):
    tell(clerks, steps)


@pytest.mark.drill
def test_many_orders_of_work_and_exchange_lose_nothing_unnoticed(clerks, record_property):
    told = itertools.count()

    @settings(max_examples=1000, deadline=None, suppress_health_check=list(HealthCheck))
    @given(steps=STEPS)
    def tell_many(steps: list[tuple]) -> None:
        next(told)
        tell(clerks, steps)

    tell_many()
    record_property("figure", f"{next(told)} 种先后，没有一栏不声不响地丢失，最后两边都一样")


def test_an_undone_edit_does_not_come_back_from_where_it_was_sent(clerks):
    stack, (first, second) = clerks()
    with stack:
        story = Story([first, second])
        story.edit(second, "05-001", "publisher")
        story.edit(second, "05-001", "publisher")
        story.send(second, first)
        story.perform("undo", 1)
        undone = second.contents()
        story.send(first, second)
        assert second.contents() == undone
        story.send(second, first)
        assert first.contents() == undone


@pytest.mark.drill
def test_a_long_history_of_joins_is_compared_at_once(clerks):
    """Each join has two parents; looking for a common ancestor must not try every way through them."""
    stack, (first, second) = clerks()
    with stack:
        story = Story([first, second])
        for number in range(25):
            story.edit(first, "05-001", "publisher")
            story.edit(second, "05-001", "level3")
            story.send(first, second)
            with second.desk.keys():
                side = "ours" if number % 2 else "theirs"
                asked = waiting(second.workspace)
                second.decide(side, elements={proposal.id: {"level3": "ours"} for proposal in asked})
            story.send(second, first)
        story.meet()
        assert first.contents() == second.contents()


def test_a_file_taken_in_and_undone_again_and_again_can_still_be_taken_in(clerks):
    """Undoing the same import twice leads to one and the same revision twice."""
    stack, (first, second) = clerks()
    with stack:
        story = Story([first, second])
        story.edit(second, "05-001", "publisher")
        story.send(second, first)
        sent, entry = second.contents(), find_entry(first.workspace, "05-001").id
        adopted = first.workspace.store.operations.of_subject("entry", entry)[0]["after"]
        for _ in range(3):
            story.perform("undo", 0)
            assert first.contents() != sent
            assert standing_revision(first.workspace, "entry", entry) == adopted
            story.perform("send an old one", 1, 0)
            assert first.contents() == sent
