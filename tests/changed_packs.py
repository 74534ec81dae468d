"""Six field packs beside a later version of each, and the truth of what became of every item."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import msgspec
import yaml

from app.standards.library import load_library
from app.standards.loading import read_field
from app.standards.models import STANDARD_CATALOGUE, Field, Item

ROOT = Path(__file__).parent / "data" / "changed-packs"

Kind = Literal[
    "unchanged", "renamed", "split", "merged", "recoded", "reordered", "reworded", "dropped", "new", "reused"
]


class Truth(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What a new item comes from. `new` is None for what was dropped, `old` empty for what was never there before.

    `kind` is the weightiest of what happened, `also` the rest of it.
    """

    new: str | None
    old: tuple[str, ...]
    kind: Kind
    remark: str
    also: tuple[Kind, ...] = ()


class ChangedPack(msgspec.Struct, frozen=True):
    """A field pack in both versions, read as the program reads its own."""

    old: Field
    new: Field
    truth: tuple[Truth, ...]

    def old_items(self) -> dict[str, Item]:
        """The items of the old version by their codes."""
        return {item.code: item for item in self.old.items}

    def new_items(self) -> dict[str, Item]:
        """The items of the new version by their codes."""
        return {item.code: item for item in self.new.items}


def changed_packs() -> Iterator[ChangedPack]:
    """Every pack of the folder, in the order of the fields."""
    for folder in sorted(path for path in ROOT.iterdir() if path.is_dir()):
        truth = yaml.load((folder / "truth.yaml").read_text("utf-8"), yaml.CSafeLoader)
        yield ChangedPack(_field(folder, "old"), _field(folder, "new"), msgspec.convert(truth, tuple[Truth, ...]))


def _field(folder: Path, name: str) -> Field:
    return read_field(folder / f"{name}.yaml", load_library().definitions[STANDARD_CATALOGUE])
