"""What became of the items of a field in a new version of it, and how that is said."""

from collections.abc import Sequence
from typing import Literal

from msgspec import Struct

from app.standards.models import Field
from app.standards.worded_items import Worded

ChangeKind = Literal["unchanged", "reworded", "reordered", "renamed", "recoded", "split", "merged", "new", "reused"]

KIND_WORDS: dict[ChangeKind, str] = {
    "unchanged": "没有改",
    "reworded": "内容改了",
    "reordered": "换了位置",
    "renamed": "改名",
    "recoded": "改号",
    "split": "拆分",
    "merged": "合并",
    "new": "新增",
    "reused": "编号换了内容",
}
"""What kinds of change are called."""

_ALARM_GONE, _ALARM_REUSED, _FEW = 0.5, 0.25, 3


class ItemChange(Struct, frozen=True):
    """What an item of the new version comes from. `old`: codes, none for one that was never there; `likeness` 0 to 1;
    `why` in words; `also` what happened beside `kind`. Not `is_sure`: to be asked about before anything follows."""

    new: str
    old: tuple[str, ...]
    kind: ChangeKind
    also: tuple[ChangeKind, ...]
    likeness: float
    why: str
    is_sure: bool


class VersionChange(Struct, frozen=True):
    """What became of a field. `changes`: each new item in its order; `dropped`: codes of old items nothing comes from.
    `alarm`: sentences why somebody has to confirm first that this is meant to be a new version; "" where nothing."""

    field: str
    old_version: str
    new_version: str
    changes: tuple[ItemChange, ...]
    dropped: tuple[str, ...]
    alarm: str

    @property
    def questions(self) -> tuple[ItemChange, ...]:
        """What to ask about."""
        return tuple(change for change in self.changes if not change.is_sure)


def why_of(new: Worded, origins: Sequence[Worded], kind: ChangeKind) -> str:
    """Say in words why a new item is taken to come from old ones."""
    if not origins:
        return "编号没变，新版里是别的事项" if kind == "reused" else "旧版里没有这一项"
    old = origins[0]
    if kind == "split":
        return f"旧版的 {old.item.code} 拆成了几项，这是其中一项"
    if kind == "merged":
        return f"旧版的 {'、'.join(each.item.code for each in origins)} 并成了这一项"
    named = "名称相同" if old.path == new.path else "名称相同，换了大类" if old.own == new.own else "名称和内容相近"
    said = "内容相同" if old.path == new.path and old.item.digest == new.item.digest else named
    if old.item.code == new.item.code:
        return f"编号没变，{said}"
    return f"{said}，编号原来是 {old.item.code}"


def alarm_of(old: Field, changes: Sequence[ItemChange], dropped: Sequence[str]) -> str:
    """Say why this hardly is a new version of the same standard; "" where it may well be one."""
    said = []
    if len(dropped) >= max(_FEW, _ALARM_GONE * len(old.items)):
        said.append(f"旧版的 {len(old.items)} 项有 {len(dropped)} 项在新版里没有了，像是缺了一部分。")
    reused = sum(change.kind == "reused" or "reused" in change.also for change in changes)
    if reused >= max(_FEW, _ALARM_REUSED * len(old.items)):
        said.append(
            f"旧版的 {len(old.items)} 个编号有 {reused} 个在新版里是别的内容，像是重新编了号，或者不是同一个领域的。"
        )
    return "".join(said)
