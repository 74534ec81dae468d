"""A notice for each village out of one table: looked at first, then made in the village's own workspace.

Each village is done whole or not at all, apart from the others. Doing it again makes nothing twice: a notice with the
same title that says the same is there already, and one with the same title that says other things waits for a person's
word.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import msgspec

from app.errors import UsageError, UserFacingError
from app.notices.answers import FULL_LIST
from app.notices.blanks import Blank, blanks_of
from app.notices.filled_notice import FilledNotice
from app.notices.keeping import (
    filled_notice,
    filled_of,
    find_template,
    keep_notice,
    kept_notices,
    known_answers,
    printed_at,
)
from app.notices.row_groups import rows_by_words
from app.organisations import KINDS, Organisation
from app.products.notice import Sender, sender_of
from app.standards.models import NoticeTemplate
from app.tables.rows import written_date
from app.villages.at_hand import Unwatched, Watch, at_hand
from app.villages.splitting import Part, Parted
from app.villages.units import MyUnit
from app.workspace import Workspace

#: Each village answers these itself.
OWN_BLANKS = {"village"}
PUBLISHER = "publisher"
SameTitle = Literal["ask", "replace", "add", "skip"]
"""What becomes of a village that has a notice of this title with another list or other answers."""
Result = Literal["made", "replaced", "same", "skipped", "asked", "refused", "failed", "stopped"]
DONE: tuple[Result, ...] = ("made", "replaced", "same", "skipped")


@dataclass(frozen=True)
class KeptBefore:
    """A notice of the same title that the village has: made and printed when (ISO 8601, UTC; None: never)."""

    id: str
    made_at: str
    printed_at: str | None
    is_same: bool


@dataclass(frozen=True)
class Sheet:
    """What a village would get, or why it cannot: the filled notice holds masked values only; `sender` posts it."""

    unit: MyUnit
    rows: int
    notice: FilledNotice | None = None
    before: KeptBefore | None = None
    trouble: UserFacingError | None = None
    sender: Sender | None = None

    @property
    def must_mend(self) -> int:
        """How many rows and answers stop it: they cannot be published as they are."""
        return _refusal_count(self.notice) if self.notice else 0

    def refusals(self) -> list[str]:
        """Say which rows and answers cannot be published, and why; rows for the same reason together."""
        return refusals(self.notice) if self.notice else []


@dataclass(frozen=True)
class Outcome:
    """What became of one village. `notice` is the id of what it has now; `trouble` says why it has none and what to
    do."""

    unit: MyUnit
    result: Result
    rows: int
    notice: str = ""
    title: str = ""
    trouble: UserFacingError | None = None

    @property
    def is_done(self) -> bool:
        """Whether nothing is left to do for this village."""
        return self.result in DONE


def shared_blanks(units: Sequence[MyUnit], template: str, open_now: Workspace | None = None) -> tuple[Blank, ...]:
    """Return the blanks of a template that a person answers once for all villages: nothing else tells them.

    Asked of the first village whose file can be read; who publishes is asked, too, where that is not the village
    itself. Raises what reading the last one raised where none can.
    """
    trouble: UserFacingError | None = None
    for unit in units:
        try:
            with at_hand(unit, open_now, read_only=True) as workspace:
                found = find_template(workspace, template)
                return tuple(
                    _shared(workspace, found, blank)
                    for blank in blanks_of(workspace, found)
                    if _is_shared(found, blank)
                )
        except UserFacingError as error:
            trouble = error
    if trouble is not None:
        raise trouble
    return ()


def _is_shared(template: NoticeTemplate, blank: Blank) -> bool:
    if blank.key == PUBLISHER:
        return KINDS[template.posted_by].level != "village"
    return not (blank.answer or blank.told) and blank.key not in (*OWN_BLANKS, FULL_LIST)


def _shared(workspace: Workspace, template: NoticeTemplate, blank: Blank) -> Blank:
    """A notice of the township's bears the township's name, as far as the village knows it."""
    if blank.key != PUBLISHER:
        return blank
    unit = workspace.organisation
    parent = unit.parent_id if KINDS[template.posted_by].level == "township" else None
    record = workspace.store.records.get("organisation", parent) if parent is not None else None
    name = Organisation.from_content(record.id, record.content).full_name if record else ""
    return msgspec.structs.replace(blank, answer=name)


def look_at_parts(
    parts: Sequence[Part],
    template: str,
    blanks: Mapping[str, str],
    *,
    open_now: Workspace | None = None,
    watch: Watch | None = None,
) -> list[Sheet]:
    """Return what each village would get; nothing is stored. Ends early, with fewer, when it is stopped.

    Raises UsageError for an answer that only the villages themselves can give.
    """
    _refuse_own_blanks(blanks)
    return [_look(part, template, blanks, open_now) for part in _watched(parts, watch or Unwatched())]


def make_notices(
    parted: Parted,
    template: str,
    blanks: Mapping[str, str],
    *,
    same_title: Mapping[str, SameTitle] | SameTitle = "ask",
    open_now: Workspace | None = None,
    watch: Watch | None = None,
) -> list[Outcome]:
    """Make the notice of each village in its own workspace; returns what became of every one of them.

    `same_title` says what to do where a notice of this title says something else, for all or by unit id; one that was
    printed is never replaced, another one is made. What failed can be done again with the same parts.
    Raises UserFacingError (`village-unclear`) while it is not known of every row whose it is: it might be missing
    from any village. Raises UsageError for an answer that only the villages themselves can give.
    """
    _refuse_questions(parted)
    _refuse_own_blanks(blanks)
    done = {}
    for part in _watched(parted.parts, watch or Unwatched()):
        wish = same_title if isinstance(same_title, str) else same_title.get(part.unit.id, "ask")
        done[part.unit.id] = _make(part, template, blanks, wish, open_now)
    return [done.get(part.unit.id) or Outcome(part.unit, "stopped", len(part.rows)) for part in parted.parts]


def _watched(parts: Sequence[Part], watch: Watch) -> Iterator[Part]:
    for number, part in enumerate(parts):
        if watch.is_cancelled():
            return
        watch.progress(number, len(parts), part.unit.name)
        yield part
    watch.progress(len(parts), len(parts))


def _look(part: Part, template: str, blanks: Mapping[str, str], open_now: Workspace | None) -> Sheet:
    try:
        with at_hand(part.unit, open_now, read_only=True) as workspace:
            notice = _filled(workspace, part, template, blanks)
            before, sender = _before(workspace, notice), sender_of(workspace)
            return Sheet(part.unit, len(part.rows), notice, before, sender=sender)
    except UserFacingError as error:
        if isinstance(error, UsageError):
            raise
        return Sheet(part.unit, len(part.rows), trouble=error)


def _make(
    part: Part, template: str, blanks: Mapping[str, str], same_title: SameTitle, open_now: Workspace | None
) -> Outcome:
    try:
        with at_hand(part.unit, open_now) as workspace:
            notice = _filled(workspace, part, template, blanks)
            refusal = _refusal(part, notice)
            if refusal is not None:
                return Outcome(part.unit, "refused", len(part.rows), title=notice.title, trouble=refusal)
            return _keep(workspace, part, notice, same_title)
    except UserFacingError as error:
        if isinstance(error, UsageError):
            raise
        return Outcome(part.unit, "failed", len(part.rows), trouble=error)


def _keep(workspace: Workspace, part: Part, notice: FilledNotice, same_title: SameTitle) -> Outcome:
    def outcome(result: Result, id: str, trouble: UserFacingError | None = None) -> Outcome:
        return Outcome(part.unit, result, len(part.rows), id, notice.title, trouble)

    before = _before(workspace, notice)
    if before is None or (same_title == "add" and not before.is_same):
        return outcome("made", keep_notice(workspace, notice))
    if before.is_same:
        return outcome("same", before.id)
    if same_title == "replace" and before.printed_at:
        # What went out stays as it went out.
        return outcome("made", keep_notice(workspace, notice))
    if same_title == "replace":
        return outcome("replaced", keep_notice(workspace, notice, before.id))
    if same_title == "skip":
        return outcome("skipped", before.id)
    return outcome("asked", before.id, _same_title_asked(part.unit, notice.title))


def _filled(workspace: Workspace, part: Part, template: str, blanks: Mapping[str, str]) -> FilledNotice:
    found = find_template(workspace, template)
    return filled_notice(workspace, found, known_answers(workspace, found) | dict(blanks), part.rows)


def _before(workspace: Workspace, notice: FilledNotice) -> KeptBefore | None:
    """The notice of this title that is there already: the one that says the same, else the one made last."""
    rows = [row for row in reversed(kept_notices(workspace)) if _is_titled(row.content, notice)]
    found = None
    for row in rows:
        is_same = _told_by(filled_of(row)) == _told_by(notice)
        if is_same or found is None:
            found = KeptBefore(row.id, row.content["made_at"], printed_at(workspace, row), is_same)
        if is_same:
            break
    return found


def _is_titled(content: Mapping[str, object], notice: FilledNotice) -> bool:
    return content["template"] == notice.template and content["title"] == notice.title


def _told_by(notice: FilledNotice) -> tuple[object, ...]:
    """The notice as people read it, on whatever day it is made: where its rows stood in the table it came from makes no
    difference."""
    days = [written_date(day) for day in (notice.period.start, notice.period.end)] if notice.period else []
    texts = [paragraph.text for paragraph in notice.paragraphs]
    for day in days:
        texts = [text.replace(day, "") for text in texts]
    rows = [row.cells for row in notice.table.rows] if notice.table else []
    return rows, texts, notice.supervision_phone, notice.full_list, notice.worked_out


def refusals(notice: FilledNotice) -> list[str]:
    """Say which rows and answers of a notice cannot be published, and why; rows for the same reason together."""
    told = rows_by_words((row.row, row.reason) for row in notice.refused_rows)
    return [f"{rows}：{reason}" for rows, reason in told] + [
        f"“{blank.label}”：{blank.reason}" for blank in notice.refused_blanks
    ]


def _refusal_count(notice: FilledNotice) -> int:
    return len(notice.refused_rows) + len(notice.refused_blanks)


def _refusal(part: Part, notice: FilledNotice) -> UserFacingError | None:
    reasons = refusals(notice)
    if not reasons:
        return None
    return UserFacingError(
        "rows-refused",
        f"“{part.unit.name}”有 {_refusal_count(notice)} 处不能公开，这个村的没有做，别的村不受影响。"
        f"请改好再做一次，做好的不会重复。{''.join(reasons)}",
    )


def _same_title_asked(unit: MyUnit, title: str) -> UserFacingError:
    return UserFacingError(
        "same-title",
        f"“{unit.name}”已经有一份“{title}”，内容不一样，没有动它，也没有另做。请说明是改原来那一份，还是另做一份。",
    )


def _refuse_questions(parted: Parted) -> None:
    if parted.questions:
        names = "、".join(f"“{question.named.shown}”" for question in parted.questions)
        raise UserFacingError(
            "village-unclear", f"还认不准{names}是哪个村，这些行可能是任何一个村的，所以哪个村的都没有做。请先说明。"
        )


def _refuse_own_blanks(blanks: Mapping[str, str]) -> None:
    if OWN_BLANKS & set(blanks):
        raise UsageError("own-blank", "村名由每个村自己的工作文件写，不用填，什么也没有做。请去掉 village 再做一次。")
