"""Examining a workspace: is the file sound, do revisions bear their right ids, is nothing half-done lying about."""

import json
from dataclasses import dataclass, field

from app.attachments import attachment_files
from app.drafting.operations import revision_id
from app.workspace import Workspace


@dataclass
class Report:
    """What was looked at, in sentences; `problems` are those that need somebody."""

    lines: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def good(self, line: str) -> None:
        """Record that something is in order."""
        self.lines.append(f"好：{line}")

    def bad(self, line: str) -> None:
        """Record something that needs somebody."""
        self.lines.append(f"要处理：{line}")
        self.problems.append(line)


def examine(workspace: Workspace) -> Report:
    """Check the database, every revision's id, heads, prepared rounds and attachments."""
    report = Report()
    _examine_database(workspace, report)
    _examine_revisions(workspace, report)
    _examine_entries(workspace, report)
    _examine_packages(workspace, report)
    _examine_attachments(workspace, report)
    return report


def _examine_database(workspace: Workspace, report: Report) -> None:
    problems = workspace.store.integrity_problems()
    if problems:
        report.bad(f"数据库有 {len(problems)} 处损坏。请先把这个文件另存一份，再用最近的备份恢复（restore）。")
    else:
        report.good("数据库完好。")


def _examine_revisions(workspace: Workspace, report: Report) -> None:
    wrong = count = 0
    for row in workspace.store.revisions.each():
        count += 1
        if row["redaction"] is None and not _is_rightly_named(row):
            wrong += 1
    if wrong:
        report.bad(f"{count} 个历史版本里有 {wrong} 个和编号对不上，可能被别的程序改过。请用备份恢复。")
    else:
        report.good(f"{count} 个历史版本都和编号对得上。")


def _examine_entries(workspace: Workspace, report: Report) -> None:
    wrong = count = 0
    for row in workspace.store.entries.listed(removed=True):
        count += 1
        if workspace.store.revisions.content(row.revision) != row.content:
            wrong += 1
    if wrong:
        report.bad(f"{count} 个条目里有 {wrong} 个和自己的历史版本对不上，可能被别的程序改过。请用备份恢复。")
    else:
        report.good(f"{count} 个条目都和历史版本对得上。")


def _is_rightly_named(row: dict) -> bool:
    parents = [parent for parent in (row["parent1"], row["parent2"]) if parent]
    try:
        content = json.loads(row["content"])
    except ValueError:
        return False
    return revision_id(row["subject_kind"], row["subject_id"], content, parents) == row["id"]


def _examine_packages(workspace: Workspace, report: Report) -> None:
    open_rounds = [row for row in workspace.store.packages.all() if row["standing"] == "prepared"]
    if open_rounds:
        rounds = "、".join(str(row["round"]) for row in open_rounds)
        report.bad(f"第 {rounds} 轮导出没有写完，请再导出一次；内容都在。")
    else:
        report.good("没有写到一半的导出。")


def _examine_attachments(workspace: Workspace, report: Report) -> None:
    report.good(f"附件 {len(attachment_files(workspace.path))} 个。")
