"""收费通知: what a case costs, by cases or by pages."""

from app.registers.request_fees import fee_for_cases, fee_for_pages
from ui.pages.requests.forms import EventForm, beside, choice_field, line_field
from ui.pages.requests.reading import CaseDetail, CaseLine, RequestsSeen

_BY_CASES, _BY_PAGES = "按件", "按量"
_COUNTED = {
    _BY_CASES: "写这个人这个月在这一件以前申请过几件。",
    _BY_PAGES: "写这一件多少页。",
}
_MOST_DIGITS = 5


class FeeForm(EventForm):
    """The notice of a fee, with what it comes to by the rules; the amount can be written otherwise."""

    def __init__(self, line: CaseLine, detail: CaseDetail, seen: RequestsSeen) -> None:
        super().__init__("fee-asked", line, detail, seen)
        self._rules = seen.rules
        self.way, way_field = choice_field("怎么算", (_BY_CASES, _BY_PAGES), "只能用一种。")
        self.count, self.count_field = line_field("件数或者页数")
        self.inside.insertWidget(1, beside(way_field, self.count_field))
        self.follow(way=self.way, count=self.count)
        self.way.typed.connect(self._reckon)
        self.count.textEdited.connect(lambda text: self._reckon())

    def _reckon(self) -> None:
        """Write what it comes to."""
        way, count = self.way.value(), self.count.text().strip()
        self.count_field.say(_COUNTED.get(way or "", ""))
        if not way or not count.isdecimal() or len(count) > _MOST_DIGITS:
            return
        number = int(count)
        yuan = fee_for_cases(self._rules, number) if way == _BY_CASES else fee_for_pages(self._rules, number)
        self.editors["amount"].setText(str(yuan) if yuan else "")
        if not yuan:
            self.count_field.say("这么多不收费，不用发收费通知。")
