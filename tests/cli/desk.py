"""A desk in an office: a folder and a computer with keys of its own, where commands are typed and answers read."""

import json
import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from app.user_folder import DATA_HOME_VARIABLE
from tests.support import dump

PROJECT = Path(__file__).resolve().parent.parent.parent
# The command line of a built program to run the tests with, in place of the source tree's.
BUILT = os.environ.get("GKQD_BUILT")
DONE, REFUSED, WRONG_USAGE = 0, 1, 2
CHINESE = re.compile(r"[\u4e00-\u9fff]")
# What Python prints when nobody caught an error, and the sentence with which the program owns up to one of its own.
UNCAUGHT = ("Traceback (most recent call last)", "程序自己出了错")


class WarmProgram:
    """The program loaded once and forked for each command (see `warm.py`)."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.cli.warm"],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            encoding="utf-8",
        )

    def run(self, request: dict[str, Any]) -> int:
        """Run one command; returns its exit code, below 0 the signal that killed it."""
        self._process.stdin.write(json.dumps(request) + "\n")
        self._process.stdin.flush()
        return int(self._process.stdout.readline())

    def close(self) -> None:
        """Let the program end."""
        with self._process:
            self._process.stdin.close()


@cache
def warm_program() -> WarmProgram:
    """The one warm program of a test run."""
    return WarmProgram()


@dataclass(frozen=True)
class Answer:
    """What a command left on the screen."""

    words: tuple[str, ...]
    code: int
    out: str
    err: str

    def json(self) -> Any:
        """The answer of a command that was asked for JSON; nothing else may stand on standard output."""
        return json.loads(self.out)

    @property
    def said(self) -> str:
        """Everything that was said, on either stream."""
        return self.out + self.err


@dataclass
class Desk:
    """One person's place. Commands run in `folder`, so that files can be named as a clerk names them."""

    folder: Path
    program: Path = PROJECT
    environment: dict[str, str] = field(default_factory=dict)

    @property
    def home(self) -> Path:
        """Where this computer keeps its keys."""
        return self.folder / ".本机"

    def path(self, name: str) -> Path:
        """A path in the folder of this desk."""
        return self.folder / name

    def variables(self) -> dict[str, str]:
        """The environment of a command."""
        return os.environ | {DATA_HOME_VARIABLE: str(self.home), "PYTHONPATH": str(self.program)} | self.environment

    def arguments(self, words: Sequence[object]) -> list[str]:
        """The command as the operating system is given it."""
        program = [BUILT] if BUILT else [sys.executable, "-m", "app"]
        return [*program, *(str(word) for word in words)]

    def start(self, *words: object) -> subprocess.Popen[str]:
        """Start a command and leave it running."""
        return subprocess.Popen(
            self.arguments(words),
            cwd=self.folder,
            env=self.variables(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
        )

    def ask(self, *words: object) -> Answer:
        """Run a command, however it ends; but never may it end in an error that nobody caught."""
        spoken = tuple(str(word) for word in words)
        is_usual = self.program == PROJECT and not self.environment and not BUILT
        answer = self.forked("app", *spoken) if is_usual else self._cold(spoken)
        assert not any(sign in answer.said for sign in UNCAUGHT), answer
        assert answer.code in (DONE, REFUSED, WRONG_USAGE), answer
        return answer

    def _cold(self, words: tuple[str, ...]) -> Answer:
        process = self.start(*words)
        out, err = process.communicate()
        return Answer(words, process.returncode, out, err)

    def forked(self, module: str, *words: object) -> Answer:
        """What `python -m MODULE WORD…` leaves on the screen, in a fork of the program that is loaded already."""
        spoken = tuple(str(word) for word in words)
        with tempfile.NamedTemporaryFile() as out, tempfile.NamedTemporaryFile() as err:
            request = {
                "module": module,
                "words": spoken,
                "folder": str(self.folder),
                "environment": self.variables(),
                "out": out.name,
                "err": err.name,
            }
            code = warm_program().run(request)
            return Answer(spoken, code, out.read().decode("utf-8"), err.read().decode("utf-8"))

    def do(self, *words: object) -> Answer:
        """Run a command that must succeed and has nothing to complain about."""
        answer = self.ask(*words)
        assert (answer.code, answer.err) == (DONE, ""), answer
        return answer

    def refused(self, *words: object, code: int = REFUSED) -> str:
        """Run a command that must not be done; returns the Chinese reason it gives on standard error."""
        answer = self.ask(*words)
        assert answer.code == code, answer
        assert CHINESE.search(answer.err), answer
        return answer.err

    def misused(self, *words: object) -> str:
        """Run a command that is written wrongly; returns the Chinese answer."""
        return self.refused(*words, code=WRONG_USAGE)

    def shown(self, *words: object) -> Any:
        """Run a command with --json that must succeed; returns what it printed."""
        return self.do(*words, "--json").json()

    def entries(self, workspace: str, *words: object) -> dict[str, dict[str, Any]]:
        """The entries of a workspace by item code, or by id where they are local."""
        return {entry["item"] or entry["id"]: entry for entry in self.shown("entries", workspace, *words)}

    def counts(self, workspace: str) -> dict[tuple[str, str], dict[str, Any]]:
        """What `fields` says, by unit and field."""
        return {(row["organisation"], row["code"]): row for row in self.shown("fields", workspace)}

    def fingerprint(self, package: object) -> str:
        """The fingerprint that the sender of a package reads out on the telephone."""
        return self.shown("inspect", package)["fingerprint"]

    def contents(self) -> dict[str, Any]:
        """What the files on the desk hold: the rows of workspaces, the bytes of others."""
        files = [path for path in sorted(self.folder.iterdir()) if path.is_file() and path.suffix != ".lock"]
        return {path.name: dump(path) if path.suffix == ".qd" else path.read_bytes() for path in files}
