"""The log and the report: they say where the program erred, never what was typed."""

import logging
from collections.abc import Iterator
from pathlib import Path

import pytest

from app.errors import UserFacingError
from app.user_folder import data_home
from tests.ui.support import wait_idle
from ui.application import keep_log
from ui.jobs import PAPER, Jobs
from ui.messages import Messages
from ui.shell.report import report_text

SECRET = "张三 51010119900307731X 王家湾12号"


@pytest.fixture
def logs() -> Iterator[Path]:
    """The folder of a log that is kept while the test runs."""
    root = logging.getLogger()
    before = list(root.handlers)
    for handler in before:
        root.removeHandler(handler)
    assert keep_log() is False
    yield data_home() / "logs"
    for handler in list(root.handlers):
        root.removeHandler(handler)
        handler.close()
    for handler in before:
        root.addHandler(handler)


def told(logs: Path) -> str:
    return "".join(path.read_bytes().decode("utf-8") for path in sorted(logs.glob("window.log*")))


class Host:
    """Where messages are shown."""

    def __init__(self) -> None:
        self.shown: list[object] = []

    def show_report(self, error: BaseException) -> None:
        self.shown.append(error)

    def show_trouble(self, *told: object) -> None:
        self.shown.append(told)


def fail_with(text: str) -> None:
    raise ValueError(f"cannot read {text}")


def test_what_was_typed_is_in_no_log_and_no_report(logs: Path, qtbot, qapp):
    messages, host = Messages(lambda key, default: default, lambda key, value: None), Host()
    messages.show_in(host)
    jobs = Jobs(messages.trouble)
    jobs.run(PAPER, lambda watch: fail_with(SECRET))
    jobs.run(PAPER, lambda watch: fail_with(SECRET), failed=jobs.log_failure)
    wait_idle(qtbot, jobs)
    messages.trouble(UserFacingError("file-missing", f"找不到“{SECRET}”。", SECRET))
    jobs.close()
    error, trouble = host.shown
    assert SECRET in str(error)
    assert SECRET in str(trouble)
    log = told(logs)
    assert "ValueError" in log
    assert "fail_with" in log
    assert "file-missing" in log
    report = report_text(error)
    assert "fail_with" in report
    for piece in SECRET.split():
        assert piece not in log
        assert piece not in report


def test_the_log_is_turned_over_and_never_grows_on(logs: Path):
    for number in range(6000):
        logging.getLogger("ui").info("第 %d 行：%s", number, "打开了一页" * 60)
    files = sorted(logs.glob("window.log*"))
    assert len(files) == 4
    assert sum(path.stat().st_size for path in files) < 4_100_000
    assert "第 5999 行" in (logs / "window.log").read_text(encoding="utf-8")
