"""How well the versions of the changed packs are matched: `python -m tests.version_figures` writes it into the docs."""

import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.standards.version_changes import VersionChange
from app.standards.version_matching import compare_versions
from tests.changed_packs import ChangedPack, Truth, changed_packs

DOCUMENT = Path(__file__).parents[1] / "docs" / "standard-changes.md"
BEGIN, END = "<!-- 量出来的，开始 -->\n", "<!-- 量出来的，结束 -->\n"


@dataclass(frozen=True)
class Figures:
    """Of rows of the truth: how many, matched right, wrong without a question, asked; questions, an item that was split
    being one; of what kind was said right."""

    name: str
    rows: int
    right: int
    silent: int
    asked: int
    questions: int
    kinds: int

    def as_line(self) -> str:
        """A line of the table."""
        share = f"{self.right}（{self.right / self.rows:.1%}）"
        asked = f"{self.asked}（{self.asked / self.rows:.0%}）"
        return f"| {self.name} | {self.rows} | {share} | {self.silent} | {asked} | {self.questions} | {self.kinds} |"


@cache
def figures() -> tuple[Figures, ...]:
    """The figures of each pack, and of all."""
    found = [_figures(pack) for pack in changed_packs()]
    numbers = zip(*((f.rows, f.right, f.silent, f.asked, f.questions, f.kinds) for f in found), strict=True)
    return (*found, Figures("合计", *map(sum, numbers)))


def table() -> str:
    """The figures as the document has them."""
    head = "| 领域 | 行 | 对的 | 错了又没问 | 要问的 | 合成几问 | 种类也对 |\n|---|---:|---:|---:|---:|---:|---:|\n"
    return head + "".join(each.as_line() + "\n" for each in figures())


def wrong_rows(change: VersionChange, truth: tuple[Truth, ...]) -> list[Truth]:
    """The rows of the truth that the comparison does not say."""
    came = {each.new: set(each.old) for each in change.changes}
    return [
        row for row in truth if (row.old[0] not in change.dropped if row.new is None else came[row.new] != set(row.old))
    ]


def _figures(pack: ChangedPack) -> Figures:
    change = compare_versions(pack.old, pack.new)
    wrong = wrong_rows(change, pack.truth)
    kinds = {each.new: each.kind for each in change.changes}
    dropped = dict.fromkeys(change.dropped, "dropped")
    return Figures(
        name=f"{pack.old.code} {pack.old.name}",
        rows=len(pack.truth),
        right=len(pack.truth) - len(wrong),
        silent=sum(_is_silent(change, row) for row in wrong),
        asked=len(change.questions),
        questions=len({each.old or each.new for each in change.questions}),
        kinds=sum((kinds[row.new] if row.new else dropped.get(row.old[0])) == row.kind for row in pack.truth),
    )


def _is_silent(change: VersionChange, row: Truth) -> bool:
    """Whether what is wrong about a row of the truth was taken without a question."""
    about = [each for each in change.changes if (each.new == row.new if row.new else row.old[0] in each.old)]
    return any(each.is_sure for each in about)


def main() -> None:
    """Write the figures into the document."""
    before, _, rest = DOCUMENT.read_text("utf-8").partition(BEGIN)
    DOCUMENT.write_text(before + BEGIN + table() + END + rest.partition(END)[2], "utf-8")


if __name__ == "__main__":
    sys.exit(main())
