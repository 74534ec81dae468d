"""laws, law: the register of laws, who cites them, putting one in the place of another; writing down what became of
one."""

import argparse
from collections import Counter
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any, get_args

from msgspec import to_builtins

from app.calendar.wording import plain_date, plain_day
from app.cli.batches import batch_json, tell_counts, tell_waiting
from app.cli.common import add_json, add_workspace, date_of, print_json, reading, writing
from app.drafting.law_citing import Citing, citing_counts, citing_entries
from app.drafting.law_recording import LawFacts, record_law, recorded_change, withdraw_law
from app.drafting.law_replacing import (
    apply_replacement,
    comment_for,
    law_named,
    replacement_of,
    replacement_proposals,
    suggested_values,
)
from app.errors import UsageError
from app.exchange.roster import roster
from app.exchange.taking_in import expected_outcome
from app.exchange.verdicts import suggest
from app.standards.law_choices import EVIDENCE_LABELS, LAW_STATE_LABELS
from app.standards.models import BasisKind, Law, LawState
from app.standards.own_laws import LawChange
from app.workspace import Workspace

_STATES = {label: state for state, label in LAW_STATE_LABELS.items()}
_REPLACE = "replace"


def register(commands: argparse._SubParsersAction) -> None:
    """Add these commands to the parser."""
    listed = commands.add_parser("laws", help="法规登记：哪些有效，谁引用了哪一件；replace 旧名称 是替换")
    add_workspace(listed)
    listed.add_argument("title", metavar="法规", nargs="?", help="只看这一件，列出引用它的；或者写 replace")
    listed.add_argument("old", metavar="旧名称", nargs="?", help="和 replace 一起写：换掉哪一件")
    listed.add_argument("--state", metavar="状态", choices=_STATES, help="、".join(_STATES))
    listed.add_argument("--cited", action="store_true", help="只列有条目引用的")
    listed.add_argument("--with", dest="new", metavar="新名称", help="和 replace 一起写：换成哪一件，不写就照登记的")
    listed.add_argument("--field", metavar="领域", help="和 replace 一起写：只换这个领域")
    listed.add_argument("--suggest", action="store_true", help="和 replace 一起写：给引用它的下级写上建议，退回时带去")
    listed.add_argument("--dry-run", action="store_true", help="和 replace 一起写：只看会怎样，不改动")
    add_json(listed)
    listed.set_defaults(run=_laws)

    told = commands.add_parser("law", help="登记一件法规的变化：废止、修改、新的；一步能撤销")
    add_workspace(told)
    told.add_argument("title", metavar="法规", help="名称，全称或者简称")
    told.add_argument("--state", metavar="状态", choices=_STATES, help="、".join(_STATES))
    told.add_argument("--replaced-by", metavar="名称", help="已废止的：由哪一件代替")
    told.add_argument("--since", metavar="日期", type=date_of, help="从哪一天起，例如 2026-07-01；还没到的到那天才算")
    told.add_argument("--basis", metavar="依据", help="在哪里看到的：公告、文件、网址")
    told.add_argument("--number", metavar="文号", help="登记里没有的，写明文号")
    told.add_argument("--kind", metavar="类别", choices=get_args(BasisKind), help="登记里没有的，写明类别")
    told.add_argument("--issuer", metavar="机关", help="登记里没有的，写明制定机关")
    told.add_argument("--articles-shifted", metavar="日期", type=date_of, help="条号从这一天起改过")
    told.add_argument("--articles-checked", action="store_true", help="引用的条号已经对照过现行条文")
    told.add_argument("--withdraw", action="store_true", help="撤回本单位登记的，照程序原有的")
    add_json(told)
    told.set_defaults(run=_law)


# --- the register ----------------------------------------------------------------------------------------------


def _laws(arguments: argparse.Namespace) -> int:
    if arguments.title == _REPLACE:
        return _replace(arguments)
    if arguments.old or arguments.new or arguments.field or arguments.dry_run or arguments.suggest:
        raise UsageError("law-words", "--with、--field、--suggest、--dry-run 和 replace 旧名称 一起写，没有做。")
    return _list(arguments) if arguments.title is None else _one(arguments)


def _list(arguments: argparse.Namespace) -> int:
    with reading(arguments) as workspace:
        laws, units = workspace.library.laws, roster(workspace)
        own = citing_counts(workspace)
        # Counting reads every entry of every unit: 1 s for a hundred thousand.
        below = {unit.name: citing_counts(workspace, unit.id) for unit in units} if arguments.cited else {}
    total = sum(below.values(), own.copy())
    state = _STATES.get(arguments.state or "")
    shown = [law for law in laws if state in (None, law.state) and (total[law.title] or not arguments.cited)]
    if arguments.json:
        print_json([_listed_json(law, laws.recorded.get(law.title), own, below) for law in shown])
        return 0
    for law in shown:
        by_units = f"，下级 {total[law.title] - own[law.title]} 条" if below else ""
        print(f"{LAW_STATE_LABELS[law.state]}\t{law.title}\t{law.number or ''}\t引用 {own[law.title]} 条{by_units}")
    print(f"共 {len(shown)} 件，核到{plain_day(laws.as_of)}。")
    return 0


def _one(arguments: argparse.Namespace) -> int:
    with reading(arguments) as workspace:
        law = law_named(workspace, arguments.title)
        change = recorded_change(workspace, law.title)
        places = citing_entries(workspace, law)
        names = _unit_names(workspace, places)
        successor = workspace.library.laws.successor(law) if law.state == "repealed" else None
    if arguments.json:
        cited = [asdict(each) | {"organisation_name": names[each.organisation]} for each in places]
        print_json(_law_json(law, change) | {"entries": _entries(places), "citing": cited})
        return 0
    for line in _law_lines(law, change, successor):
        print(line)
    for each in places:
        words = "\t".join((names[each.organisation], each.item or each.entry[:8], each.title, each.label))
        print(f"{words}\t{each.article or ''}")
    print(f"引用它的共 {_entries(places)} 条。")
    return 0


def _law_lines(law: Law, change: LawChange | None, successor: Law | None) -> Iterable[str]:
    state, evidence = LAW_STATE_LABELS[law.state], EVIDENCE_LABELS[law.evidence]
    yield f"《{law.title}》{law.number or ''}\t{law.kind}\t{state}\t{evidence}"
    days = (
        ("公布", law.adopted),
        ("施行", law.in_force),
        ("修改", law.last_amended),
        ("条号改动", law.articles_shifted_on),
    )
    if told := "，".join(f"{word}{plain_day(day)}" for word, day in days if day):
        yield told
    if successor is not None:
        yield f"由《{successor.title}》代替"
    if law.note:
        yield f"说明：{law.note}"
    if change is not None:
        what = f"{f'自{plain_date(change.since)}起' if change.since else ''}{LAW_STATE_LABELS[change.state]}"
        yield f"{change.unit}{change.person} {plain_date(change.date)}登记：{what}，依据 {change.basis}"


def _unit_names(workspace: Workspace, places: Iterable[Citing]) -> dict[str, str]:
    return {id: workspace.organisation_by_id(id).name for id in {each.organisation for each in places}}


def _entries(places: Iterable[Citing]) -> int:
    return len({each.entry for each in places})


def _listed_json(
    law: Law, change: LawChange | None, own: Counter[str], below: dict[str, Counter[str]]
) -> dict[str, Any]:
    units = {name: counts[law.title] for name, counts in below.items() if counts[law.title]}
    return _law_json(law, change) | {"entries": own[law.title], "units": units}


def _law_json(law: Law, change: LawChange | None) -> dict[str, Any]:
    facts = to_builtins(law) | {"state": law.state, "recorded": to_builtins(change) if change else None}
    return {key: value for key, value in facts.items() if key not in ("letters", "cited_by", "cited_count")}


# --- replacing -------------------------------------------------------------------------------------------------


def _replace(arguments: argparse.Namespace) -> int:
    if arguments.old is None:
        raise UsageError("law-words", "请写明换掉哪一件：replace 旧名称。没有做。")
    with (reading if arguments.dry_run else writing)(arguments) as workspace:
        old = law_named(workspace, arguments.old)
        new = replacement_of(workspace, old, arguments.new)
        batch = replacement_proposals(workspace, old, new, arguments.field)
        below = Counter(each.organisation for each in citing_entries(workspace, old))
        del below[workspace.organisation.id]
        units = {workspace.organisation_by_id(id).name: count for id, count in below.items()}
        outcome = expected_outcome(batch) if arguments.dry_run else apply_replacement(workspace, batch)
        suggested = 0
        if arguments.suggest and not arguments.dry_run:
            suggested = suggest(workspace, suggested_values(workspace, old, new), comment_for(old, new))
    if arguments.json:
        told = {"new": new.title, "units": units, "suggested": suggested}
        print_json(batch_json(batch, outcome, applied=not arguments.dry_run) | told)
        return 1 if outcome.waiting else 0
    done = "可以换，还没有换（只是看看）" if arguments.dry_run else "换好了"
    done = done if batch.proposals else "本单位没有条目引用它，没有改动"
    print(f"《{old.title}》换成《{new.title}》：{done}。")
    tell_counts(batch, outcome)
    for name, count in units.items():
        print(f"{name}\t{count} 处引用，由它自己改")
    if suggested:
        print(f"给下级写上了 {suggested} 条建议，下次退回时带去。")
    elif units:
        print(f"可以附上的意见：{comment_for(old, new)}")
    return tell_waiting(outcome, "laws", dry_run=arguments.dry_run)


# --- writing down ----------------------------------------------------------------------------------------------


def _law(arguments: argparse.Namespace) -> int:
    if not arguments.withdraw and arguments.state is None:
        raise UsageError("law-state-missing", f"请写明状态 --state：{'、'.join(_STATES)}。没有登记。")
    with writing(arguments) as workspace:
        if arguments.withdraw:
            title = withdraw_law(workspace, arguments.title)
            print(f"已撤回《{title}》的登记，照程序原有的。")
            return 0
        change = record_law(workspace, _facts(arguments, _STATES[arguments.state]))
        law = workspace.library.laws.find(change.title)
        cites = _entries(citing_entries(workspace, law)) if law else 0
    if arguments.json:
        print_json(to_builtins(change) | {"entries": cites})
        return 0
    since = f"自{plain_date(change.since)}起" if change.since else ""
    print(f"已登记：《{change.title}》{since}{LAW_STATE_LABELS[change.state]}。引用它的有 {cites} 条。")
    return 0


def _facts(arguments: argparse.Namespace, state: LawState) -> LawFacts:
    return LawFacts(
        arguments.title,
        state,
        arguments.basis or "",
        replaced_by=arguments.replaced_by,
        since=arguments.since,
        number=arguments.number,
        kind=arguments.kind,
        issuer=arguments.issuer,
        articles_shifted=arguments.articles_shifted,
        articles_checked=arguments.articles_checked,
    )
