"""proposals, decide: what waits for a decision, and which side it is decided for, as a whole or part by part."""

import argparse
import re
from collections.abc import Sequence

from app.cli.common import add_json, add_workspace, print_json, reading, writing
from app.drafting.history import difference_label, difference_text
from app.errors import UsageError
from app.proposals.proposals import CHANGE_LABELS, Side, decide, find_waiting, removed_since, waiting
from app.proposals.records import Stored
from app.workspace import Workspace

_OTHER: dict[str, Side] = {"ours": "theirs", "theirs": "ours"}
_NO_QUOTES = str.maketrans("", "", "“”")
_QUOTED = re.compile("“(.+)”")


def register_deciding(commands: argparse._SubParsersAction) -> None:
    """Add these commands to the parser."""
    listing = commands.add_parser("proposals", help="等着决定的改动")
    add_workspace(listing)
    add_json(listing)
    listing.set_defaults(run=_proposals)

    choose = commands.add_parser("decide", help="决定用哪一边：ours 我们的，theirs 对方的")
    add_workspace(choose)
    choose.add_argument("ids", metavar="编号", nargs="+", help="proposals 列出的编号，写前 8 位就行")
    choose.add_argument("side", metavar="哪一边", choices=["ours", "theirs"], help="ours 我们的，theirs 对方的")
    choose.add_argument(
        "--except",
        dest="others",
        metavar="一处",
        nargs="+",
        default=(),
        help="这几处用另一边，写 proposals 列出的叫法，引号可以不写；一次只写一个编号",
    )
    choose.set_defaults(run=_decide)


def _proposals(arguments: argparse.Namespace) -> int:
    with reading(arguments) as workspace:
        found = waiting(workspace)
        names = {p.organisation: workspace.organisation_by_id(p.organisation).name for p in found}
        labels = {p.id: _labels(workspace, p) for p in found}
    if arguments.json:
        print_json(
            [
                {
                    "id": p.id,
                    "source": p.source,
                    "label": p.label,
                    "organisation": names[p.organisation],
                    "subject": p.subject_kind,
                    "entry": p.subject_id,
                    "title": p.title,
                    "change": p.change,
                    "matched": p.matched,
                    "likeness": p.likeness,
                    "elements": list(p.differences),
                }
                for p in found
            ]
        )
        return 0
    for p in found:
        print(f"{p.id[:8]}\t{names[p.organisation]}\t{p.title}\t{CHANGE_LABELS[p.change]}（{p.label}）")
        for difference in p.differences:
            key = difference["element"]
            ours, theirs = difference_text(key, difference["ours"]), difference_text(key, difference["theirs"])
            print(f"    {labels[p.id][key]}：我们的 {ours}；对方的 {theirs}")
    if not found:
        print("没有等着决定的。")
    return 0


def _removed_words(count: int, side: str) -> str:
    """Say what became of entries that were removed here while others' words for them waited."""
    if not count:
        return ""
    now = "已经恢复，内容照对方的" if side == "theirs" else "还是删除的"
    return f"其中 {count} 条后来在本机删除过，{now}。"


def _decide(arguments: argparse.Namespace) -> int:
    with writing(arguments) as workspace:
        chosen = find_waiting(workspace, arguments.ids)
        elements = _parts_of_other_side(workspace, chosen, arguments.others, arguments.side)
        removed = len(removed_since(workspace, chosen))
        count = decide(workspace, chosen, arguments.side, elements)
    others = f"其中 {len(arguments.others)} 处用另一边。" if arguments.others else ""
    print(f"处理了 {count} 项。{others}{_removed_words(removed, arguments.side)}")
    return 0


def _parts_of_other_side(
    workspace: Workspace, chosen: Sequence[Stored], names: Sequence[str], side: str
) -> dict[str, dict[str, Side]]:
    """Return by proposal the parts that are decided for the other side, from what they are called."""
    if not names:
        return {}
    if len(chosen) != 1:
        raise UsageError("parts-of-several", "写明哪几处用另一边的，一次只能定一项，没有改动。请只写一个编号。")
    labels = _labels(workspace, chosen[0])
    found = [_part_called(chosen[0], labels, name) for name in names]
    return {chosen[0].id: dict.fromkeys(found, _OTHER[side])}


def _part_called(proposal: Stored, labels: dict[str, str], name: str) -> str:
    """Return the key of the one part with that name: as it is listed, without its quotes, only what stands in them, or
    the key itself."""
    ways = (
        labels,
        {key: key for key in labels},
        {key: label.translate(_NO_QUOTES) for key, label in labels.items()},
        {key: inner[1] for key, label in labels.items() if (inner := _QUOTED.search(label))},
    )
    for way in ways:
        fitting = [key for key, said in way.items() if said == name]
        if len(fitting) == 1:
            return fitting[0]
    known = "、".join(labels.values())
    raise UsageError("part-unknown", f"{proposal.title}没有叫“{name}”的一处，或者不止一处，没有改动。可以写：{known}。")


def _labels(workspace: Workspace, proposal: Stored) -> dict[str, str]:
    """Return what the parts that differ are called, by their keys."""
    definition = workspace.library.definitions.get(proposal.theirs.get("checklist", ""))
    return {
        each["element"]: difference_label(definition, each["element"], each["ours"], each["theirs"])
        for each in proposal.differences
    }
