"""Examining a workspace: is the file sound, do revisions bear their right ids, is nothing half-done lying about."""

import itertools
import json
from collections.abc import Iterator
from dataclasses import dataclass, field

from app.attachments import attachment_files, is_as_stored
from app.canonical import canonical_json
from app.drafting.operations import revision_id
from app.exchange.member_names import KIND_LABELS, TO_ONE_CHILD, PackageKind
from app.registers.doubled_lines import doubled_lines, doubled_words
from app.workspace import Workspace
from db.repositories.entries import EntryRow
from db.repositories.records import RecordRow

_UNFINISHED: dict[PackageKind, str] = {
    "submission": "submission-unfinished",
    "work": "work-unfinished",
    "return": "return-unfinished",
    "receipt": "receipt-unfinished",
    "start": "start-unfinished",
    "profile": "profile-unfinished",
    "recovery": "recovery-unfinished",
}
"""The codes under which packages are told that were not written to the end."""


@dataclass
class Report:
    """What was looked at, in sentences; `problems` are those that need somebody, `codes` what kinds they are."""

    lines: list[str] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)

    def good(self, line: str) -> None:
        """Record that something is in order."""
        self.lines.append(f"好：{line}")

    def bad(self, line: str, code: str = "workspace-damaged") -> None:
        """Record something that needs somebody, most often a backup."""
        self.lines.append(f"要处理：{line}")
        self.problems.append(line)
        self.codes.append(code)


def examine(workspace: Workspace) -> Report:
    """Check the database and, where it is sound, every revision's id, heads, prepared rounds and attachments."""
    report = Report()
    if _is_sound(workspace, report):
        _examine_revisions(workspace, report)
        _examine_heads(workspace, report)
        _examine_packages(workspace, report)
        _examine_attachments(workspace, report)
        _examine_ledger(workspace, report)
    return report


def _is_sound(workspace: Workspace, report: Report) -> bool:
    problems = workspace.store.integrity_problems()
    if problems:
        report.bad(f"数据库有 {len(problems)} 处损坏。请先把这个文件另存一份，再用最近的备份恢复。")
    else:
        report.good("数据库完好。")
    return not problems


def _examine_revisions(workspace: Workspace, report: Report) -> None:
    wrong = count = 0
    for row in workspace.store.revisions.each():
        count += 1
        if row["redaction"] is None and not is_rightly_named(row):
            wrong += 1
    if wrong:
        report.bad(f"{count} 个历史版本里有 {wrong} 个和编号对不上，可能被别的程序改过。请用备份恢复。")
    else:
        report.good(f"{count} 个历史版本都和编号对得上。")


def _examine_heads(workspace: Workspace, report: Report) -> None:
    store = workspace.store
    heads: Iterator[EntryRow | RecordRow] = itertools.chain(store.entries.listed(removed=True), store.records.each())
    wrong = count = 0
    for row in heads:
        count += 1
        # Compared as text: what cannot be read as JSON is wrong, not the end of the examination.
        if store.revisions.get(row.revision)["content"] != canonical_json(row.content).decode():
            wrong += 1
    if wrong:
        report.bad(f"{count} 项现有内容里有 {wrong} 项和自己的历史版本对不上，可能被别的程序改过。请用备份恢复。")
    else:
        report.good(f"{count} 项现有内容都和历史版本对得上。")


def is_rightly_named(row: dict) -> bool:
    """Say whether a row of a revision bears the id that its content and parents make."""
    parents = [parent for parent in (row["parent1"], row["parent2"]) if parent]
    try:
        content = json.loads(row["content"])
    except ValueError:
        return False
    return revision_id(row["subject_kind"], row["subject_id"], content, parents) == row["id"]


def _examine_packages(workspace: Workspace, report: Report) -> None:
    open_rounds = [row for row in workspace.store.packages.all() if row["standing"] == "prepared"]
    for row in reversed(open_rounds):
        whose = f"给“{workspace.organisation_by_id(row['recipient']).name}”的" if row["kind"] in TO_ONE_CHILD else ""
        what = f"{whose}第 {row['round']} 轮{KIND_LABELS[row['kind']]}"
        report.bad(f"{what}没有写完，请再写一次；内容都在。", _UNFINISHED[row["kind"]])
    if not open_rounds:
        report.good("没有写到一半的导出。")


def _examine_attachments(workspace: Workspace, report: Report) -> None:
    files = attachment_files(workspace.path)
    spoiled = [path.name for path in files if not is_as_stored(path)]
    missing = _named_attachments(workspace) - {path.name for path in files}
    if spoiled:
        report.bad(
            f"{len(files)} 个附件里有 {len(spoiled)} 个和存进来时不一样了：{'、'.join(spoiled)}。请用最近的备份恢复。"
        )
    if missing:
        report.bad(f"条目里写着的附件少了 {len(missing)} 个。请把附件文件夹放回工作文件旁边，或者用备份恢复。")
    if not (spoiled or missing):
        report.good(f"附件 {len(files)} 个，都完好。")


def _examine_ledger(workspace: Workspace, report: Report) -> None:
    doubled = doubled_lines(workspace)
    for each in doubled:
        report.bad(doubled_words(each), "ledger-doubled")
    if not doubled:
        report.good("公开台账里没有记了两次的解读。")


def _named_attachments(workspace: Workspace) -> set[str]:
    """Return the SHA-256 names that live entries refer to."""
    elements = {
        definition.code: [element.key for element in definition.elements if element.kind == "attachment"]
        for definition in workspace.library.definitions.values()
    }
    return {
        name
        for row in workspace.store.entries.listed()
        # What another program left incomplete was told already, and must not end the examination.
        for key in elements.get(row.content.get("checklist"), ())
        for name in row.content.get("values", {}).get(key) or ()
    }
