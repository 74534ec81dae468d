"""Try a built program: the work of a township and of its county through its command line, then its window.

usage: python scripts/check_build.py FOLDER [--command WORDS] [--window WORDS] [--display]

FOLDER is empty or missing; the programs are called in it and name all files as lying in it. WORDS start a program, as
one argument, taken apart as a shell does; without them those of the built folder dist/ are tried. With --display the
window is also tried on the screen that DISPLAY names. Needs nothing but Python. Ends with 1 at the first thing that is
not as it should be.
"""

import argparse
import json
import os
import shlex
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

BUILT = Path(__file__).resolve().parent.parent / "dist" / "公开清单助手"
ENDING = ".exe" if sys.platform == "win32" else ""
COUNTY, TOWNSHIP, PACKAGE = "青山县.qd", "兴隆镇.qd", "兴隆镇上报.zwgk"
HOME, PICTURES = ".本机", "图片"
STEP_S, WINDOW_S = 60, 180
# What the items of a township in the field 社会救助 are.
ADOPTED = 13
LEAST_PICTURES, LEAST_PICTURE_BYTES = 10, 10_000


class Fault(Exception):
    """What the built program did otherwise than it should."""


@dataclass
class Trial:
    """One folder in which the two programs are tried."""

    folder: Path
    command: list[str]
    window: list[str]

    def run(self, program: list[str], words: Sequence[str], limit_s: float, **variables: str) -> str:
        """Run one program to its end; returns what it printed. Raises Fault if it fails or takes too long."""
        begin, shown = time.monotonic(), shlex.join(words)
        try:
            done = subprocess.run(
                [*program, *words],
                cwd=self.folder,
                env=self.environment() | variables,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                encoding="utf-8",
                errors="replace",
                timeout=limit_s,
            )
        except subprocess.TimeoutExpired as error:
            raise Fault(f"{limit_s:.0f} 秒还没有结束：{shown}") from error
        print(f"{time.monotonic() - begin:6.1f} 秒  {shown}", flush=True)
        if done.returncode != 0:
            raise Fault(f"退出码 {done.returncode}：{shown}\n{done.stdout}{done.stderr}")
        return done.stdout

    def environment(self) -> dict[str, str]:
        """What the programs see: nothing of the Python that runs this."""
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VIRTUAL_ENV"))}
        return kept | {"GKQD_DATA_HOME": HOME}

    def do(self, *words: str, **variables: str) -> str:
        """Run one command of the command line."""
        return self.run(self.command, words, STEP_S, **variables)

    def shown(self, *words: str) -> Any:
        """Run one command that prints JSON; returns it."""
        said = self.do(*words, "--json")
        try:
            return json.loads(said)
        except ValueError as error:
            raise Fault(f"说的不是 JSON：{shlex.join(words)}\n{said}") from error


def expect(is_so: bool, words: str) -> None:
    """Raise Fault with these words unless it is so."""
    if not is_so:
        raise Fault(words)


def township_works(trial: Trial) -> None:
    """New, adopt, check, print, write a table and read it again, export."""
    trial.do("new", TOWNSHIP, "--role", "township", "--name", "兴隆镇", "--code", "990124101", "--as", "陈静")
    trial.do("adopt", TOWNSHIP, "--field", "05")
    entries = trial.shown("entries", TOWNSHIP, "--field", "05")
    expect(len(entries) == ADOPTED, f"采用的应是 {ADOPTED} 项，看到 {len(entries)} 项")
    expect("05-004" in trial.do("search", TOWNSHIP, "dibao"), "按拼音找不到低保的事项")
    expect("春节放假" in trial.do("workday", "2031-01-20", "+10"), "农历没有算出来")
    trial.do("print", "catalogue", TOWNSHIP, "--field", "05", "-o", "目录.pdf")
    expect((trial.folder / "目录.pdf").read_bytes().startswith(b"%PDF-"), "目录.pdf 不是 PDF")
    for ending in ("xlsx", "docx", "html"):
        trial.do("table", "write", TOWNSHIP, "--field", "05", "-o", f"目录.{ending}")
        read = trial.do("table", "read", f"目录.{ending}", "--json")
        expect("兴隆镇人民政府" in read, f"目录.{ending} 读回来没有本单位的名称")
    trial.do("export", TOWNSHIP, "-o", PACKAGE)


def county_works(trial: Trial) -> None:
    """New, meet the township, take its package in."""
    trial.do("new", COUNTY, "--role", "county", "--name", "青山县", "--code", "990124", "--as", "周敏")
    trial.do("roster", COUNTY, "add", "--name", "兴隆镇", "--code", "990124101")
    fingerprint = trial.shown("inspect", PACKAGE)["fingerprint"]
    trial.do("roster", COUNTY, "admit", PACKAGE, "--fingerprint", fingerprint)
    (taken,) = trial.shown("import", COUNTY, PACKAGE)["files"]
    expect((taken["result"], taken["new"]) == ("applied", ADOPTED), f"县里收下的不对：{taken}")
    drafted = {(row["organisation"], row["code"]): row["drafted"] for row in trial.shown("fields", COUNTY)}
    expect(drafted["兴隆镇", "05"] == ADOPTED, f"县里看到的项数不对：{drafted}")
    # A computer that claims not to know Chinese.
    trial.do("doctor", COUNTY, LC_ALL="C")


def window_works(trial: Trial, platform: str) -> None:
    """Open the workspace, show each place, close."""
    folder = f"{PICTURES}-{platform}"
    trial.run(trial.window, ["--pictures", folder, TOWNSHIP], WINDOW_S, QT_QPA_PLATFORM=platform)
    pictures = list((trial.folder / folder).glob("*.png"))
    expect(len(pictures) >= LEAST_PICTURES, f"窗口只显示了 {len(pictures)} 个地方")
    empty = [picture.name for picture in pictures if picture.stat().st_size < LEAST_PICTURE_BYTES]
    expect(not empty, f"窗口有地方什么也没有显示：{empty}")
    told = (trial.folder / HOME / "logs" / "window.log").read_text(encoding="utf-8")
    faults = [line for line in told.splitlines() if " ERROR " in line or " CRITICAL " in line]
    expect(not faults, "窗口的日志里有错误：\n" + "\n".join(faults))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--command", type=shlex.split, default=[str(BUILT / f"gkqd{ENDING}")])
    parser.add_argument("--window", type=shlex.split, default=[str(BUILT / f"gkqd-window{ENDING}")])
    parser.add_argument("--display", action="store_true")
    chosen = parser.parse_args()
    chosen.folder.mkdir(parents=True, exist_ok=True)
    trial = Trial(chosen.folder, chosen.command, chosen.window)
    steps: list[Callable[[], None]] = [
        lambda: township_works(trial),
        lambda: county_works(trial),
        lambda: window_works(trial, "offscreen"),
    ]
    if chosen.display:
        steps.append(lambda: window_works(trial, "xcb"))
    try:
        for step in steps:
            step()
    except Fault as fault:
        print(fault, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
