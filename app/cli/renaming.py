"""rename: a new name in the place of an old one in all our tables, seen before it is done."""

import argparse

from app.cli.batches import batch_json, tell_counts, tell_waiting
from app.cli.common import add_json, add_workspace, print_json, reading, writing
from app.drafting.renaming import apply_renaming, renaming_proposals
from app.exchange.taking_in import expected_outcome


def register(commands: argparse._SubParsersAction) -> None:
    """Add this command to the parser."""
    rename = commands.add_parser("rename", help="领域、机关改了名称：所有目录里一次换成新的，一步能撤销")
    add_workspace(rename)
    rename.add_argument("old", metavar="原来的名称", help="例如 扶贫")
    rename.add_argument("new", metavar="现在的名称", help="例如 巩固拓展脱贫攻坚成果")
    rename.add_argument("--field", metavar="领域", help="只换这个领域，例如 26")
    rename.add_argument("--whole", action="store_true", help="只换整格或者整条都是它的")
    rename.add_argument("--dry-run", action="store_true", help="只看会怎样，不改动")
    add_json(rename)
    rename.set_defaults(run=_rename)


def _rename(arguments: argparse.Namespace) -> int:
    with (reading if arguments.dry_run else writing)(arguments) as workspace:
        batch = renaming_proposals(
            workspace, arguments.old, arguments.new, field=arguments.field, whole=arguments.whole
        )
        outcome = expected_outcome(batch) if arguments.dry_run else apply_renaming(workspace, batch)
    if arguments.json:
        print_json(batch_json(batch, outcome, applied=not arguments.dry_run))
        return 1 if outcome.waiting else 0
    done = "可以换，还没有换（只是看看）" if arguments.dry_run else "换好了"
    print(f"{batch.label}：{done if batch.proposals else '目录里没有，没有改动'}。")
    for each in batch.proposals:
        print(f"{each.theirs['item'] or ''}\t{each.title}\t{len(each.differences)} 栏")
    tell_counts(batch, outcome)
    return tell_waiting(outcome, "rename", dry_run=arguments.dry_run)
