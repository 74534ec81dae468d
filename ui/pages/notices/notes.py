"""What the notes beside a notice say, and what their buttons do."""

import re
from collections.abc import Callable
from typing import NamedTuple

from app.errors import UserFacingError
from app.notices.filled_notice import FilledNotice
from ui.pages.notices.cells import sentences_of
from ui.pages.notices.draft import Draft
from ui.pages.notices.problems import BLANK, LIST, MISSING, ROW, SUM, Problem, proposed_mend
from ui.pages.notices.reading import Checked
from ui.widgets.buttons import Button
from ui.widgets.note import Note

_MOST_ROWS, _MOST_NAMES, _MOST_WARNINGS = 3, 6, 6
WHERE_STORED = "没做完的名单只存在这台电脑上、工作文件旁边，打印以后就删，最多留 30 天；做好的公示里只有遮挡后的样子。"

_ABOUT = re.compile(r"((?:“[^”]*”|（原表第[^）]*）|[^：，。（])+)(?=[：，。（])")

Go = Callable[[Problem], object]


class Acts(NamedTuple):
    """What the buttons of the notes do: go to a place, leave a row out, write another text into a cell."""

    go: Go
    leave_out: Go
    write: Callable[[Problem, str], object]


def problem_notes(checked: Checked, problems: list[Problem], draft: Draft, acts: Acts) -> list[Note]:
    """The notes under the list of a draft, the most pressing first."""
    notes = [_trouble(checked)] if checked.trouble else []
    notes += [_refused_blank(each, acts.go) for each in problems if each.kind == BLANK]
    notes += [_uneven(each, acts.go) for each in problems if each.kind == SUM][:_MOST_ROWS]
    rows = [each for each in problems if each.kind == ROW]
    notes += [_refused_row(each, draft, acts) for each in rows[:_MOST_ROWS]]
    if len(rows) > _MOST_ROWS:
        notes.append(
            Note("danger", f"还有 {len(rows) - _MOST_ROWS} 行也没有列进去", "按 F8 一处一处看。", compact=True)
        )
    empty = [each for each in problems if each.kind in (MISSING, LIST)]
    return [*notes, *([_empty(empty, acts.go)] if empty and draft.is_touched else []), *warning_notes(checked.filled)]


def warning_notes(filled: FilledNotice | None) -> list[Note]:
    """What the program found worth a look, but does not stop at."""
    told = filled.warnings if filled else ()
    # Rows left out have notes of their own.
    shown = [text for text in told if not (filled.refused_rows and text.startswith("有") and "没有列进名单" in text)]
    return [Note("warn", *parted(text), compact=True) for text in shown[:_MOST_WARNINGS]]


def told_text(checked: Checked | None, draft: Draft) -> str:
    """What was hidden, dropped and left out on the way in, and what is not stored."""
    filled = checked.filled if checked else None
    said = sentences_of(filled, draft.columns) if filled else []
    if draft.dropped:
        names = "”“".join(draft.dropped)
        said.append(f"“{names}”这 {len(draft.dropped)} 列模板不用，已经丢掉，没有存进来。")
    return "".join([*said, *draft.left_out[:_MOST_ROWS], WHERE_STORED])


def refusal_note(error: UserFacingError) -> Note:
    """Why a list from elsewhere was not taken."""
    return Note("warn", *parted(error.message), compact=True)


def _trouble(checked: Checked) -> Note:
    return Note("danger", *parted(checked.trouble.message), compact=True)


def _refused_blank(problem: Problem, go: Go) -> Note:
    return Note(
        "danger", f"“{problem.label}”不能这样公开", problem.text, [("改", "", lambda: go(problem))], compact=True
    )


def _uneven(problem: Problem, go: Go) -> Note:
    text = problem.text.removeprefix("金额对不上：") + "请改对，或者写明原因，原因会印在公示上。"
    return Note("danger", "金额对不上", text, [("写原因", "", lambda: go(problem))], compact=True)


def _refused_row(problem: Problem, draft: Draft, acts: Acts) -> Note:
    mended = proposed_mend(problem, draft)
    if mended:
        first = Button(f"改成“{mended}”", compact=True)
        first.clicked.connect(lambda: acts.write(problem, mended))
    else:
        first = Button("改这一格", compact=True)
        first.clicked.connect(lambda: acts.go(problem))
    drop = Button("不列这一行", role="quiet", compact=True)
    drop.clicked.connect(lambda: acts.leave_out(problem))
    return Note("danger", f"第 {problem.row} 行不能贴出去", problem.text, [first, drop], compact=True)


def _empty(problems: list[Problem], go: Go) -> Note:
    names = "、".join(problem.label for problem in problems[:_MOST_NAMES])
    more = "等" if len(problems) > _MOST_NAMES else ""
    first = Button("去填第一处", compact=True)
    first.clicked.connect(lambda: go(problems[0]))
    text = f"{names}{more}。会印成横线，打印后可以用笔写。"
    return Note("warn", f"还有 {len(problems)} 处没填", text, [first], compact=True)


def parted(message: str) -> tuple[str, str]:
    """What a sentence is about, and the rest of it."""
    found = _ABOUT.match(message)
    return (found[1], message[found.end() :].lstrip("：，。")) if found else (message, "")
