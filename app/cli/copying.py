"""copy, edition, uninvolved."""

import argparse
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.cli.batches import batch_json, tell_counts, tell_waiting
from app.cli.common import add_json, add_override, add_workspace, print_json, reading, writing
from app.drafting.copy_sources import CopySources, LastEdition, OtherField, Source, copy_sources, source_of_file
from app.drafting.copying import apply_copy, copy_proposals
from app.drafting.editions import StandardChange, Started, editions, standard_changes, start_edition, switch_edition
from app.drafting.uninvolved import uninvolved_statement
from app.exchange.taking_in import expected_outcome
from app.products.statement import WrittenStatement, write_statement
from app.standards.models import STANDARD_CATALOGUE
from app.workspace import Workspace


def register(commands: argparse._SubParsersAction) -> None:
    """Add these commands to the parser."""
    _register_copy(commands)

    year = commands.add_parser("edition", help="新一年的目录：从上一年接着编，或者换到哪一年")
    add_workspace(year)
    year.add_argument("year", metavar="年份", nargs="?", help="没有就新建，有就换过去；不写就列出来")
    year.add_argument("--from-edition", metavar="年份", help="从哪一年接着编，不写就是正在编的这一年")
    add_json(year)
    year.set_defaults(run=_edition)

    statement = commands.add_parser("uninvolved", help="不涉及领域说明：哪些领域与本单位无关，为什么")
    add_workspace(statement)
    statement.add_argument("-o", "--output", metavar="文件", type=Path, help="文件名（.txt 或 .pdf）；不写就显示出来")
    statement.add_argument("--force", action="store_true", help="文件已经有了也覆盖")
    add_override(statement)
    add_json(statement)
    statement.set_defaults(run=_uninvolved)


def _register_copy(commands: argparse._SubParsersAction) -> None:
    copy = commands.add_parser("copy", help="从去年、别的领域、别人的文件里抄，两边都写过的先放着等决定")
    add_workspace(copy)
    source = copy.add_mutually_exclusive_group(required=True)
    source.add_argument("--from-edition", metavar="年份", help="本单位哪一年的目录，例如 2025")
    source.add_argument("--from-field", metavar="领域", help="本单位哪个领域，例如 04；抄到哪个领域用 --field 写明")
    source.add_argument("--from", dest="file", metavar="文件", type=Path, help="别的工作文件（.qd）或者 .zwgk 文件")
    source.add_argument("--sources", action="store_true", help="只列出有哪些可以抄")
    copy.add_argument("--field", metavar="领域", help="抄到这个领域，不写就是全部")
    copy.add_argument("--checklist", metavar="清单", default=STANDARD_CATALOGUE, help="不写就是标准目录")
    copy.add_argument("--dry-run", action="store_true", help="只看会怎样，不改动")
    add_json(copy)
    copy.set_defaults(run=_copy)


def _copy(arguments: argparse.Namespace) -> int:
    if arguments.sources:
        return _sources(arguments)
    with (reading if arguments.dry_run else writing)(arguments) as workspace:
        batch = copy_proposals(workspace, _source(arguments), checklist=arguments.checklist, field=arguments.field)
        outcome = expected_outcome(batch) if arguments.dry_run else apply_copy(workspace, batch)
    if arguments.json:
        print_json(batch_json(batch, outcome, applied=not arguments.dry_run))
    else:
        done = "可以抄，还没有抄（只是看看）" if arguments.dry_run else "抄好了"
        print(f"从{batch.label}：{done}。")
        tell_counts(batch, outcome)
    return tell_waiting(outcome, "copy", dry_run=arguments.dry_run)


def _source(arguments: argparse.Namespace) -> Source:
    if arguments.from_edition is not None:
        return LastEdition(arguments.from_edition)
    return OtherField(arguments.from_field) if arguments.from_field is not None else source_of_file(arguments.file)


def _sources(arguments: argparse.Namespace) -> int:
    with reading(arguments) as workspace:
        found = copy_sources(workspace, to_field=arguments.field)
    if arguments.json:
        print_json(_sources_json(found))
        return 0
    for edition in found.editions:
        print(f"--from-edition {edition}\t本单位 {edition} 年的目录")
    for field in found.fields:
        print(f"--from-field {field.code}\t{field.name}\t{field.entries} 条")
    for file in found.files:
        print(f"--from {file.path}\t{file.name}\t{file.edition} 年")
    if not (found.editions or found.fields or found.files):
        print("还没有可以抄的：没有别的年份，别的领域也还没有条目。别人的文件用 --from 写明。")
    return 0


def _sources_json(found: CopySources) -> dict[str, Any]:
    files = [asdict(file) | {"path": str(file.path)} for file in found.files]
    return {"editions": list(found.editions), "fields": [asdict(field) for field in found.fields], "files": files}


def _edition(arguments: argparse.Namespace) -> int:
    started = None
    with (writing if arguments.year else reading)(arguments) as workspace:
        if arguments.year:
            started = _start_or_switch(workspace, arguments.year, arguments.from_edition)
        here, changes = editions(workspace), standard_changes(workspace)
    if arguments.json:
        facts = {"editions": [asdict(each) for each in here], "started": started and asdict(started)}
        print_json(facts | {"standard_changes": [asdict(change) for change in changes]})
        return 0
    if started:
        print(
            f"已新建 {started.edition} 年的目录：从 {started.from_edition} 年接过来 {started.carried} 条，都是填报中。"
        )
        print(f"其中 {started.confirmed} 条的核对还算数。{started.from_edition} 年的目录没有动。")
        if started.waiting:
            print(f"{started.from_edition} 年还有 {started.waiting} 条等着决定，换到那一年才看得到。")
    for each in here:
        mark = "正在编" if each.is_current else ""
        print(f"{each.edition} 年\t{each.entries} 条\t完成 {each.done} 条\t{mark}")
    for change in changes:
        print(_change_line(change))
    return 0


def _start_or_switch(workspace: Workspace, year: str, before: str | None) -> Started | None:
    has_it = any(each.edition == year and (each.entries or each.is_current) for each in editions(workspace))
    if has_it and before is None:
        switch_edition(workspace, year)
        return None
    return start_edition(workspace, year, from_edition=before)


def _change_line(change: StandardChange) -> str:
    what = "标准里已经没有这一项" if change.is_gone else "标准改过了，请对照看一遍"
    return f"请看：{change.code} {change.title}：{what}。"


def _uninvolved(arguments: argparse.Namespace) -> int:
    if arguments.output is not None:
        with writing(arguments) as workspace:
            written = write_statement(workspace, arguments.output, force=arguments.force)
        statement = written.statement
        told = f"已写好：{arguments.output}，{len(statement.fields)} 个领域。"
    else:
        with reading(arguments) as workspace:
            written = WrittenStatement(uninvolved_statement(workspace))
        statement = written.statement
        told = statement.text()
    if arguments.json:
        print_json(_statement_json(written))
        return 0
    print(told)
    for sentence in filter(None, (statement.caution, *written.stand_ins)):
        print(f"请看：{sentence}")
    return 0


def _statement_json(written: WrittenStatement) -> dict[str, Any]:
    statement = written.statement
    more = {"date": statement.date.isoformat(), "caution": statement.caution, "stand_ins": written.stand_ins}
    return asdict(statement) | more
