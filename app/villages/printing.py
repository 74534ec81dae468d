"""The month's sheets of all villages on paper: one PDF for each village, or one for all of them.

Three steps, so that no store is held while sheets are drawn: read what is to be printed, draw it, write it and record
in each village's workspace that it left. A village's sheets are printed together or not at all.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

from app.checks.privacy_gate import require_clean
from app.errors import UserFacingError
from app.file_names import file_name
from app.notices.keeping import printed_at
from app.printing.bookmarks import Bookmark
from app.printing.joining import join_pdfs
from app.products.notice import PreparedNotice, draw_prepared_notice, prepare_notice
from app.products.outgoing import Outgoing, remember_outgoing, require_current, save_outgoing
from app.villages.at_hand import Unwatched, Watch, at_hand
from app.villages.overview import month_words, notices_of_month
from app.villages.units import MyUnit
from app.workspace import Workspace
from db.filesystem import plain_disk_errors, written_whole

Result = Literal["printed", "nothing", "failed", "stopped", "unrecorded"]


@dataclass(frozen=True)
class ToPrint:
    """A village's notices of the month, read; `trouble` says why there are none to be had."""

    unit: MyUnit
    notices: tuple[PreparedNotice, ...] = ()
    trouble: UserFacingError | None = None


@dataclass(frozen=True)
class Drawn:
    """A village's sheets as one document; None where it has none this month or something stood in the way.

    `contents` are title and pages of each notice. `warnings` are what to look at before it is printed, each with the
    title of its notice.
    """

    unit: MyUnit
    outgoing: Outgoing | None = None
    contents: tuple[tuple[str, int], ...] = ()
    warnings: tuple[tuple[str, str], ...] = ()
    trouble: UserFacingError | None = None

    @property
    def stand_ins(self) -> tuple[str, ...]:
        """A sentence for each typeface of the sheets that this computer lacks."""
        return self.outgoing.stand_ins if self.outgoing is not None else ()

    @property
    def notices(self) -> int:
        """How many notices it holds."""
        return len(self.contents)


@dataclass(frozen=True)
class Printed:
    """What became of one village: how many notices on how many pages, in which file if in any.

    "unrecorded": the sheets are in the file, but the workspace could not note that they left.
    """

    unit: MyUnit
    result: Result
    notices: int = 0
    pages: int = 0
    path: Path | None = None
    warnings: tuple[tuple[str, str], ...] = ()
    trouble: UserFacingError | None = None
    stand_ins: tuple[str, ...] = ()


def read_month(
    units: Sequence[MyUnit],
    month: date,
    *,
    only_unprinted: bool = False,
    open_now: Workspace | None = None,
    watch: Watch | None = None,
) -> list[ToPrint]:
    """Read the notices that villages made in a month (its first day). Nothing is marked as printed.

    Raises `UserFacingError` (`cancelled`) when it is stopped.
    """
    watch = watch or Unwatched()
    found = []
    for number, unit in enumerate(units):
        _stop_if_asked(watch)
        watch.progress(number, len(units), unit.name)
        found.append(_read(unit, month, only_unprinted, open_now))
    return found


def draw_month(read: Sequence[ToPrint], paper: str = "A4", watch: Watch | None = None) -> list[Drawn]:
    """Draw the sheets of each village as one document. Needs no store and may run on another thread.

    Raises `UserFacingError` (`cancelled`) when it is stopped; nothing is written then.
    """
    watch = watch or Unwatched()
    drawn = []
    for number, village in enumerate(read):
        watch.progress(number, len(read), village.unit.name)
        drawn.append(_draw(village, paper, watch))
    watch.progress(len(read), len(read))
    return drawn


def write_each(
    drawn: Sequence[Drawn],
    folder: Path,
    month: date,
    *,
    force: bool = False,
    open_now: Workspace | None = None,
    watch: Watch | None = None,
) -> list[Printed]:
    """Write one PDF for each village into a folder and record it there; returns what became of every village."""
    watch = watch or Unwatched()
    names, done = file_names([village.unit for village in drawn], month), []
    for number, village in enumerate(drawn):
        watch.progress(number, len(drawn), village.unit.name)
        if village.outgoing is None:
            done.append(_not_drawn(village))
        elif watch.is_cancelled():
            done.append(Printed(village.unit, "stopped"))
        else:
            done.append(_write_one(village, folder / names[village.unit.id], force, open_now))
    return done


def write_joined(
    drawn: Sequence[Drawn],
    path: Path,
    *,
    force: bool = False,
    open_now: Workspace | None = None,
    watch: Watch | None = None,
) -> list[Printed]:
    """Write the sheets of all villages as one PDF, in the order of the list, and record it in each workspace.

    A village whose notices changed since they were drawn, or whose file cannot be written now, is left out and told.
    Where there is nothing to print no file is written. Raises `UserFacingError` when the file cannot be written, and
    when it is stopped before that.
    """
    ready = still_current(drawn, open_now, watch)
    pdf = joined_pdf(ready, path.stem)
    if pdf:
        with written_whole(path, force=force) as part:
            part.write_bytes(pdf)
    return record_printed(ready, path, open_now, watch)


def still_current(drawn: Sequence[Drawn], open_now: Workspace | None = None, watch: Watch | None = None) -> list[Drawn]:
    """Return the villages with the sheets of those taken out that changed meanwhile or cannot be recorded, and why.

    Raises `UserFacingError` (`cancelled`) when it is stopped.
    """
    watch, checked = watch or Unwatched(), []
    for number, village in enumerate(drawn):
        _stop_if_asked(watch)
        watch.progress(number, len(drawn), village.unit.name)
        checked.append(_checked(village, open_now) if village.outgoing is not None else village)
    return checked


def joined_pdf(drawn: Sequence[Drawn], title: str = "") -> bytes:
    """Return the sheets of all villages as one document with a bookmark for each; empty where there is none."""
    ready = [village for village in drawn if village.outgoing is not None]
    bookmarks, page = [], 0
    for village in ready:
        bookmarks.append(Bookmark(village.unit.name, page, tuple(_bookmarks(village.contents, page))))
        page += village.outgoing.pages
    return join_pdfs([village.outgoing.pdf for village in ready], title, bookmarks) if ready else b""


def record_printed(
    drawn: Sequence[Drawn],
    path: Path | None = None,
    open_now: Workspace | None = None,
    watch: Watch | None = None,
) -> list[Printed]:
    """Record in each village's workspace that its sheets left, into a file or onto paper; what became of all.

    Not to be stopped: what left, left.
    """
    watch, done = watch or Unwatched(), []
    for number, village in enumerate(drawn):
        watch.progress(number, len(drawn), village.unit.name)
        done.append(_not_drawn(village) if village.outgoing is None else _record(village, path, open_now))
    return done


def make_folder(folder: Path) -> None:
    """Make the folder the PDFs go to, where it is not there yet. Raises `UserFacingError` when the disk says no."""
    with plain_disk_errors(folder):
        folder.mkdir(parents=True, exist_ok=True)


def file_names(units: Sequence[MyUnit], month: date) -> dict[str, str]:
    """Return the name of each village's PDF by its id; where two bear one name, the township, the file or at last a
    number tells them apart: no village's sheets may take the place of another's."""
    names = _told_apart(
        [file_name(unit.name) for unit in units], [file_name(unit.parent_name) for unit in units], "{1}{0}"
    )
    names = _told_apart(names, [unit.path.stem for unit in units], "{0}（{1}）")
    names = _told_apart(names, map(str, range(1, len(units) + 1)), "{0}_{1}")
    return {unit.id: f"{name}_{month_words(month)}公示.pdf" for unit, name in zip(units, names, strict=True)}


def _told_apart(names: Sequence[str], others: Iterable[str], form: str) -> list[str]:
    """Names that occur more than once, as Windows compares them, put together with what else is known."""
    counts = Counter(name.casefold() for name in names)
    return [
        form.format(name, other) if counts[name.casefold()] > 1 else name
        for name, other in zip(names, others, strict=True)
    ]


def _read(unit: MyUnit, month: date, only_unprinted: bool, open_now: Workspace | None) -> ToPrint:
    try:
        with at_hand(unit, open_now, read_only=True) as workspace:
            rows = notices_of_month(workspace, month)
            wanted = [row for row in rows if not only_unprinted or printed_at(workspace, row) is None]
            return ToPrint(unit, tuple(prepare_notice(workspace, row) for row in wanted))
    except UserFacingError as error:
        return ToPrint(unit, trouble=error)


def _draw(village: ToPrint, paper: str, watch: Watch) -> Drawn:
    if village.trouble is not None or not village.notices:
        return Drawn(village.unit, trouble=village.trouble)
    sheets: list[Outgoing] = []
    warnings: list[tuple[str, str]] = []
    for prepared in village.notices:
        _stop_if_asked(watch)
        try:
            drawn = draw_prepared_notice(prepared, paper)
            require_clean(drawn.outgoing.found, "公示")
        except UserFacingError as error:
            return Drawn(village.unit, trouble=_named(error, prepared.notice.title))
        # What is let out, is let out once.
        sheets.append(replace(drawn.outgoing, found=()))
        warnings += [(prepared.notice.title, warning) for warning in drawn.printed.warnings]
    contents = [(prepared.notice.title, sheet.pages) for prepared, sheet in zip(village.notices, sheets, strict=True)]
    return Drawn(village.unit, _together(sheets, contents), tuple(contents), tuple(warnings))


def _together(sheets: Sequence[Outgoing], contents: Sequence[tuple[str, int]]) -> Outgoing:
    bookmarks = _bookmarks(contents, 0) if len(sheets) > 1 else []
    return replace(
        sheets[0],
        pdf=join_pdfs([sheet.pdf for sheet in sheets], contents[0][0], bookmarks),
        pages=sum(sheet.pages for sheet in sheets),
        found=tuple(finding for sheet in sheets for finding in sheet.found),
        label=f"打印本月公示 {len(sheets)} 份",
        shown=tuple(shown for sheet in sheets for shown in sheet.shown),
        copies=tuple(copy for sheet in sheets for copy in sheet.copies),
        stand_ins=tuple(dict.fromkeys(sentence for sheet in sheets for sentence in sheet.stand_ins)),
    )


def _bookmarks(contents: Sequence[tuple[str, int]], page: int) -> list[Bookmark]:
    """A bookmark for each notice; the first is on `page`."""
    found = []
    for title, pages in contents:
        found.append(Bookmark(title, page))
        page += pages
    return found


def _write_one(village: Drawn, path: Path, force: bool, open_now: Workspace | None) -> Printed:
    try:
        with at_hand(village.unit, open_now) as workspace:
            save_outgoing(workspace, village.outgoing, path, force=force)
    except UserFacingError as error:
        return Printed(village.unit, "failed", village.notices, trouble=error)
    return _printed(village, path)


def _checked(village: Drawn, open_now: Workspace | None) -> Drawn:
    try:
        with at_hand(village.unit, open_now) as workspace:
            require_current(workspace, village.outgoing)
    except UserFacingError as error:
        return Drawn(village.unit, trouble=error)
    return village


def _record(village: Drawn, path: Path | None, open_now: Workspace | None) -> Printed:
    try:
        with at_hand(village.unit, open_now) as workspace:
            remember_outgoing(workspace, village.outgoing)
    except UserFacingError as error:
        return replace(_printed(village, path), result="unrecorded", trouble=error)
    return _printed(village, path)


def _printed(village: Drawn, path: Path | None) -> Printed:
    pages, stand_ins = village.outgoing.pages, village.stand_ins
    return Printed(village.unit, "printed", village.notices, pages, path, village.warnings, stand_ins=stand_ins)


def _not_drawn(village: Drawn) -> Printed:
    return Printed(village.unit, "failed" if village.trouble else "nothing", trouble=village.trouble)


def _named(error: UserFacingError, title: str) -> UserFacingError:
    return UserFacingError(error.code, f"“{title}”没有印：{error.message}这个村别的公示也没有印。", error.details)


def _stop_if_asked(watch: Watch) -> None:
    if watch.is_cancelled():
        raise UserFacingError("cancelled", "停下了，一份也没有印，没有写文件。")
