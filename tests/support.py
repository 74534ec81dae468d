"""What the tests of store, drafting and exchange share: units, a clock, simulated computers, dumps, children."""

import os
import signal
import sqlite3
import subprocess
import tempfile
import traceback
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from app.drafting.editing import set_entry
from app.drafting.lookup import find_entry
from app.drafting.progress import entry_views
from app.exchange.handing_in import HandedIn, export_entries
from app.exchange.taking_in import FileOutcome, import_file
from app.opening import create_workspace, open_workspace
from app.organisations import Organisation
from app.user_folder import DATA_HOME_VARIABLE
from app.workspace import Workspace

EDITION = "2026"
PASSWORDLESS_USER = 65534  # nobody


def unit(number: int, kind: str, name: str, code: str = "", parent: Organisation | None = None) -> Organisation:
    """Return an organisation with an id that is the same in every run."""
    id = f"00000000-0000-4000-8000-{number:012d}"
    return Organisation(id, kind, name, code, parent and parent.id, parent.name if parent else "")


COUNTY = unit(1, "county", "青山县", "990124000")
TOWNSHIP = unit(2, "township", "兴隆镇", "990124101", COUNTY)
OTHER_TOWNSHIP = unit(3, "township", "白云乡", "990124202", COUNTY)
SUBDISTRICT = unit(4, "subdistrict", "城关街道", "990124001", COUNTY)
VILLAGE = unit(5, "village", "白马村", "990124101201", TOWNSHIP)
COMMUNITY = unit(6, "community", "东门社区", "990124001001", SUBDISTRICT)
DEPARTMENT = unit(7, "department", "青山县民政局", "11510000000000000X", COUNTY)
INSTITUTION = unit(8, "institution", "青山县人民医院", "", COUNTY)

FULL_VALUES = {
    "level1": "社会救助",
    "level2": "临时救助",
    "elements": ["政策法规文件", "办事指南"],
    "basis": [{"title": "社会救助暂行办法", "number": "国务院令第649号", "kind": "行政法规", "article": None}],
    "deadline": {"text": "信息形成之日起10个工作日内", "count": 10, "unit": "workday"},
    "publisher": "兴隆镇人民政府",
    "channels": ["政府网站"],
    "audience": "全社会",
    "mode": "主动公开",
    "levels": ["乡级"],
}
"""An entry of the standard catalogue with nothing missing."""


class Clock:
    """The time at a desk: fixed at the start, a minute later each time somebody asks."""

    def __init__(self, start: datetime = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)):
        self._now = start

    def __call__(self) -> datetime:
        self._now += timedelta(minutes=1)
        return self._now


@contextmanager
def key_folder(folder: Path) -> Iterator[None]:
    """Keep this computer's keys in `folder` meanwhile."""
    before = os.environ.get(DATA_HOME_VARIABLE)
    os.environ[DATA_HOME_VARIABLE] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ[DATA_HOME_VARIABLE]
        else:
            os.environ[DATA_HOME_VARIABLE] = before


@dataclass
class Computer:
    """One PC: a workspace file, a person in front of it and keys of its own. Each step opens and closes the file."""

    folder: Path
    person: str
    clock: Clock = field(default_factory=Clock)

    @property
    def path(self) -> Path:
        """The workspace file."""
        return self.folder / "工作 文件.qd"

    @contextmanager
    def keys(self) -> Iterator[None]:
        """Sit down at this computer."""
        with key_folder(self.folder / "keys"):
            yield

    @contextmanager
    def working(self) -> Iterator[Workspace]:
        """Open the workspace, to be closed again at the end of the block."""
        with self.keys(), open_workspace(self.path, person=self.person, now=self.clock) as workspace:
            yield workspace

    def set(self, entry: str, **values: Any) -> str | None:
        """Change elements of one entry."""
        with self.working() as workspace:
            return set_entry(workspace, find_entry(workspace, entry), values)

    def export(self, name: str, **options: Any) -> HandedIn:
        """Write a package of our entries into this computer's folder."""
        with self.working() as workspace:
            return export_entries(workspace, self.folder / name, **options)

    def take_in(self, path: Path, **options: Any) -> FileOutcome:
        """Import one package."""
        with self.working() as workspace:
            return import_file(workspace, path, **options)

    def views(self) -> dict[str, dict[str, Any]]:
        """Return the live entries as the command line shows them, by item code or id."""
        with self.working() as workspace:
            return views(workspace)


def computer(folder: Path, organisation: Organisation, person: str = "李梅") -> Computer:
    """Set up a PC with a new workspace of an organisation."""
    folder.mkdir(parents=True)
    made = Computer(folder, person)
    make_workspace(made.path, organisation)
    return made


def make_workspace(path: Path, organisation: Organisation, edition: str = EDITION) -> Path:
    """Put a newly made workspace file of an organisation at `path`."""
    path.write_bytes(_new_workspace(organisation, edition))
    return path


@cache
def _new_workspace(organisation: Organisation, edition: str) -> bytes:
    # Indexing every standard item takes half a second; one file a unit serves all tests of a run.
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "new.qd"
        with key_folder(Path(folder)):
            create_workspace(path, organisation, edition, now=Clock()).close()
        return path.read_bytes()


def views(workspace: Workspace, *, without: tuple[str, ...] = ()) -> dict[str, dict[str, Any]]:
    """Return the live entries as the command line shows them, by item code or id."""
    rows = workspace.store.entries.listed(edition=workspace.edition)
    shown = entry_views(workspace, rows)
    return {view["item"] or view["id"]: {k: v for k, v in view.items() if k not in without} for view in shown}


def dump(path: Path) -> dict[str, list[tuple]]:
    """Return every row of every table, index tables included, in a fixed order."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as database:
        database.text_factory = bytes
        names = [r[0].decode() for r in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: sorted(database.execute(f'SELECT * FROM "{name}"').fetchall(), key=repr)
            for name in sorted(names)
            if name != "search_index"  # a virtual table without content of its own
        }


def files_of(folder: Path) -> dict[str, bytes]:
    """Return the content of every file in a folder, locks left out."""
    return {p.name: p.read_bytes() for p in sorted(folder.iterdir()) if p.is_file() and p.suffix != ".lock"}


@dataclass(frozen=True)
class Death:
    """How a child process ended, and the lines it reported before."""

    signal: int
    exit_code: int
    lines: list[str]


def in_child(work: Callable[[Callable[[str], None]], None], *, as_nobody: bool = False) -> Death:
    """Run `work` in another process (a fork, so that nothing is loaded again); it may report lines and be killed.

    `as_nobody` gives up the rights of root, to which no folder is read-only.
    """
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        _live_and_die(work, writing, as_nobody=as_nobody)
    os.close(writing)
    with os.fdopen(reading, encoding="utf-8") as stream:
        lines = stream.read().splitlines()
    _, status = os.waitpid(child, 0)
    died = os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0
    return Death(died, os.WEXITSTATUS(status) if not died else 0, lines)


def _live_and_die(work: Callable[[Callable[[str], None]], None], pipe: int, *, as_nobody: bool) -> None:
    code = 1
    try:
        if as_nobody and os.geteuid() == 0:
            os.setgid(PASSWORDLESS_USER)
            os.setuid(PASSWORDLESS_USER)
        work(lambda line: os.write(pipe, f"{line}\n".encode()) and None)
        code = 0
    except BaseException:
        traceback.print_exc()
    finally:
        os._exit(code)


def kill_self() -> None:
    """End this process as a power cut would: nothing is cleaned up."""
    os.kill(os.getpid(), signal.SIGKILL)


@contextmanager
def small_disk(folder: Path, kibibytes: int) -> Iterator[Path]:
    """Yield a folder on a disk of this size where mounting is allowed, else one where files cannot grow beyond it."""
    folder.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={kibibytes}k", "tmpfs", str(folder)], capture_output=True, check=False
    )
    if mounted.returncode == 0:
        try:
            yield folder
        finally:
            subprocess.run(["umount", "--lazy", str(folder)], check=True)
    else:
        import resource

        before = resource.getrlimit(resource.RLIMIT_FSIZE)
        resource.setrlimit(resource.RLIMIT_FSIZE, (kibibytes * 1024, before[1]))
        try:
            yield folder
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, before)


def renamed(organisation: Organisation, name: str) -> Organisation:
    """Return an organisation under another name."""
    return replace(organisation, name=name)
