"""The whole catalogue as a folder of web pages that needs no server and no network: it works from a stick."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from app.checks.privacy_gate import Findings, check_package_members, require_clean
from app.county.kept_folder import folder_written_whole
from app.county.merged_rows import UnitNames, table_entries
from app.county.web_pages import (
    DATA,
    FIRST_PAGE,
    SEARCH,
    SEARCH_PAGE,
    STYLE,
    Site,
    WebRow,
    field_body,
    first_body,
    page,
    page_end,
    page_start,
    search_body,
    unit_field,
    unit_start,
)
from app.county.web_search import SearchData
from app.county.whole_catalogue import WholeCatalogue, WholeField, remember_published, stopped
from app.county.whole_reading import WholeChoice
from app.errors import UsageError
from app.organisations import Organisation
from app.resources import resource_bytes
from app.standards.models import STANDARD_CATALOGUE
from app.tables.cards import cards_of
from app.tables.official import number_ranges
from app.villages.at_hand import Unwatched, Watch
from app.workspace import Workspace

#: A page with more rows is slow on an old telephone.
ROWS_ON_A_PAGE = 200


@dataclass(frozen=True)
class WrittenFolder:
    """What was made: how many files, entries and rows."""

    files: int
    entries: int
    rows: int


def write_web_folder(
    workspace: Workspace, path: Path, choice: WholeChoice, *, force: bool = False, watch: Watch | None = None
) -> WrittenFolder:
    """Write the public entries of the chosen units and fields as web pages into a folder, whole or not at all.

    Raises `UserFacingError` as `WholeCatalogue` and `folder_written_whole` do, and when personal data would show in
    any of the files; `UsageError` where what is not public was chosen.
    """
    if not choice.only_public:
        raise UsageError("not-public", "网页是给所有人看的，只能放已经定稿、已经通过的条目。没有做。")
    watch = watch or Unwatched()
    whole = WholeCatalogue(workspace, choice)
    with folder_written_whole(path, force=force) as folder:
        site = _Site(workspace, whole, folder)
        site.write(watch)
        require_clean(_findings(folder, workspace.organisation.public_phones, watch), path.name)
        files = len(list(folder.iterdir())) + 1
    remember_published(workspace, "web", f"做成{whole.area}目录网页", site.shown)
    return WrittenFolder(files, whole.total, site.rows)


@dataclass
class _Site:
    """One folder being written: memory holds one field at a time."""

    workspace: Workspace
    whole: WholeCatalogue
    folder: Path
    rows: int = 0
    shown: list[tuple[str, str, str]] = field(default_factory=list)

    def __post_init__(self) -> None:
        own = self.workspace.organisation
        edition = f"{self.workspace.edition}年版"
        self._site = Site(self.whole.title, own.full_name, edition, self.workspace.today(), own.contact)
        self._names = UnitNames(self.whole.below)
        self._search = SearchData(self.workspace.library.aliases)
        self._fields: list[tuple[str, str, int]] = []
        self._of_units = Counter[str]()

    def write(self, watch: Watch) -> None:
        for name in (STYLE, SEARCH):
            (self.folder / name).write_bytes(resource_bytes(f"web/{name}"))
        for unit in self.whole.units:
            self._append(_unit_address(self.whole, unit), [*page_start(self._site, unit.name), unit_start()])
        self._append(DATA, self._search.start())
        for each in self.whole.fields(watch):
            self._write_field(each)
        self._append(DATA, self._search.end())
        for unit in self.whole.units:
            self._append(_unit_address(self.whole, unit), page_end(self._site))
        self._append(SEARCH_PAGE, page(self._site, "搜索", search_body(), scripts=(DATA, SEARCH)))
        self._append(FIRST_PAGE, page(self._site, self.whole.title, self._first_body()))

    def _write_field(self, each: WholeField) -> None:
        rows = self._web_rows(each)
        parts = [rows[start : start + ROWS_ON_A_PAGE] for start in range(0, len(rows), ROWS_ON_A_PAGE)]
        addresses = [_field_address(each.code, number) for number in range(len(parts))]
        for number, part in enumerate(parts):
            body = field_body(each.name, part, len(rows), addresses, number, (*_unconfirmed(part), *each.notes))
            self._append(addresses[number], page(self._site, f"{each.name}领域", body))
        places = [f"{addresses[(row.number - 1) // ROWS_ON_A_PAGE]}#r{row.number}" for row in rows]
        self._append(DATA, self._search.entries(each.name, rows, places))
        self._append_to_units(each, rows, places)
        self._fields.append((addresses[0], each.name, len(rows)))
        self._of_units += each.of_units
        self.shown += each.shown
        self.rows += len(rows)

    def _append_to_units(self, each: WholeField, rows: list[WebRow], places: list[str]) -> None:
        of_units: dict[str, list[tuple[str, str]]] = {}
        for row, place in zip(rows, places, strict=True):
            for entry in row.row.entries:
                of_units.setdefault(entry.unit.id, []).append((place, row.name))
        for unit in self.whole.units:
            if unit.id in of_units:
                self._append(_unit_address(self.whole, unit), unit_field(each.name, of_units[unit.id]))

    def _web_rows(self, each: WholeField) -> list[WebRow]:
        library = self.workspace.library
        definition = library.definitions[STANDARD_CATALOGUE]
        cards = cards_of(definition, table_entries(each.rows), library.laws.shows_article)
        return [
            WebRow(card.number, row, card, self._names.lines(row.units))
            for row, card in zip(each.rows, cards, strict=True)
        ]

    def _first_body(self) -> Iterator[str]:
        units = [(_unit_address(self.whole, unit), unit.name, self._of_units[unit.id]) for unit in self.whole.units]
        lines = (
            f"共 {self.whole.total} 条，都已定稿、已审核通过。几个单位内容一样的合成一项，单位写在“单位”一栏。",
            "标着“文字待核对”的，文字还没有和官方印发的原文核对过。",
        )
        return first_body(self._fields, units, lines)

    def _append(self, name: str, lines: Iterable[str]) -> None:
        with (self.folder / name).open("a", encoding="utf-8", newline="\n") as file:
            file.writelines(f"{line}\n" for line in lines)


def _findings(folder: Path, allowed: Collection[str], watch: Watch) -> Findings:
    """Read every finished file for personal data; it stops at the first file that has any."""
    for path in sorted(folder.iterdir()):
        if watch.is_cancelled():
            raise stopped()
        found = check_package_members(_members(path), allowed)
        if found:
            return found
    return ()


def _members(path: Path) -> Iterator[tuple[str, bytes]]:
    """Yield a file as the gate reads it: pages whole, what the search knows entry by entry, for it may be long."""
    if path.name != DATA:
        yield path.name, path.read_bytes()
        return
    with path.open("rb") as file:
        yield from ((path.name, line) for line in file)


def _unconfirmed(rows: list[WebRow]) -> tuple[str, ...]:
    numbers = [row.number for row in rows if row.row.is_unconfirmed]
    return (f"注：第{number_ranges(numbers)}项的文字尚未与官方原文核对。",) if numbers else ()


def _field_address(code: str, number: int) -> str:
    return f"f{code}-{number + 1}.html" if number else f"f{code}.html"


def _unit_address(whole: WholeCatalogue, unit: Organisation) -> str:
    return f"u{whole.units.index(unit) + 1}.html"
