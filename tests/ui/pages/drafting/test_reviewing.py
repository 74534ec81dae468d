"""The text of an entry goes through review where it is written, and leads there from its menu and from elsewhere."""

from app.drafting.lookup import find_entry
from app.registers.reviews import review_of, standing_of
from app.registers.subjects import entry_subject
from tests.support import Computer
from tests.ui.support import RecordedMessages
from ui.pages.drafting.side import REVIEW


def test_an_entry_is_reviewed_beside_its_form(sit, township: Computer, messages: RecordedMessages, shot):
    at = sit(township, field="05", item="05-001")
    head, side = at.page.view.entry.head, at.page.view.side
    assert head.review.accessibleName() == "没有送审"
    menu = at.page.view.menu(at.page.table.item("05-001"))
    next(action for action in menu.actions() if action.text() == "公开审查").trigger()
    at.wait()
    box = side.review.box
    assert side.tabs.current() == REVIEW and box.stage == "initial"
    box.form.summary.insert("低保政策文件")
    at.click(box.passing)
    assert messages.toasts == ["已记下初审通过"] and head.review.accessibleName() == "审查中"
    shot(at.page, "drafting-review")
    at.choose("05-002")
    assert head.review.accessibleName() == "没有送审" and box.form.summary.text() == ""

    def standing(workspace):
        return standing_of(review_of(workspace, entry_subject(workspace, find_entry(workspace, "05-001"))))

    assert at._ask(standing) == "begun"


def test_what_waits_for_review_opens_there(sit, township: Computer):
    at = sit(township, field="05")
    entry = at._ask(lambda workspace: find_entry(workspace, "05-004").id)
    at.page.resize(900, 600)
    at.page.show_view("grid")
    at.go(entry=entry, review=True)
    assert at.title == "05-004" and at.page.view.side.tabs.current() == REVIEW
    box = at.page.view.side.review.box
    assert box.stage == "initial" and box.isVisible()
