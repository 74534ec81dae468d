"""The pages of the documentation lead to each other: no link and no picture leads nowhere, and each page is found."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
PAGES = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")] + sorted(
    (ROOT / "docs").glob("*.md")
)
MOST_LINES = 80
_LINK = re.compile(r"!?\[[^\]]*\]\((?P<end>[^)#\s]+)(?:#[^)]*)?\)")


def _ends(page: Path) -> list[Path]:
    ends = (found["end"] for found in _LINK.finditer(page.read_text(encoding="utf-8")))
    return [(page.parent / end).resolve() for end in ends if not end.startswith(("http:", "https:"))]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_no_link_leads_nowhere(page: Path) -> None:
    assert [str(end.relative_to(ROOT)) for end in _ends(page) if not end.exists()] == []


def test_every_page_and_every_picture_is_led_to() -> None:
    led_to = {end for page in PAGES for end in _ends(page)}
    assert [path.name for path in sorted((ROOT / "docs").glob("*.md")) if path not in led_to] == []
    assert [path.name for path in sorted((ROOT / "docs" / "pictures").iterdir()) if path not in led_to] == []


def test_the_readme_is_short() -> None:
    assert len((ROOT / "README.md").read_text(encoding="utf-8").splitlines()) <= MOST_LINES
