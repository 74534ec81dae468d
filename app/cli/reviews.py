"""review: 初审, 保密审查, 签发 before something is published."""

import argparse
from collections.abc import Iterator, Sequence
from typing import Any

from app.cli.common import add_json, add_workspace, date_of, print_json, reading, writing
from app.errors import UsageError
from app.registers.review_lists import exemptions
from app.registers.reviews import (
    ONE_PERSON,
    STAGE_WORDS,
    STANDING_WORDS,
    Review,
    Signature,
    condition_of,
    is_ended,
    is_one_person,
    next_stage,
    review_of,
    sign,
    standing_of,
    told,
)
from app.registers.subjects import Subject, subject_named
from app.standards.disclosure_modes import MODE_WORDS

_STAGES = {word: (code,) for code, word in STAGE_WORDS.items()} | {"全部": tuple(STAGE_WORDS)}
_MODES = {word: code for code, word in MODE_WORDS.items()}
_FACTS = ("title", "summary", "scope", "reason", "basis", "kept_back")


def register(commands: argparse._SubParsersAction) -> None:
    """Add this command to the parser."""
    look = commands.add_parser("review", help="公开以前的审查：初审、保密审查、签发；不写哪一步就看到哪一步了")
    add_workspace(look)
    look.add_argument("what", metavar="条目或编号", nargs="?", help="事项编号，公示或者台账一行的编号（前 8 位）")
    look.add_argument("stage", metavar="哪一步", nargs="?", choices=[*_STAGES], help="、".join(_STAGES))
    look.add_argument("--by", metavar="姓名", nargs="+", default=(), help="谁审查的；“全部”按三步的次序写三个人")
    look.add_argument(
        "--on", metavar="日期", nargs="+", type=date_of, default=(), help="哪天审查的；“全部”可以写三个日期"
    )
    look.add_argument("--opinion", metavar="意见", default="", help="审查意见；不通过的必须写")
    look.add_argument("--refuse", action="store_true", help="不通过，退回去改")
    look.add_argument("--mode", metavar="方式", choices=[*_MODES], help="、".join(_MODES))
    look.add_argument("--title", metavar="名称", help="信息名称")
    look.add_argument("--summary", metavar="内容", help="内容概要")
    look.add_argument("--scope", metavar="范围", help="公开范围，例如 全社会")
    look.add_argument("--reason", metavar="理由", help="不公开、部分公开的理由")
    look.add_argument("--basis", metavar="依据", help="不公开的依据，可以写不予公开清单的编号，例如 EX-018")
    look.add_argument("--kept-back", metavar="部分", help="部分公开的，哪一部分不公开")
    look.add_argument("--exemptions", action="store_true", help="列出不予公开清单")
    add_json(look)
    look.set_defaults(run=_review)


def _review(arguments: argparse.Namespace) -> int:
    if arguments.exemptions:
        return _list_exemptions(arguments)
    if arguments.what is None:
        raise UsageError("subject-missing", "没有写要审查哪一份。请写事项编号，或者公示、台账一行的编号。")
    with (writing if arguments.stage else reading)(arguments) as workspace:
        subject = subject_named(workspace, arguments.what)
        if arguments.stage:
            stands = sign(workspace, subject, _signatures(arguments), _facts(arguments))
        else:
            stands = review_of(workspace, subject)
    _tell(arguments, subject, stands)
    return 0


def _signatures(arguments: argparse.Namespace) -> list[Signature]:
    stages = _STAGES[arguments.stage]
    persons = _each(stages, arguments.by, "姓名")
    days = _each(stages, arguments.on, "日期")
    # What is said on a sheet that all have signed is said by the last.
    said = [""] * (len(stages) - 1) + [arguments.opinion]
    passed = [True] * (len(stages) - 1) + [not arguments.refuse]
    return [Signature(*each) for each in zip(stages, persons, said, passed, days, strict=True)]


def _each(stages: Sequence[str], given: Sequence[Any], what: str) -> list[Any]:
    if len(given) not in (0, 1, len(stages)):
        raise UsageError("one-for-each", f"{what}写了 {len(given)} 个，没有记下。请写 1 个或者 {len(stages)} 个。")
    return list(given) if len(given) == len(stages) else [*given, None][:1] * len(stages)


def _facts(arguments: argparse.Namespace) -> dict[str, str]:
    facts = {key: getattr(arguments, key) for key in _FACTS if getattr(arguments, key) is not None}
    return facts | ({"mode": _MODES[arguments.mode]} if arguments.mode else {})


def _tell(arguments: argparse.Namespace, subject: Subject, stands: Review | None) -> None:
    following = next_stage(stands)
    if arguments.json:
        print_json(_as_json(subject, stands))
        return
    print(f"{subject.title}：{STANDING_WORDS[standing_of(stands)]}")
    for done in stands.stages if stands else ():
        print(f"  {told(done)}")
    for line in _remarks(stands):
        print(line)
    if following and not is_ended(stands):
        print(f"下一步：{STAGE_WORDS[following]}")


def _remarks(stands: Review | None) -> Iterator[str]:
    if standing_of(stands) == "withheld":
        yield "满一年以前重新评估，从初审做起。"
    if condition_of(stands):
        yield condition_of(stands)
    if stands is not None and is_one_person(stands.stages):
        yield f"注意：{ONE_PERSON}"


def _as_json(subject: Subject, stands: Review | None) -> dict[str, Any]:
    following = next_stage(stands)
    facts = {key: getattr(stands, key) for key in ("mode", *_FACTS)} if stands else {}
    stages = [
        {"stage": STAGE_WORDS[each.stage], "person": each.person, "at": each.at, "opinion": each.opinion}
        | {"passed": each.passed}
        for each in (stands.stages if stands else ())
    ]
    return {
        "kind": subject.kind,
        "id": subject.id,
        "title": subject.title,
        "standing": standing_of(stands),
        "next": following and STAGE_WORDS[following],
        "stages": stages,
    } | facts


def _list_exemptions(arguments: argparse.Namespace) -> int:
    with reading(arguments) as workspace:
        found = exemptions(workspace)
    if arguments.json:
        print_json([{"code": code, "category": category, "item": item} for code, category, item in found])
    else:
        for row in found:
            print("\t".join(row))
    return 0
