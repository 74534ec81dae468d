"""A program killed at any moment: the file opens, is sound, and holds everything that was reported as done.

The moment is counted in calls, so that a run can be repeated; the drill takes moments of the clock besides, which also
fall into the midst of a call to the disk.
"""

import random
import shutil
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pytest

from app.backups import back_up, restore, verify_backup
from app.doctor import examine
from app.drafting.adopting import adopt
from app.drafting.editing import confirm, remove_entry, set_entry
from app.drafting.history import undo
from app.drafting.lookup import find_entry
from app.drafting.typing_drafts import keep_draft, settle_draft
from app.exchange.handing_in import export_entries
from app.exchange.package_reading import open_package
from app.exchange.taking_in import import_file
from app.opening import open_workspace
from app.products.catalogue import print_catalogue_of
from app.proposals.proposals import decide, waiting
from app.safekeeping.keeping import keep
from app.safekeeping.listing import listed_backups
from app.safekeeping.series import CLOSING
from app.workspace import Workspace
from db.store import require_sound_store
from tests.app.exchange.desks import admit_sender
from tests.support import COUNTY, TOWNSHIP, Computer, Death, computer, in_child, kill_self, views

Report = Callable[[str], None]
KILLS = 3
"""Moments for each act in an ordinary run."""


@dataclass(frozen=True)
class Scene:
    """A township and its county with work behind them: packages in and out, a question that waits."""

    folder: Path

    @property
    def township(self) -> Computer:
        return Computer(self.folder / "兴隆镇", "李梅")

    @property
    def county(self) -> Computer:
        return Computer(self.folder / "青山县", "王主任")


Act = Callable[[Scene, Report], None]


@pytest.fixture(scope="module")
def prepared(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("scene")
    scene = Scene(folder)
    computer(scene.township.folder, TOWNSHIP)
    computer(scene.county.folder, COUNTY)
    with scene.township.working() as workspace:
        adopt(workspace, field="05")
    first = scene.township.export("第一轮.zwgk").path
    admit_sender(scene.county, first, "兴隆镇")
    scene.county.take_in(first)
    old = scene.township.path.read_bytes()
    scene.township.set("05-003", publisher="丢失的一边")
    scene.county.take_in(scene.township.export("第二轮.zwgk").path)
    scene.township.path.write_bytes(old)
    scene.township.set("05-003", publisher="恢复后的一边")
    scene.county.take_in(scene.township.export("又是第二轮.zwgk").path)
    scene.township.set("05-004", publisher="第三轮")
    scene.township.export("第三轮.zwgk")
    return folder


@pytest.fixture
def stage(prepared: Path, tmp_path: Path) -> Callable[[], Scene]:
    """Return a way to begin at the same scene again."""

    def begin() -> Scene:
        shutil.rmtree(tmp_path / "scene", ignore_errors=True)
        shutil.copytree(prepared, tmp_path / "scene")
        return Scene(tmp_path / "scene")

    return begin


# --- the acts --------------------------------------------------------------------------------------------------


def at_township(act: Callable[[Workspace, Computer], object]) -> Act:
    def perform(scene: Scene, report: Report) -> None:
        with scene.township.working() as workspace:
            act(workspace, scene.township)
            report("done")

    return perform


def at_county(act: Callable[[Workspace, Computer], object]) -> Act:
    def perform(scene: Scene, report: Report) -> None:
        with scene.county.working() as workspace:
            act(workspace, scene.township)
            report("done")

    return perform


ACTS: dict[str, Act] = {
    "adopt": at_township(lambda w, _: adopt(w, field="06")),
    "set": at_township(lambda w, _: set_entry(w, find_entry(w, "05-003"), {"publisher": "党政办", "level3": "细项"})),
    "remove": at_township(lambda w, _: remove_entry(w, find_entry(w, "05-003"))),
    "confirm": at_township(lambda w, _: confirm(w, list(w.store.entries.listed()))),
    "undo": at_township(lambda w, _: undo(w)),
    "export": at_township(lambda w, desk: export_entries(w, desk.folder / "结果.zwgk")),
    "backup": at_township(lambda w, desk: back_up(w, desk.folder / "结果.qdbak")),
    "keep": at_township(lambda w, _: keep(w, CLOSING)),
    "print": at_township(lambda w, desk: print_catalogue_of(w, desk.folder / "结果.pdf", fields=["05"])),
    "import": at_county(lambda w, desk: import_file(w, desk.folder / "第三轮.zwgk")),
    "decide": at_county(lambda w, _: decide(w, waiting(w), "theirs")),
}


TYPED = ("党", "党政", "党政办", "党政办公", "党政办公室")


def type_on(scene: Scene, report: Report) -> None:
    with scene.township.working() as workspace:
        id = find_entry(workspace, "05-003").id
        for text in TYPED:
            keep_draft(workspace, id, "publisher", text)
            report(text)
        settle_draft(workspace, id)


def standing(scene: Scene) -> dict:
    """What both sides see, after looking that their files are sound."""
    seen = {}
    for desk in (scene.township, scene.county):
        with desk.keys(), open_workspace(desk.path, person=desk.person) as workspace:
            problems = [line for line in examine(workspace).problems if "没有写完" not in line]
            assert problems == []
            shown = views(workspace)
            for view in shown.values():
                if view["confirmed"]:
                    view["confirmed"] = view["revision"] = "at some time"
            seen[desk.person] = (shown, len(waiting(workspace)))
    return seen


def look_at_products(scene: Scene) -> None:
    """Under its name a product is whole or not there, and can be made anew."""
    package, backup = scene.township.folder / "结果.zwgk", scene.township.folder / "结果.qdbak"
    if package.exists():
        with open_package(package) as opened:
            assert opened.manifest.round == 3
            before = opened.hash
        assert scene.township.export(package.name, force=True).hash == before
    assert scene.township.export("再来.zwgk").round in (3, 4)
    paper = scene.township.folder / "结果.pdf"
    if paper.exists():
        assert len(pypdfium2.PdfDocument(paper)) > 0
    with scene.township.keys():
        for kept in listed_backups():
            assert verify_backup(kept.path).reason == CLOSING
    if backup.exists():
        restore(backup, scene.folder / "恢复.qd")
    with scene.township.working() as workspace:
        back_up(workspace, backup, force=True)
        assert examine(workspace).problems == []


def killed(scene: Scene, act: Act, arm: Callable[[], None]) -> Death:
    """Perform an act in another process, which `arm` kills at some moment."""

    def work(report: Report) -> None:
        arm()
        act(scene, report)
        sys.setprofile(None)
        signal.setitimer(signal.ITIMER_REAL, 0)

    return in_child(work)


def after_calls(moment: int) -> Callable[[], None]:
    """Return what kills the process at its n-th call of a function."""

    def arm() -> None:
        calls = 0

        def count(_frame, event: str, _argument) -> None:
            nonlocal calls
            if event.endswith("call"):
                calls += 1
                if calls == moment:
                    kill_self()

        sys.setprofile(count)

    return arm


def after_seconds(seconds: float) -> Callable[[], None]:
    """Return what kills the process after a time, in the midst of whatever it does then."""
    return lambda: signal.setitimer(signal.ITIMER_REAL, seconds) and None


def calls_of(scene: Scene, act: Act) -> int:
    """Count the calls of an act that is left alone."""

    def work(report: Report) -> None:
        calls = 0

        def count(_frame, event: str, _argument) -> None:
            nonlocal calls
            calls += event.endswith("call")

        sys.setprofile(count)
        act(scene, lambda _: None)
        sys.setprofile(None)
        report(str(calls))

    return int(in_child(work).lines[0])


# --- the tests -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ACTS)
def test_a_kill_at_any_call_leaves_all_or_nothing(stage: Callable[[], Scene], name: str):
    scene, act = stage(), ACTS[name]
    before = standing(scene)
    calls = calls_of(scene, act)
    after = standing(scene)
    chance = random.Random(name)
    moments = [chance.randrange(calls * part // KILLS, calls * (part + 1) // KILLS) + 1 for part in range(KILLS)]
    for moment in moments:
        scene = stage()
        death = killed(scene, act, after_calls(moment))
        assert death.signal == signal.SIGKILL
        left = standing(scene)
        assert left == after or (left == before and not death.lines), f"killed at call {moment} of {calls}"
        look_at_products(scene)


@pytest.mark.drill
@pytest.mark.parametrize("name", ACTS)
def test_kills_by_the_clock_leave_all_or_nothing(stage: Callable[[], Scene], name: str, record_property):
    scene, act = stage(), ACTS[name]
    before = standing(scene)
    started = time.monotonic()
    killed(scene, act, lambda: None)
    duration = time.monotonic() - started
    after = standing(scene)
    chance = random.Random()
    deaths = done = 0
    for _ in range(80):
        scene = stage()
        death = killed(scene, act, after_seconds(chance.uniform(0.0005, duration)))
        deaths += death.signal == signal.SIGALRM
        left = standing(scene)
        assert left == after or (left == before and not death.lines)
        done += left == after
        look_at_products(scene)
    assert deaths
    record_property("figure", f"{name}：断掉 {deaths} 次，{done} 次已经做完，其余像没有做过，没有半个，没有丢失")


def test_a_kill_while_typing_loses_at_most_what_was_just_typed(stage: Callable[[], Scene]):
    chance = random.Random("typing")
    scene = stage()
    before = scene.township.views()["05-003"]["values"]["publisher"]
    calls = calls_of(scene, type_on)
    for part in range(8):
        scene = stage()
        moment = chance.randrange(calls * part // 8, calls * (part + 1) // 8) + 1
        death = killed(scene, type_on, after_calls(moment))
        kept = scene.township.views()["05-003"]["values"]["publisher"]
        reached = len(death.lines)
        assert kept in (before, *TYPED)[reached : reached + 2], f"killed at call {moment} of {calls}"
        standing(scene)


OLD = Path(__file__).resolve().parent.parent / "data" / "workspaces" / "schema-1.qd"


@pytest.mark.parametrize("deaths", [2, pytest.param(60, marks=pytest.mark.drill)])
def test_a_kill_while_upgrading_leaves_a_file_that_is_upgraded_the_next_time(
    tmp_path: Path, deaths: int, record_property
):
    """From a version of years ago: whole as it was, or as it is to be, with its backup beside it."""

    def upgraded(folder: Path) -> dict:
        with open_workspace(folder / "旧.qd") as workspace:
            assert examine(workspace).problems == []
            return views(workspace)

    def prepare(name: str) -> Path:
        folder = tmp_path / name
        folder.mkdir()
        shutil.copyfile(OLD, folder / "旧.qd")
        return folder

    def work(folder: Path, moment: int) -> Callable[[Report], None]:
        def perform(report: Report) -> None:
            calls = 0

            def count(_frame, event: str, _argument) -> None:
                nonlocal calls
                calls += event.endswith("call")
                if calls == moment:
                    kill_self()

            sys.setprofile(count)
            open_workspace(folder / "旧.qd").close()
            sys.setprofile(None)
            report(str(calls))

        return perform

    wanted = upgraded(prepare("无事"))
    calls = int(in_child(work(prepare("数一数"), 0)).lines[0])
    chance, done = random.Random(deaths), 0
    for number in range(deaths):
        folder = prepare(str(number))
        death = in_child(work(folder, chance.randrange(calls * number // deaths, calls * (number + 1) // deaths) + 1))
        assert death.signal == signal.SIGKILL
        for beside in folder.glob("旧.升级前-*.qd"):
            require_sound_store(beside)
            done += 1
        assert upgraded(folder) == wanted
        shutil.rmtree(folder)
    record_property("figure", f"升级时断掉 {deaths} 次，{done} 次升级前的备份已经做好，都是完整的，没有丢失")
