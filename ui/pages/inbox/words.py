"""What the inbox says of files and of what came in: pure texts, chips and table cells."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.exchange.looking import Look
from app.exchange.received import Received, UnitStanding
from ui.widgets.chips import Chip
from ui.widgets.tables import Cell, Head, RowAction

TAKE, LOOK, DROP, ADMIT, RESEND, DECIDE, UNDO, START = (
    "take",
    "look",
    "drop",
    "admit",
    "resend",
    "decide",
    "undo",
    "start",
)

FILE_HEADS = (
    Head("文件", 140, 4),
    Head("单位", 66, 1),
    Head("轮次", 58, align="center"),
    Head("跟上次比", 110, 5),
    Head("核验", 176),
    Head("", 152),
)
REGISTER_HEADS = (Head("时间", 118), Head("文件", 150, 4), Head("单位", 100, 1), Head("结果", 150, 5), Head("", 186))
UNIT_HEADS = (
    Head("单位", 120, 2),
    Head("类别", 100, 1),
    Head("代码", 110, 1),
    Head("认可的电脑", 150, 3),
    Head("收到", 130, 2),
    Head("", 96),
)

_COUNT_WORDS = (
    ("new", "新"),
    ("changed", "改"),
    ("cleared", "清空"),
    ("removed", "删除"),
    ("unchanged", "没变"),
    ("conflicting", "冲突"),
)


@dataclass(frozen=True)
class Verdict:
    """How a file was found: chip word and icon, colour roles, what it would change, what can be done."""

    word: str
    icon: str
    role: str
    says: str
    actions: tuple[RowAction, ...]


_NOTHING = "没有导入任何内容"
_NEWER = ("要新版程序", "这台电脑的程序还读不了它")
# Code of the refusal: word of the chip, what the row says.
_FAULTS = {
    "package-truncated": ("文件不完整", f"读到一半断了，{_NOTHING}"),
    "package-changed": ("内容对不上", f"和发出时不一样，{_NOTHING}"),
    "package-signature": ("签名对不上", f"内容被改动过，{_NOTHING}"),
    "package-unreadable": ("读不出来", "看看U盘有没有插好"),
    "package-not-ours": ("不是交换文件", _NOTHING),
    "package-too-big": ("文件太大", _NOTHING),
    "package-member-name": ("夹带了东西", f"不是照规定生成的，{_NOTHING}"),
    "package-malformed": ("写法不对", _NOTHING),
    "package-row-wrong": ("写法不对", _NOTHING),
    "entry-of-other-unit": ("内容对不上", f"用了别的单位的条目，{_NOTHING}"),
}
_OTHERS = {
    "package-newer-major": _NEWER,
    "package-newer-content": _NEWER,
    "checklist-unknown": _NEWER,
    "field-unknown": _NEWER,
    "package-for-another": ("收件人不是我们", "是交给别的单位的"),
    "package-own": ("自己导出的", "是本单位自己的上报文件"),
    "work-of-another": ("别单位内部的", "是别的单位自己交接用的"),
    "edition-differs": ("别的年份", "不是这一年的目录"),
    "package-other-kind": ("不是上报文件", "这里收不了它"),
    "profile-not-from-parent": ("不是上级的", "标准文本只收自己的上级发的"),
    "return-not-from-parent": ("不是上级的", "退回意见只收自己的上级发的"),
    "receipt-not-from-parent": ("不是上级的", "回执只收自己的上级发的"),
    "recovery-not-from-parent": ("不是上级的", "恢复文件只收自己的上级发的"),
    "receipt-differs": ("回执对不上", "上级收到的和这里交出的不是同一份"),
    "parent-unknown": ("上级没认可", "上级发来的文件，只收认可过的电脑签的"),
}
_KINDS = {"work": "工作包", "profile": "标准文本", "return": "退回意见", "receipt": "回执", "recovery": "恢复文件"}
_WITHOUT_ENTRIES = ("profile", "return", "receipt")
_CLAIMS = {
    "unit": ("单位没登记", "打电话核对指纹，认可以后就能收"),
    "first-device": ("电脑没认可", "第一次报来，打电话核对指纹，认可以后就能收"),
    "device": ("电脑没认可", "换了电脑，打电话核对指纹，认可以后就能收"),
    "own-device": ("电脑没认可", "是同事的电脑，核对指纹，认可以后就能收"),
    "parent": ("上级没认可", "上级发来的文件，核对指纹以后认得上级"),
}


def verdict(look: Look) -> Verdict:
    """Judge a file as the table shows it."""
    drop = RowAction(DROP, "不收")
    # What is compared item by item are entries.
    closer = () if look.kind in _WITHOUT_ENTRIES else (RowAction(LOOK, "细看"),)
    if look.result == "ready":
        says, actions = _brings(look), (RowAction(TAKE, "收下"), *closer, drop)
        return Verdict("完整，签名认得", "shield-check", "success", says, actions)
    if look.result == "older":
        says = f"比已收的第{look.newest_round}轮旧，不会盖掉新的"
        return Verdict("旧的一轮", "clock", "warn", says, (drop, *closer))
    if look.result == "received":
        return Verdict("已收过", "circle-check", "text-muted", "这份文件收过了，内容没有变化", (drop,))
    if look.result == "nothing":
        return Verdict("没有新内容", "equal", "text-muted", "里面没有比现有内容更新的东西", (drop,))
    return _refusal(look)


def _brings(look: Look) -> str:
    """What a file would change; a round that is here already in other words was written on an older state."""
    names = "、".join(proposal.title for proposal in look.batch.packs if proposal.lineage is not None)
    if look.kind == "profile":
        return f"上级收下的标准文本：{names}"
    if look.kind in _WITHOUT_ENTRIES:
        return "".join(look.batch.notes).removesuffix("。") or counts_text(look.counts)
    said = counts_text(look.counts) + (f"，其中有收下的标准文本：{names}" if names else "")
    newest = look.newest_round
    if newest is None or look.kind != "submission" or look.round > newest:
        return said
    return f"{said}；已收过第{newest}轮，这一份和它不一样"


def _refusal(look: Look) -> Verdict:
    if look.claim:
        word, says = _CLAIMS[look.claim]
        return Verdict(word, "fingerprint", "warn", says, (RowAction(ADMIT, "认可…"), RowAction(DROP, "不收")))
    resend = (RowAction(RESEND, "请重交"), RowAction(DROP, "移走"))
    if look.code in _FAULTS:
        word, says = _FAULTS[look.code]
        return Verdict(word, "octagon-alert", "danger", says, resend)
    word, says = _OTHERS.get(look.code, ("收不了", _NOTHING))
    return Verdict(word, "circle-alert", "warn", says, (RowAction(DROP, "移走"),))


def file_cells(look: Look) -> list[Cell]:
    """The row of a file."""
    seen = verdict(look)
    icon = "file-check" if look.result in ("ready", "received", "nothing") else "file-warning"
    soft = {"success": "success-soft", "warn": "warn-soft", "danger": "danger-soft"}.get(seen.role, "sunken")
    return [
        Cell(look.path.name, icon=icon, icon_role=seen.role, tip=str(look.path)),
        Cell(look.sender.name if look.sender else "不知道"),
        Cell(f"第{look.round}轮" if look.round and look.kind != "start" else ""),
        Cell(seen.says, tip=look.message),
        Cell(chip=Chip(seen.icon, seen.word, "state", seen.role, soft)),
        Cell(actions=seen.actions),
    ]


def counts_text(counts: Mapping[str, int]) -> str:
    """新 12 条，改 31 条，没变 236 条，冲突 2 条."""
    return "，".join(f"{word} {counts[name]} 条" for name, word in _COUNT_WORDS if counts.get(name))


def changed_count(counts: Mapping[str, int]) -> int:
    """How many entries an import changed."""
    return sum(counts.get(name, 0) for name in ("new", "changed", "cleared", "removed"))


def told(message: str) -> tuple[str, str]:
    """Part a refusal into what happened and what to do; that nothing was taken in is said by the headline."""
    sentences = [f"{sentence}。" for sentence in message.split("。") if sentence]
    kept = [s for s in sentences if "没有收下" not in s and "一个字也没动" not in s]
    first = next((n for n, s in enumerate(kept) if s.startswith(("请", "还是不行")) and n), len(kept))
    return "".join(kept[:first]), "".join(kept[first:])


def trouble_words(refused: Sequence[Look]) -> tuple[str, str, str]:
    """Headline, text and details of the note about files that could not be read."""
    if len(refused) == 1:
        what, advice = told(refused[0].message)
        if refused[0].path.name not in what:
            what = f"“{refused[0].path.name}”：{what}"
        text = what + (f"\n怎么办：{advice}" if advice else "")
        return "这个文件没有导入，您的内容一个字也没动", text, _details(refused[0])
    headline = f"{len(refused)} 个文件没有导入，您的内容一个字也没动"
    lines = [f"“{look.path.name}”：{verdict(look).word}。" for look in refused[:4]]
    lines += [f"还有 {len(refused) - 4} 个，都在下面的表里。"] if len(refused) > 4 else []
    lines.append("怎么办：请对方单位重新生成、重新拷贝；一个一个的原因点“请重交”复制。")
    return headline, "\n".join(lines), "\n".join(map(_details, refused))


def resend_words(look: Look) -> str:
    """What to send to the unit whose file could not be read."""
    what, advice = told(look.message)
    return f"您单位交来的文件“{look.path.name}”没有收下。{what}{advice}"


def _details(look: Look) -> str:
    return f"{look.path.name}：{look.code} {look.details}".strip()


def received_cells(row: Received, now: datetime) -> list[Cell]:
    """The row of the register for a package that came in."""
    return [
        Cell(time_text(row.at, now)),
        Cell(row.file or "（没有记下文件名）", role="text" if row.file else "text-muted"),
        Cell(f"{row.organisation} {_KINDS.get(row.kind, f'第{row.round}轮')}"),
        _result_cell(row),
        Cell(actions=_received_actions(row)),
    ]


def _result_cell(row: Received) -> Cell:
    did = counts_text({name: count for name, count in row.counts.items() if name != "conflicting"})
    if row.is_withdrawn:
        return Cell(f"导入已撤销（{did}）" if did else "导入已撤销", icon="undo-2", role="text-muted")
    if row.waiting:
        return Cell("，".join(filter(None, (did, f"{row.waiting} 条冲突等您定"))), icon="triangle-alert", role="warn")
    settled = row.counts.get("conflicting", 0)
    said = "，".join(filter(None, (did, f"{settled} 条冲突已经定了" if settled else "")))
    return Cell(said or "没有变化", icon="circle-check", role="success")


def _received_actions(row: Received) -> tuple[RowAction, ...]:
    decide = (RowAction(DECIDE, "去定冲突"),) if row.waiting and not row.is_withdrawn else ()
    return (*decide, RowAction(UNDO, "撤销这次导入", asked=True)) if row.is_latest else decide


def unit_cells(standing: UnitStanding, now: datetime) -> list[Cell]:
    """The row of a unit on the roster."""
    unit = standing.unit
    if standing.devices:
        devices = Cell(
            f"{len(standing.devices)} 台", icon="shield-check", role="success", detail="；".join(standing.devices)
        )
    else:
        devices = Cell("还没有", icon="circle-dashed", role="text-muted")
    came = f"第{standing.round}轮，{time_text(standing.at, now)}" if standing.round else "没交"
    return [
        Cell(unit.name, bold=True),
        Cell(unit.facts.label),
        Cell(unit.code or "没有填", role="text" if unit.code else "text-muted"),
        devices,
        Cell(came, role="text" if standing.round else "text-muted"),
        Cell(actions=(RowAction(START, "开始文件"),)),
    ]


def time_text(at: str, now: datetime) -> str:
    """A stored moment as people say it: 10:24 today, 11月22日 16:05 this year."""
    local = datetime.fromisoformat(at).astimezone(now.tzinfo)
    if local.date() == now.date():
        return f"{local:%H:%M}"
    year = "" if local.year == now.year else f"{local.year}年"
    return f"{year}{local.month}月{local.day}日 {local:%H:%M}"


def context_text(looks: Sequence[Look]) -> str:
    """What stands after the page's title."""
    if not looks:
        return "把文件或文件夹拖进来"
    ready = sum(look.result == "ready" for look in looks)
    return f"{len(looks)} 个文件，{ready} 个可以收下；把文件或文件夹拖进来"
