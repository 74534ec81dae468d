"""The whole catalogue of a county: seconds and memory of each product as the number of units grows.

    python -m tests.bench.whole_catalogue 10 100            units of 1,000 entries each, all texts the same
    python -m tests.bench.whole_catalogue 10 100 --distinct no two units say the same

Each product is made in a process of its own; processor seconds, the highest memory and the size are printed, and what
an entry costs, which must stay the same as units are added.
"""

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from msgspec import structs

from tests.support import COUNTY, key_folder, make_workspace, unit

ENTRIES = 1_000


def build(path: Path, units: int, *, distinct: bool) -> None:
    """Put a county's file at `path` in which so many units have 1,000 accepted entries each."""
    from app.drafting.entry import EntryContent, as_builtins, entry_id
    from app.drafting.operations import operation
    from app.drafting.projection import project
    from app.opening import open_workspace
    from app.standards.models import STANDARD_CATALOGUE
    from db.models import Entry
    from tests.support import Clock

    make_workspace(path, COUNTY)
    with open_workspace(path, person="王芳", now=Clock()) as workspace:
        definition = workspace.library.definitions[STANDARD_CATALOGUE]
        items = [item for field in workspace.library.fields.values() for item in field.items][:ENTRIES]
        for number in range(units):
            child = unit(1000 + number, "township", f"第{number}镇", "", COUNTY)
            with operation(workspace, "import", "收下") as act:
                act.write("organisation", child.id, child.as_content(parent_id=workspace.organisation.id))
                for place in range(ENTRIES):
                    item, turn = items[place % len(items)], place // len(items)
                    values = dict(project(definition, item, child).values)
                    values["level2"] = f"{values['level2']}{turn or ''}"
                    if distinct:
                        values["elements"] = [*values["elements"], f"{child.name}的说明"]
                    content = EntryContent(
                        child.id,
                        STANDARD_CATALOGUE,
                        workspace.edition,
                        item.field,
                        None,
                        True,
                        place + 1,
                        values,
                        "ready",
                    )
                    content = structs.replace(content, evidence="seen")
                    name = entry_id(child.id, STANDARD_CATALOGUE, workspace.edition, f"{item.code}/{turn}")
                    act.write("entry", name, as_builtins(content))
        Entry.update(verdict="accepted").execute(workspace.store._database)


def _pdf(workspace, folder: Path) -> None:
    from app.county.whole_catalogue import print_whole_catalogue
    from app.county.whole_reading import WholeChoice

    print_whole_catalogue(workspace, folder / "全县.pdf", WholeChoice())


def _xlsx(workspace, folder: Path) -> None:
    from app.county.whole_catalogue import write_whole_workbook
    from app.county.whole_reading import WholeChoice

    write_whole_workbook(workspace, folder / "全县.xlsx", WholeChoice())


def _web(workspace, folder: Path) -> None:
    from app.county.web_folder import write_web_folder
    from app.county.whole_reading import WholeChoice

    write_web_folder(workspace, folder / "网页", WholeChoice())


def _json(workspace, folder: Path) -> None:
    from app.county.tidy_data import write_data
    from app.county.whole_reading import WholeChoice

    write_data(workspace, folder / "数据.json", WholeChoice())


def _data(workspace, folder: Path) -> None:
    from app.county.tidy_data import write_data
    from app.county.whole_reading import WholeChoice

    write_data(workspace, folder / "数据", WholeChoice())


def _survey(workspace, folder: Path) -> None:
    from app.county.whole_reading import survey

    survey(workspace)


PRODUCTS: dict[str, Callable[..., None]] = {
    "survey": _survey,
    "pdf": _pdf,
    "xlsx": _xlsx,
    "web": _web,
    "json": _json,
    "data": _data,
}


def make(path: Path, product: str, folder: Path) -> None:
    """Make one product in this process and print its figures as JSON."""
    from app.opening import open_workspace
    from tests.support import Clock

    with open_workspace(path, person="王芳", now=Clock()) as workspace:
        before, start = time.process_time(), time.perf_counter()
        PRODUCTS[product](workspace, folder)
        seconds, wall = time.process_time() - before, time.perf_counter() - start
    size = sum(each.stat().st_size for each in folder.rglob("*") if each.is_file())
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "wall": wall, "megabytes": memory, "size": size / 1e6}))


def main() -> None:
    """Build a file for each number of units and make every product of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("units", type=int, nargs="*", default=[10, 100])
    parser.add_argument("--distinct", action="store_true")
    parser.add_argument("--only", choices=PRODUCTS, action="append")
    parser.add_argument("--make", choices=PRODUCTS)
    parser.add_argument("--file", type=Path)
    parser.add_argument("--folder", type=Path)
    chosen = parser.parse_args()
    if chosen.make:
        make(chosen.file, chosen.make, chosen.folder)
        return
    for units in chosen.units:
        with tempfile.TemporaryDirectory() as scratch, key_folder(Path(scratch) / "keys"):
            path = Path(scratch) / "county.qd"
            build(path, units, distinct=chosen.distinct)
            for product in chosen.only or PRODUCTS:
                _tell(units, product, _figures(path, product, Path(scratch) / product))


def _figures(path: Path, product: str, folder: Path) -> dict[str, float]:
    folder.mkdir()
    command = [sys.executable, "-m", "tests.bench.whole_catalogue", "--make", product, "--file", path]
    done = subprocess.run(
        [*map(str, command), "--folder", str(folder)], stdout=subprocess.PIPE, check=False, env=dict(os.environ)
    )
    return json.loads(done.stdout) if done.returncode == 0 else {}


def _tell(units: int, product: str, figures: dict[str, float]) -> None:
    if not figures:
        print(f"{units * ENTRIES:>7} entries  {product:<7} refused", flush=True)
        return
    each = figures["seconds"] / (units * ENTRIES) * 1e6
    print(
        f"{units * ENTRIES:>7} entries  {product:<7} {figures['seconds']:7.1f} s  {each:6.0f} µs an entry  "
        f"{figures['megabytes']:6.0f} MB memory  {figures['size']:7.1f} MB written",
        flush=True,
    )


if __name__ == "__main__":
    main()
