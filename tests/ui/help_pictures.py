"""The pictures of the help, taken from the real program: every scene that a page names, in few colours.

    python -m tests.ui.help_pictures                 all, into resources/help/pictures
    python -m tests.ui.help_pictures ledger portal   some scenes only

A picture is named for its scene. Pictures that no page names any more are taken away.
"""

import argparse
import sys
import tempfile
from pathlib import Path

from PIL import Image

from app.help.markup import MarkupFault, parse, pictures
from app.resources import resource_root
from tests.ui.scenes import SCENES
from tests.ui.screenshots import draw_in_child, make_demo

_SETTING, _COLOURS = "1366x768", 64
PICTURES = resource_root() / "help" / "pictures"


def named_scenes() -> list[str]:
    """Return the scenes whose pictures the pages name."""
    texts = [path.read_text(encoding="utf-8") for path in sorted((resource_root() / "help").glob("*.md"))]
    bodies = [text.split("\n---\n", 1)[1] for text in texts]
    return sorted({Path(name).stem for body in bodies for name in pictures(parse(body))})


def take(scenes: list[str]) -> list[str]:
    """Draw scenes and put their pictures beside the pages; returns those that could not be shown."""
    with tempfile.TemporaryDirectory() as folder:
        demo, drawn = Path(folder) / "demo", Path(folder) / "drawn"
        make_demo(demo)
        draw_in_child(_SETTING, demo, drawn, "light", scenes)
        PICTURES.mkdir(parents=True, exist_ok=True)
        missing = []
        for scene in scenes:
            picture = drawn / _SETTING / f"{scene}.png"
            if picture.exists():
                reduce(picture, PICTURES / f"{scene}.png")
            else:
                missing.append(scene)
        return missing


def reduce(picture: Path, into: Path) -> None:
    """Write a picture with few colours of its own, as small as it goes."""
    with Image.open(picture) as image:
        few = image.convert("RGB").quantize(_COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
        few.save(into, optimize=True)


def main() -> int:
    """Take what was asked for; returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("scenes", nargs="*", metavar="scene")
    try:
        named = named_scenes()
    except MarkupFault as fault:
        print(fault, file=sys.stderr)
        return 1
    unknown = sorted(set(named) - {scene.name for scene in SCENES})
    missing = take(parser.parse_args().scenes or [name for name in named if name not in unknown])
    for old in PICTURES.glob("*.png"):
        if old.stem not in named:
            old.unlink()
    for name in (*unknown, *missing):
        print(f"没有画出来：{name}", file=sys.stderr)
    return bool(unknown or missing)


if __name__ == "__main__":
    sys.exit(main())
