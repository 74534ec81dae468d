"""The yearly report on the command line, between two clerks, on paper and at the county."""

from tests.cli.conftest import TOWNSHIP
from tests.cli.desk import Desk
from tests.cli.test_registers_among_clerks import clerks, give
from tests.cli.test_requests import add

__all__ = ["clerks"]
YEAR = ("--year", "2026")


def test_two_clerks_fill_one_report(clerks: tuple[Desk, Desk]) -> None:
    first, second = clerks
    add(first)
    correct = ("annual", TOWNSHIP, "correct", *YEAR)
    assert "例如 t2/3.1/natural" in first.misused(*correct, "t2/9/natural=1", "--reason", "漏登")
    assert "写明原因" in first.misused(*correct, "t2/1/natural=2")
    give(first, second)
    first.do(*correct, "t2/1/natural=2", "--reason", "有一件没有登记")
    second.do("annual", TOWNSHIP, "text", *YEAR, "others", "--set", "没有其他需要报告的事项。")
    second.do("annual", TOWNSHIP, "correct", *YEAR, "t1/1.4.1/amount=1.25", "--reason", "财政所报来")
    assert give(first, second)["result"] == give(second, first)["result"] == "applied"
    shown = [desk.ask("annual", TOWNSHIP, "show", *YEAR, "--json") for desk in clerks]
    assert shown[0].json() == shown[1].json() and {each.code for each in shown} == {1}
    cells = {cell["cell"]: cell for cell in shown[0].json()["cells"]}
    assert (cells["t2/1/natural"]["value"], cells["t2/1/natural"]["computed"]) == ("2", "1")
    assert len(cells["t2/1/natural"]["records"]) == 1 and cells["t1/1.4.1/amount"]["value"] == "1.25"
    assert {"C1", "C4", "C6", "text-blank"} <= {each["code"] for each in shown[0].json()["findings"]}
