"""What the inbox says of files and of what came in: pure texts, chips and table cells."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from app.exchange.looking import Look
from app.exchange.profiles import standard_names
from app.exchange.received import Received
from app.proposals.proposals import Outcome
from ui.pages.inbox.acts import Taken
from ui.pages.inbox.results import Became
from ui.widgets.chips import Chip
from ui.widgets.tables import Cell, Head, RowAction

TAKE, LOOK, DROP, ADMIT, RESEND, DECIDE, UNDO = "take", "look", "drop", "admit", "resend", "decide", "undo"
UNLOCK, RETURNED = "unlock", "returned"
ALL, ASKS, BAD, READY, REST = "all", "asks", "bad", "ready", "rest"
"""The tabs over the files: all, those that need a person, those that cannot be taken, can be, need not be."""

FILE_HEADS = (
    Head("文件", 140, 4),
    Head("单位", 66, 1),
    Head("轮次", 58, align="center"),
    Head("跟上次比", 110, 5),
    Head("核验", 176),
    Head("", 152),
)
REGISTER_HEADS = (Head("时间", 118), Head("文件", 150, 4), Head("单位", 100, 1), Head("结果", 150, 5), Head("", 186))
_COUNT_WORDS = (
    ("new", "新"),
    ("changed", "改"),
    ("cleared", "清空"),
    ("removed", "删除"),
    ("withdrawn", "收回"),
    ("unchanged", "没变"),
    ("conflicting", "冲突"),
    ("answers", "回复"),
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
_OWN = "package-own"
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
    _OWN: ("自己导出的", "是本单位自己写给别的单位的"),
    "work-of-another": ("别单位内部的", "是别的单位自己交接用的"),
    "edition-differs": ("别的年份", "不是这一年的目录"),
    "package-other-kind": ("不是上报文件", "这里收不了它"),
    "profile-not-from-parent": ("不是上级的", "标准和规定只收自己的上级发的"),
    "return-not-from-parent": ("不是上级的", "审核意见只收自己的上级发的"),
    "receipt-not-from-parent": ("不是上级的", "回执只收自己的上级发的"),
    "recovery-not-from-parent": ("不是上级的", "恢复文件只收自己的上级发的"),
    "receipt-differs": ("回执对不上", "上级收到的和这里交出的不是同一份"),
    "parent-unknown": ("上级没认可", "上级发来的文件，只收认可过的电脑签的"),
}
_SEALED = {
    "package-sealed": "加了密码，输入密码才能看里面是什么",
    "package-password": "密码不对，或者文件在路上坏了。大小写、空格都算，再试一次",
}
_TABS = {
    ALL: ("", "全部"),
    ASKS: ("circle-alert", "要您看"),
    BAD: ("octagon-alert", "收不了"),
    READY: ("circle-check", "可以收下"),
    REST: ("equal", "不用收"),
}
_ORDER = (ASKS, BAD, READY, REST)
_KINDS = {
    "submission": "上报",
    "start": "开始文件",
    "work": "工作包",
    "profile": "标准和规定",
    "return": "审核意见",
    "receipt": "回执",
    "recovery": "恢复文件",
}
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
    if look.result == "ready" and tab_of(look) == ASKS:
        is_review = look.kind == "return"
        word = "有建议等您定" if is_review else "有冲突" if look.counts.get("conflicting") else "和已收的不一样"
        return Verdict(word, "split", "warn", _brings(look), (RowAction(TAKE, "收下"), *closer, drop))
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
    names = standard_names(look.batch)
    if look.kind == "profile":
        standards = f"上级收下的标准文本：{names}" if names else ""
        return "；".join(filter(None, (standards, "".join(look.batch.notes).removesuffix("。"))))
    if look.kind in _WITHOUT_ENTRIES:
        asked = look.counts.get("conflicting", 0)
        suggested = f"；{asked} 条有建议的改法，收下以后由您定" if asked else ""
        return ("".join(look.batch.notes).removesuffix("。") or counts_text(look.counts)) + suggested
    told = "".join(look.batch.notes).removesuffix("。")
    counts = counts_text(look.counts) + (f"，其中有收下的标准文本：{names}" if names else "")
    said = "；".join(filter(None, (counts, told)))
    return f"{said}；已收过第{look.newest_round}轮，这一份和它不一样" if _is_forked(look) else said


def _is_forked(look: Look) -> bool:
    """Whether another file of this round or a later one is here: it was written on an older state."""
    newest = look.newest_round
    return look.kind == "submission" and newest is not None and look.round is not None and look.round <= newest


def tab_of(look: Look) -> str:
    """Return the tab under which a file stands."""
    if look.result == "ready":
        return ASKS if look.counts.get("conflicting") or _is_forked(look) else READY
    # What was handed in lies on the stick still when the answer comes back on it: that is no trouble.
    if look.result != "refused" or look.code == _OWN:
        return REST
    return ASKS if look.claim or look.code in _SEALED else BAD


def sorted_looks(looks: Iterable[Look]) -> list[Look]:
    """Return files with those first that need a person, else in the order in which they came."""
    return sorted(looks, key=lambda look: _ORDER.index(tab_of(look)))


def file_tabs(looks: Iterable[Look]) -> list[tuple[str, str, str]]:
    """Return the tabs over the files with their counts."""
    counts = Counter(map(tab_of, looks))
    counts[ALL] = counts.total()
    return [(key, icon, f"{word} {counts[key]}") for key, (icon, word) in _TABS.items()]


def _refusal(look: Look) -> Verdict:
    if look.code in _SEALED:
        actions = (RowAction(UNLOCK, "输入密码…"), RowAction(DROP, "移走"))
        return Verdict(
            "有密码" if look.code == "package-sealed" else "密码不对", "lock", "warn", _SEALED[look.code], actions
        )
    if look.code == "device-revoked":
        says = "它签的不再收，以前收下的还在；要重新用它，打电话核对指纹"
        return Verdict(
            "电脑停用了", "shield-alert", "warn", says, (RowAction(DROP, "移走"), RowAction(ADMIT, "重新认可…"))
        )
    if look.claim:
        word, says = _CLAIMS[look.claim]
        return Verdict(word, "fingerprint", "warn", says, (RowAction(ADMIT, "认可…"), RowAction(DROP, "不收")))
    resend = (RowAction(RESEND, "请重交"), RowAction(DROP, "移走"))
    if look.code in _FAULTS:
        word, says = _FAULTS[look.code]
        return Verdict(word, "octagon-alert", "danger", says, resend)
    word, says = _OTHERS.get(look.code, ("收不了", _NOTHING))
    role = "text-muted" if look.code == _OWN else "warn"
    return Verdict(word, "circle-alert", role, says, (RowAction(DROP, "移走"),))


def file_cells(look: Look) -> list[Cell]:
    """The row of a file."""
    seen = verdict(look)
    icon = "file-check" if look.result in ("ready", "received", "nothing") else "file-warning"
    soft = {"success": "success-soft", "warn": "warn-soft", "danger": "danger-soft"}.get(seen.role, "sunken")
    return [
        Cell(look.path.name, icon=icon, icon_role=seen.role, tip=str(look.path)),
        Cell(look.sender.name if look.sender else "不知道", detail=_kind_word(look)),
        Cell(f"第{look.round}轮" if look.round and look.kind != "start" else ""),
        Cell(seen.says, tip=look.message),
        Cell(chip=Chip(seen.icon, seen.word, "state", seen.role, soft)),
        Cell(actions=seen.actions),
    ]


def _kind_word(look: Look) -> str:
    """What kind of file it is, where it is no unit's submission."""
    return "" if look.kind in ("", "submission") else _KINDS[look.kind]


def short_label(look: Look) -> str:
    """Name a file as what it is: 兴隆镇第1轮, 青山县的审核意见."""
    return look.batch.label.replace(" ", "")


def taken_text(look: Look, outcome: Outcome) -> str:
    """What taking a file in did, in a few words."""
    told = "".join((*(look.batch.notes if look.kind in _WITHOUT_ENTRIES else ()), *outcome.told)).removesuffix("。")
    changed, replies = changed_count(outcome.counts), outcome.counts.get("answers", 0)
    return told or (f"{replies} 条回复" if replies and not changed else f"{changed} 条有改动")


def many_taken_text(done: Sequence[tuple[Look, Outcome]], left: int) -> str:
    """What taking in several files did; what a parent said of items changed none of them."""
    entries = [outcome for look, outcome in done if look.kind not in _WITHOUT_ENTRIES]
    changed = f"，{sum(changed_count(each.counts) for each in entries)} 条有改动" if entries else ""
    return f"已收下 {len(done)} 个文件{changed}" + (f"，还有 {left} 个没有收" if left else "")


def became(taken: Taken) -> Became:
    """What became of a file, for the list at the end."""
    look = taken.look
    whose = look.sender.name if look.sender else "不知道"
    if taken.error is not None:
        return Became(look.path.name, whose, "没有收", "danger", taken.error.message)
    if taken.outcome is None:
        return Became(look.path.name, whose, "没有收", "warn", "停下了，还没有轮到它。它还在上面的表里。")
    says = counts_text(taken.outcome.counts)
    if look.kind in _WITHOUT_ENTRIES:
        says = "".join(look.batch.notes).removesuffix("。") or says
    says = "；".join(filter(None, (says, "".join(taken.outcome.told).removesuffix("。"))))
    if taken.outcome.waiting:
        return Became(look.path.name, whose, "收下，要您定", "warn", says)
    return Became(look.path.name, whose, "收下", "success", says or "没有变化")


def left_as(look: Look) -> Became:
    """Why a file was not taken in with the others, for the list at the end."""
    seen = verdict(look)
    role = {BAD: "danger", REST: "text-muted"}.get(tab_of(look), "warn")
    says = "".join(told(look.message)) if tab_of(look) == BAD and look.message else seen.says
    return Became(
        look.path.name,
        look.sender.name if look.sender else "不知道",
        "不用收" if role == "text-muted" else "没有收",
        role,
        f"{seen.word}：{says}",
    )


def counts_text(counts: Mapping[str, int]) -> str:
    """新 12 条，改 31 条，没变 236 条，冲突 2 条."""
    return "，".join(f"{word} {counts[name]} 条" for name, word in _COUNT_WORDS if counts.get(name))


def changed_count(counts: Mapping[str, int]) -> int:
    """How many entries an import changed."""
    return sum(counts.get(name, 0) for name in ("new", "changed", "cleared", "removed", "withdrawn"))


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
        Cell(f"{row.organisation} {f'第{row.round}轮' if row.kind == 'submission' else _KINDS.get(row.kind, '')}"),
        _result_cell(row),
        Cell(actions=_received_actions(row)),
    ]


def _result_cell(row: Received) -> Cell:
    did = _did(row)
    if row.is_withdrawn:
        return Cell(f"导入已撤销（{did}）" if did else "导入已撤销", icon="undo-2", role="text-muted")
    if row.waiting:
        asked = f"{row.waiting} 条{'建议' if row.kind == 'return' else '冲突'}等您定"
        return Cell("，".join(filter(None, (did, asked))), icon="triangle-alert", role="warn")
    settled = row.counts.get("conflicting", 0)
    what = "建议" if row.kind == "return" else "冲突"
    said = "，".join(filter(None, (did, f"{settled} 条{what}已经定了" if settled else "")))
    return Cell(said or "没有变化", icon="circle-check", role="success")


def _did(row: Received) -> str:
    """What taking it in changed; verdicts are no entries."""
    news = changed_count(row.counts)
    if row.kind == "return":
        return f"{news} 条审核意见" if news else ""
    if row.kind == "receipt":
        return "记下了回执" if news else ""
    return counts_text({name: count for name, count in row.counts.items() if name != "conflicting"})


def _received_actions(row: Received) -> tuple[RowAction, ...]:
    if row.is_withdrawn:
        return ()
    actions = [RowAction(DECIDE, "去定建议" if row.kind == "return" else "去定冲突")] if row.waiting else []
    if row.kind == "return":
        actions.append(RowAction(RETURNED, "看退回的条目"))
    if row.is_latest:
        actions.append(RowAction(UNDO, "撤销这次导入", asked=True))
    return tuple(actions)


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
