"""standards follow, demand, behind: a new version taken as the standard, our own entries carried over to it, the units
below asked to follow, and who of them has not."""

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from app.calendar.wording import plain_date
from app.cli.batches import tell_waiting
from app.cli.common import add_json, add_workspace, date_of, print_json, reading, writing
from app.county.standard_versions import demand_version, drop_demand, unit_versions
from app.drafting.carrying_over import carry_over
from app.drafting.following import GROUPS, Following, fields_to_follow, following
from app.drafting.pack_taking import NewPack, read_new_pack, take_new_pack
from app.errors import UsageError
from app.proposals.proposals import Outcome
from app.standards.version_counts import counted_changes, kind_counts
from app.workspace import Workspace


def register(actions: argparse._SubParsersAction) -> None:
    """Add `standards follow`."""
    follow = actions.add_parser(
        "follow", help="标准换了版，本单位的条目跟着改：没动过的一步跟上，调整过的留着等人定；一步能撤销"
    )
    add_workspace(follow)
    follow.add_argument(
        "pack", metavar="新版", nargs="?", type=Path, help="新版的 .yaml，县里收作标准；不写就照已经收到的"
    )
    follow.add_argument("--field", metavar="领域", help="只跟这个领域，例如 05")
    follow.add_argument("--dry-run", action="store_true", help="只看会怎样，不改动")
    follow.add_argument("--confirm", action="store_true", help="核对过，确实是换版：缺了大半、编号大变的也照改")
    add_json(follow)
    follow.set_defaults(run=_follow)

    demand = actions.add_parser("demand", help="要求下级跟上现在的标准，随发给下级的包下去；--withdraw 撤回")
    add_workspace(demand)
    demand.add_argument("field", metavar="领域", help="例如 05")
    demand.add_argument("--until", metavar="日期", type=date_of, help="最迟哪天跟上，例如 2027-03-31")
    demand.add_argument("--withdraw", action="store_true", help="撤回要求")
    demand.set_defaults(run=_demand)

    behind = actions.add_parser("behind", help="下级报来的目录跟的是哪一版标准，谁还没有跟上")
    add_workspace(behind)
    behind.add_argument("--field", metavar="领域", help="只看这个领域；不写就看要求过的")
    add_json(behind)
    behind.set_defaults(run=_behind)


def _follow(arguments: argparse.Namespace) -> int:
    with (reading if arguments.dry_run else writing)(arguments) as workspace:
        pack = read_new_pack(workspace, arguments.pack, arguments.field) if arguments.pack else None
        if pack is not None and not arguments.dry_run:
            take_new_pack(workspace, pack, is_confirmed=arguments.confirm)
        found = list(_found(workspace, arguments, pack))
        outcomes = [_carried(workspace, each, arguments, pack) for each in found]
    if arguments.json:
        print_json(
            {
                "applied": not arguments.dry_run,
                "taken": _taken_json(pack) if pack else None,
                "fields": [_json(each, outcome) for each, outcome in zip(found, outcomes, strict=True)],
            }
        )
    else:
        _tell(pack, found, outcomes, is_dry_run=arguments.dry_run)
    alarmed = bool(pack and pack.alarm) or any(each.alarm for each in found)
    left = Outcome(waiting=sum(outcome.waiting for outcome in outcomes if outcome))
    code = tell_waiting(left, "standards", dry_run=arguments.dry_run)
    return 1 if alarmed and not arguments.confirm else code


def _demand(arguments: argparse.Namespace) -> int:
    if arguments.withdraw and arguments.until:
        raise UsageError("one-thing", "--withdraw 和 --until 只写一样，什么也没有改。")
    with writing(arguments) as workspace:
        if arguments.withdraw:
            drop_demand(workspace, arguments.field)
            print("已撤回，下次发给下级时带去。")
            return 0
        demand = demand_version(workspace, arguments.field, arguments.until)
    until = f"，{plain_date(demand.due)}前" if demand.due else ""
    print(f"已记下：要求下级跟上 {demand.field} 的 {demand.version} 版{until}。发给下级的包里带去。")
    return 0


def _behind(arguments: argparse.Namespace) -> int:
    with reading(arguments) as workspace:
        told = unit_versions(workspace, [arguments.field] if arguments.field else None)
    if arguments.json:
        print_json(
            [
                {
                    "organisation": each.unit.name,
                    "organisation_id": each.unit.id,
                    "field": each.field,
                    "version": each.version,
                    "versions": dict(each.versions),
                    "behind": each.behind,
                }
                for each in told
            ]
        )
        return 0
    for each in told:
        standing = f"{each.behind} 条还没有跟上" if each.behind else "跟上了"
        print(f"{each.unit.name}\t{each.field} {each.name}\t{each.version or '没有写明'}\t{standing}")
    if not told:
        print("没有要求过下级跟上标准，或者下级还没有报来。")
    return 0


def _carried(
    workspace: Workspace, found: Following, arguments: argparse.Namespace, pack: NewPack | None
) -> Outcome | None:
    """Carry one field over; None where nothing is to be changed, or where it is one of several and has to be
    confirmed first."""
    is_confirmed = arguments.confirm or pack is not None
    is_left = found.alarm and not is_confirmed and not arguments.field
    return None if arguments.dry_run or is_left else carry_over(workspace, found, is_confirmed=is_confirmed)


def _found(workspace: Workspace, arguments: argparse.Namespace, pack: NewPack | None) -> Iterator[Following]:
    if pack is not None:
        if found := following(workspace, pack.new.code, pack.new):
            yield found
    elif arguments.field:
        if found := following(workspace, arguments.field):
            yield found
    elif arguments.confirm:
        raise UsageError("follow-which", "--confirm 要写明是哪个领域（--field）或者哪一份新版，什么也没有改。")
    else:
        yield from fields_to_follow(workspace)


def _taken_json(pack: NewPack) -> dict[str, Any]:
    return {
        "field": pack.new.code,
        "old_version": pack.old.version,
        "new_version": pack.new.version,
        "alarm": pack.alarm,
        "moved": dict(pack.moved),
        "kinds": kind_counts(pack.change),
    }


def _json(found: Following, outcome: Outcome | None) -> dict[str, Any]:
    return {
        "field": found.new.code,
        "name": found.new.name,
        "old_version": found.old.version,
        "new_version": found.new.version,
        "alarm": found.alarm,
        "kinds": kind_counts(found.change),
        "groups": {group: len(found.of_group(group)) for group in GROUPS},
        "changed": outcome.counts["changed"] + outcome.counts["cleared"] if outcome else 0,
        "waiting": outcome.waiting if outcome else 0,
        "entries": [
            {
                "entry": each.subject_id,
                "item": each.theirs["item"],
                "title": each.title,
                "group": found.groups[each.subject_id],
                "matched": each.matched,
                "likeness": each.likeness,
                "elements": [difference.element for difference in each.differences],
            }
            for each in found.proposals
        ],
    }


def _tell(pack: NewPack | None, found: list[Following], outcomes: list[Outcome | None], *, is_dry_run: bool) -> None:
    if pack is not None:
        done = "可以收下，还没有收（只是看看）" if is_dry_run else "已收作标准"
        print(f"“{pack.new.name}”{pack.old.version} → {pack.new.version}：{done}。{counted_changes(pack.change)}。")
        if pack.alarm:
            print(f"请先核对：{pack.alarm}")
        if pack.moved:
            print(f"{len(pack.moved)} 项沿用原来的编号或者另给编号，免得编号指到别的内容。")
    for each, outcome in zip(found, outcomes, strict=True):
        done = "还没有改" if outcome is None else f"跟着改了 {outcome.counts['changed']} 条"
        print(f"“{each.new.name}”{each.old.version} → {each.new.version}：{done}。")
        if each.alarm and (pack is None or not pack.alarm):
            print(f"请先核对：{each.alarm}")
        for group, words in GROUPS.items():
            for proposal in each.of_group(group):
                print(f"{words}\t{proposal.theirs['item']}\t{proposal.title}\t{proposal.matched}")
    if not found:
        print("本单位的条目和标准是一版，没有要改的。")
