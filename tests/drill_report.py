"""Writes what the long drills did, with date and machine, to the file given by --drill-report."""

import platform
from datetime import date
from pathlib import Path

import pytest

_WORDS = {"passed": "通过", "failed": "没有通过", "skipped": "没有跑"}


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--drill-report", type=Path, required=True, help="write the drills' figures to this file")


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(_DrillReport(config.getoption("--drill-report")))


class _DrillReport:
    def __init__(self, target: Path):
        self._target = target
        self._rows: list[str] = []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" or report.outcome != "passed":
            figures = "；".join(str(value) for name, value in report.user_properties if name == "figure")
            # pytest writes what is not ASCII in a parameter as an escape.
            name = report.nodeid.encode("ascii", "backslashreplace").decode("unicode_escape")
            name = name.removeprefix("tests/").replace("|", "/")
            self._rows.append(f"| {name} | {_WORDS[report.outcome]} | {report.duration:.0f} 秒 | {figures} |")

    def pytest_sessionfinish(self) -> None:
        head = (
            "# 长时间演练",
            "",
            "由 `make drill` 写成，不手改。",
            "",
            f"{date.today().isoformat()}，Python {platform.python_version()}，{platform.system()} {platform.machine()}",
            "",
            "| 演练 | 结果 | 用时 | 数字 |",
            "|---|---|---|---|",
        )
        self._target.write_text("\n".join((*head, *self._rows)) + "\n", encoding="utf-8")
