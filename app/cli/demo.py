"""demo: a county, two townships and a village with real standards; the whole job run through the command line itself.

Each computer of the story has a key folder of its own, so that admitting a unit is as real as on two PCs.
"""

import argparse
import contextlib
import io
import json
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import xlsxwriter
import yaml

from app.errors import UserFacingError
from app.exchange.keys import fingerprint
from app.exchange.package_reading import open_package
from app.resources import resource_bytes
from app.user_folder import DATA_HOME_VARIABLE

MARK = ".公开清单助手演示"


def register(commands: argparse._SubParsersAction) -> None:
    """Add this command to the parser."""
    demo = commands.add_parser("demo", help="在一个文件夹里把整件事做一遍：县、两个乡镇、一个村")
    demo.add_argument("folder", metavar="文件夹", type=Path, help="放演示文件的文件夹")
    demo.add_argument("--force", action="store_true", help="以前的演示可以重做；别的文件夹不会动")
    demo.add_argument("--practice", action="store_true", help="练习用的：每张纸都带“练习”，做的包别人不收")
    demo.set_defaults(run=_demo)


def _demo(arguments: argparse.Namespace) -> int:
    story = yaml.safe_load(resource_bytes("demo/demo.yaml"))
    folder = _empty_folder(arguments.folder, force=arguments.force)
    stage = Stage(folder, arguments.main, ("--practice",) if arguments.practice else ())
    county = stage.path(f"{story['county']['name']}.qd")
    _set_up_county(stage, story, county)
    for township in story["townships"]:
        _township_work(stage, story, township, county)
    _first_township_products(stage, story)
    _village_board(stage, story)
    _county_takes_in(stage, story, county)
    _there_and_back(stage, story, county)
    stage.list_results()
    return 0


@dataclass(frozen=True)
class Stage:
    """The demo's folder, and a way to run commands in it as one of its people."""

    folder: Path
    main: Callable[[Sequence[str]], int]
    practice: tuple[str, ...] = ()
    """What each `new` gets besides."""

    def path(self, name: str) -> Path:
        """Return a path in the demo's folder."""
        return self.folder / name

    def run(self, computer: str, *words: object) -> str:
        """Show a command and run it on one computer of the story; returns what it printed. A failure ends the demo."""
        arguments = [str(word) for word in words]
        print("＄ " + " ".join(self._shown(argument) for argument in arguments), flush=True)
        printed = io.StringIO()
        with self._computer(computer), contextlib.redirect_stdout(printed):
            code = self.main(arguments)
        if "--json" not in arguments:
            print(printed.getvalue(), end="")
        if code != 0:
            raise UserFacingError("demo-failed", f"演示在这一步停下了：{' '.join(arguments)}。")
        return printed.getvalue()

    def list_results(self) -> None:
        """Print what lies in the folder now."""
        print("\n演示做完了，结果都在这里：")
        for path in sorted(self.folder.iterdir()):
            if path.is_file() and not path.name.startswith("."):
                print(f"  {path}（{path.stat().st_size / 1024:,.0f} KB）")

    @contextmanager
    def _computer(self, name: str) -> Iterator[None]:
        before = os.environ.get(DATA_HOME_VARIABLE)
        os.environ[DATA_HOME_VARIABLE] = str(self.path(".电脑") / name)
        try:
            yield
        finally:
            if before is None:
                del os.environ[DATA_HOME_VARIABLE]
            else:
                os.environ[DATA_HOME_VARIABLE] = before

    def _shown(self, argument: str) -> str:
        shown = argument.removeprefix(f"{self.folder}{os.sep}")
        return f"'{shown}'" if any(mark in shown for mark in ' {["') else shown


def _empty_folder(folder: Path, *, force: bool) -> Path:
    """Return the folder, empty and marked. Only a folder that an earlier demo marked is ever replaced."""
    folder = folder.absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        if not (force and (folder / MARK).is_file()):
            raise UserFacingError(
                "folder-not-empty",
                f"“{folder.name}”里已经有东西，演示没有开始，什么也没有动。"
                "请写一个新的文件夹名；以前的演示可以加 --force 重做。",
            )
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).write_text("这个文件夹是演示做的，重做演示时会清空。\n", encoding="utf-8")
    return folder


def _set_up_county(stage: Stage, story: dict[str, Any], county: Path) -> None:
    facts = story["county"]
    identity = ("--role", "county", "--name", facts["name"], "--code", facts["code"], "--edition", story["edition"])
    stage.run("county", "new", county, *identity, "--as", facts["person"], *stage.practice)
    for township in story["townships"]:
        stage.run("county", "roster", county, "add", "--name", township["name"], "--code", township["code"])


def _township_work(stage: Stage, story: dict[str, Any], township: dict[str, Any], county: Path) -> None:
    name, workspace = township["name"], stage.path(f"{township['name']}.qd")
    if township["set_up_by"] == "start":
        start = stage.path(f"{name}开始文件.zwgk")
        stage.run("county", "export", county, "--kind", "start", "--to", name, "-o", start)
        stage.run(name, "new", workspace, "--start", start, "--as", township["person"], *stage.practice)
    else:
        identity = ("--role", "township", "--name", name, "--code", township["code"], "--edition", story["edition"])
        above = ("--parent", story["county"]["name"])
        stage.run(name, "new", workspace, *identity, *above, "--as", township["person"], *stage.practice)
    for field in township["fields"]:
        stage.run(name, "adopt", workspace, "--field", field)
    for edit in story["edits"] if township is story["townships"][0] else ():
        declined = ("--not-applicable", edit["not_applicable"]) if "not_applicable" in edit else ()
        stage.run(name, "set", workspace, edit["item"], *edit.get("values", ()), *declined)
    if township is story["townships"][0]:
        stage.run(name, "add", workspace, "--field", story["local"]["field"], *story["local"]["values"])
        stage.run(name, "adopt", workspace, "--checklist", "exemption-list")
    stage.run(name, "export", workspace, "-o", stage.path(f"{name}上报.zwgk"))


def _first_township_products(stage: Stage, story: dict[str, Any]) -> None:
    township = story["townships"][0]
    name, workspace = township["name"], stage.path(f"{township['name']}.qd")
    fields = [word for field in township["fields"] for word in ("--field", field)]
    stage.run(name, "print", "catalogue", workspace, *fields, "-o", stage.path(f"{name}目录.pdf"))
    stage.run(name, "table", "write", workspace, *fields, "-o", stage.path(f"{name}目录.xlsx"))
    negative = ("--checklist", "exemption-list", "-o", stage.path(f"{name}负面清单.pdf"))
    stage.run(name, "print", "catalogue", workspace, *negative)
    notice = _new_notice(stage, name, workspace, story["township_notice"])
    stage.run(name, "print", "notice", workspace, notice, "-o", stage.path(f"{name}低保公示.pdf"))


def _village_board(stage: Stage, story: dict[str, Any]) -> None:
    facts = story["village"]
    township, name = facts["township"], facts["name"]
    above, workspace = stage.path(f"{township}.qd"), stage.path(f"{name}.qd")
    start = stage.path(f"{name}开始文件.zwgk")
    stage.run(township, "roster", above, "add", "--name", name, "--code", facts["code"])
    stage.run(township, "export", above, "--kind", "start", "--to", name, "-o", start)
    stage.run(name, "new", workspace, "--start", start, "--as", facts["person"], *stage.practice)
    stage.run(name, "adopt", workspace, "--checklist", "village-affairs")
    notices = [_new_notice(stage, name, workspace, notice) for notice in story["village_notices"]]
    chosen = [word for notice in notices for word in ("--notice", notice)]
    made = stage.run(name, "board", "new", workspace, "--size", story["board"]["size"], *chosen, "--json")
    board = json.loads(made)["id"]
    stage.run(name, "board", "set", workspace, board, f"distance:={story['board']['distance']}")
    printing = ("print", "board", workspace, "--board", board)
    stage.run(name, *printing, "-o", stage.path(f"{name}公开栏.pdf"))
    stage.run(name, *printing, "--tile", "A4", "-o", stage.path(f"{name}公开栏拼版A4.pdf"))


def _county_takes_in(stage: Stage, story: dict[str, Any], county: Path) -> None:
    for township in story["townships"]:
        package = stage.path(f"{township['name']}上报.zwgk")
        with open_package(package) as opened:
            spoken = fingerprint(opened.signer)
        admit = ("admit", package, "--unit", township["name"], "--fingerprint", spoken)
        stage.run("county", "roster", county, *admit)
        stage.run("county", "import", county, package)
    stage.run("county", "backup", county, "-o", stage.path(f"{story['county']['name']}备份.qdbak"))
    stage.run("county", "doctor", county)


def _there_and_back(stage: Stage, story: dict[str, Any], county: Path) -> None:
    """The county reviews the first township; it puts right what came back, answers and hands in again."""
    township, review = story["townships"][0], story["review"]
    name, workspace = township["name"], stage.path(f"{township['name']}.qd")
    back, receipt, again = (stage.path(f"{name}{what}.zwgk") for what in ("审核意见", "回执", "第2轮上报"))
    for code in review["accepted"]:
        stage.run("county", "verdict", county, code, "通过", "--unit", name)
    for said in review["returned"]:
        stage.run("county", "verdict", county, said["item"], "退回", "--unit", name, "--comment", said["comment"])
    stage.run("county", "return", county, "--to", name, "-o", back)
    stage.run("county", "receipt", county, "--to", name, "-o", receipt)
    stage.run(name, "import", workspace, back, receipt)
    for said in review["returned"]:
        stage.run(name, "answer", workspace, said["item"], said["answer"])
        stage.run(name, "set", workspace, said["item"], *said["values"])
    stage.run(name, "export", workspace, "-o", again)
    stage.run("county", "import", county, again)
    stage.run("county", "matrix", county)


def _new_notice(stage: Stage, computer: str, workspace: Path, facts: dict[str, Any]) -> str:
    """Make a notice from the story's list and return its id."""
    rows = stage.path(f"名单-{facts['template']}.xlsx")
    _write_rows(rows, [facts["heads"], *facts["rows"]])
    words = ("notice", "new", workspace, "--template", facts["template"], "--rows", rows, "--json", *facts["blanks"])
    return json.loads(stage.run(computer, *words))["id"]


def _write_rows(path: Path, rows: Sequence[Sequence[object]]) -> None:
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet("名单")
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, [str(cell) for cell in row])
