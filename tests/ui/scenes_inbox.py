"""The states of the inbox that pictures are made of: a hundred files on a stick, the roster, how units stand."""

from collections.abc import Iterator
from pathlib import Path

from PySide6.QtGui import QGuiApplication

from app.drafting.operations import operation
from app.exchange import manifest as package_manifest
from app.exchange.keys import DeviceKey
from app.exchange.manifest import PackageFacts
from app.exchange.package_writing import RowsContent, write_package
from app.exchange.roster import admit_device
from app.exchange.sealing import seal
from app.workspace import Workspace
from tests.bench.county_packages import first_round
from tests.support import unit
from ui.shell.window import MainWindow

_FIRST = "城石柳龙永新云桃大青清白红金玉长安平和兴"
_SECOND = "桥河泉集潭"
_FILES, _ENTRIES = 100, 13
_UNKNOWN, _BROKEN, _SEALED = range(95, 101), (7, 33), 12
_PASSWORD = "青山县 石桥 2026"
_LIST = (
    "序号\t单位名称\t行政区划代码\t联系人\t联系电话\n1\t石堰镇\t990124131\t李明\t0912-1234567\n"
    "2\t黄土坡\t990124132\t王芳\t13912345678\n3\t兴隆镇\t\t赵强\t0912-7654321\n4\t梅岭乡\t9.90124E+11\t孙丽\t\n"
    "5\t柏树乡\t99012\t\t\n6\t松林镇\t990124135\t周敏\t0912-2345678\n合计\t6\t\t\t\n"
)


def _sender(number: int):
    name = f"{_FIRST[(number - 1) // 5]}{_SECOND[(number - 1) % 5]}{'镇' if number % 3 else '乡'}"
    return unit(1000 + number, "township", name, f"9901{number:05}")


def _key(number: int) -> DeviceKey:
    return DeviceKey.from_private_bytes(number.to_bytes(32, "big"))


def _write(folder: Path, number: int, edition: str) -> Path:
    """Write what a unit hands in for the first time."""
    sender = _sender(number)
    path = folder / f"{sender.name}_{edition}版_第1轮_2026-11-22.zwgk"
    facts = PackageFacts(
        kind="submission",
        organisation=package_manifest.Organisation(sender.id, sender.name, sender.code, sender.kind),
        recipient=None,
        edition=edition,
        round=1,
        parent=None,
        created=None,
        program="0.1.0",
    )
    rows = RowsContent("entries.jsonl", first_round(number, _ENTRIES))
    write_package(path, facts, [rows, RowsContent("findings.jsonl", [])], _key(number))
    return path


def _spoil(path: Path, number: int) -> None:
    if number in _BROKEN:
        path.write_bytes(path.read_bytes()[:-300])
    if number == _SEALED:
        path.write_bytes(b"".join(seal([path.read_bytes()], _PASSWORD)))


def _register(workspace: Workspace) -> None:
    with operation(workspace, "roster", "名册") as act:
        for number in range(1, _FILES + 1):
            if number not in _UNKNOWN:
                sender = _sender(number)
                content = sender.as_content(
                    parent_id=workspace.organisation.id, contact=f"经办人 0912-{3000000 + number * 137}"
                )
                act.write("organisation", sender.id, content)
                admit_device(workspace, act, sender, _key(number).public)


def hundred_files(window: MainWindow) -> Iterator[None]:
    """A stick with what a hundred units handed in; some broken, one under a password, some of nobody we know."""
    stick = Path(window.desk.session.unit.path).parent / "U盘"
    stick.mkdir()
    for number in range(1, _FILES + 1):
        _spoil(_write(stick, number, window.desk.session.unit.edition), number)
    window.desk.session.act(_register)
    yield
    window.go("inbox", files=[stick])
    yield


def taken(window: MainWindow) -> Iterator[None]:
    """After all that could be were taken in."""
    yield from hundred_files(window)
    window.current.take_button.click()
    yield


def progress(window: MainWindow) -> Iterator[None]:
    """How the units stand after that."""
    yield from taken(window)
    window.go("inbox", units=True)
    yield


def starts(window: MainWindow) -> Iterator[None]:
    """Start files for many units."""
    window.desk.session.act(_register)
    yield
    page = window.go("inbox", roster=True)
    yield
    page.roster.starts_asked.emit("")
    yield


def roster_edit(window: MainWindow) -> Iterator[None]:
    """A unit of the roster with its computers."""
    window.desk.session.act(_register)
    yield
    page = window.go("inbox", roster=True)
    yield
    page.roster.edit_asked.emit(page.roster.table.model().keys[-1])
    yield


def paste(window: MainWindow) -> Iterator[None]:
    """A list of units pasted from a table."""
    page = window.go("inbox", roster=True)
    yield
    QGuiApplication.clipboard().setText(_LIST)
    page.roster_desk.paste()
    yield


SCENES = (
    ("county-inbox-hundred", hundred_files),
    ("county-inbox-taken", taken),
    ("county-inbox-progress", progress),
    ("county-inbox-starts", starts),
    ("county-inbox-roster-edit", roster_edit),
    ("county-inbox-paste", paste),
)
