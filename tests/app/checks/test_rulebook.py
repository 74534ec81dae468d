"""The list of checks in the documentation is the program's own, and every code that is told stands in it."""

import re
from pathlib import Path

from app.checks.rulebook import every_rule, list_of_checks

PROJECT = Path(__file__).resolve().parents[3]
TOLD_IN = ("app/checks/completeness.py", "app/checks/table_findings.py", "app/boards/staleness.py")
_CODE = re.compile(r'(?:Finding|Stale|_about_table)\(\s*(?:yardstick,\s*)?"([a-z-]+)"')


def test_the_page_is_what_the_program_says():
    assert (PROJECT / "docs/checks.md").read_text(encoding="utf-8") == list_of_checks()


def test_every_code_stands_in_it_once():
    codes = [rule.code for rule in every_rule()]
    told = {code for name in TOLD_IN for code in _CODE.findall((PROJECT / name).read_text(encoding="utf-8"))}
    assert len(told) >= 8 and told <= set(codes)
    assert len(codes) == len(set(codes))
