"""What is taken out is nowhere any more: not in a revision, a draft, a proposal, the index, a free page or a file."""

import json
from contextlib import closing
from pathlib import Path
from sqlite3 import connect
from typing import Any

import msgspec
import pytest

from app.attachments import attach, attachment_folder
from app.backups import back_up
from app.doctor import examine
from app.drafting.editing import set_entry
from app.drafting.history import history, undo
from app.drafting.lookup import find_entry
from app.drafting.redacting import prospect_of, redact
from app.drafting.redaction_choices import redaction_subject
from app.drafting.redaction_marks import REDACTION, TAKEN_OUT, marks
from app.drafting.restoring import restore_version
from app.drafting.search import search
from app.drafting.typing_drafts import keep_draft
from app.errors import UsageError, UserFacingError
from app.notices.filled_notice import FilledNotice
from app.notices.keeping import find_notice, keep_notice, kept_notices, make_notice
from app.notices.unfinished import Unfinished, store_unfinished
from app.products.notice import print_kept_notice
from app.workspace import Workspace
from tests.app.checks.seeded_numbers import ID_PLAIN, MOBILE
from tests.app.registers.signing import sign
from tests.support import Computer

REASON = "误填了群众的号码"
LOCAL_NAME = "欧阳铁蛋蛋"


def rowof(workspace: Workspace, code: str = "05-003"):
    return find_entry(workspace, code)


def write(workspace: Workspace, text: str, code: str = "05-003", element: str = "elements") -> None:
    value: Any = ["政策法规文件", text] if element == "elements" else text
    set_entry(workspace, find_entry(workspace, code), {element: value})


def files_with(folder: Path, *texts: str) -> list[str]:
    """The files below a folder whose bytes hold one of the texts."""
    wanted = [text.encode(code) for text in texts for code in ("utf-8", "utf-16-le")]
    return sorted(
        path.name for path in folder.rglob("*") if path.is_file() and any(each in path.read_bytes() for each in wanted)
    )


def taken_out(workspace: Workspace, what: str = "elements", code: str = "05-003"):
    return redact(workspace, "entry", rowof(workspace, code).id, what, REASON)


def test_nothing_on_the_disk_holds_what_was_taken_out_of_an_element(township: Computer):
    with township.working() as workspace:
        for number in range(20):
            write(workspace, f"联系人{LOCAL_NAME}{MOBILE}，身份证{ID_PLAIN}（{number}）")
        write(workspace, f"请拨{MOBILE}找人", "05-004")
        row = rowof(workspace)
        keep_draft(workspace, row.id, "publisher", f"打{MOBILE}")
        workspace.store.fold_log()
        assert files_with(township.path.parent, MOBILE)
        done = taken_out(workspace)
        assert done.revisions >= 21
        assert files_with(township.path.parent, MOBILE, ID_PLAIN, LOCAL_NAME) == []
        assert rowof(workspace).content["values"]["elements"] is None
        assert TAKEN_OUT in rowof(workspace, "05-004").content["values"]["elements"][1]
        assert search(workspace, MOBILE, kinds=("entry",)) == search(workspace, LOCAL_NAME, kinds=("entry",)) == []
    assert files_with(township.path.parent, MOBILE, ID_PLAIN, LOCAL_NAME) == []
    with township.working() as workspace:
        report = examine(workspace)
        assert report.problems == []


def test_a_text_goes_from_wherever_it_stands_also_with_gaps(township: Computer):
    spaced = f"{MOBILE[:3]} {MOBILE[3:7]} {MOBILE[7:]}"
    with township.working() as workspace:
        write(workspace, f"找{MOBILE}。")
        write(workspace, f"找{spaced}。", "05-004")
        write(workspace, f"找{MOBILE[:4]}\n{MOBILE[4:]}。", "05-005")
        taken_out(workspace, MOBILE)
        assert rowof(workspace).content["values"]["elements"] == ["政策法规文件", f"找{TAKEN_OUT}。"]
        for code in ("05-004", "05-005"):
            assert rowof(workspace, code).content["values"]["elements"] == ["政策法规文件", f"找{TAKEN_OUT}。"]
        assert files_with(township.path.parent, MOBILE, spaced, f"{MOBILE[:4]}\\n{MOBILE[4:]}") == []


def test_the_history_tells_who_took_it_out_when_and_why_and_undo_cannot_bring_it_back(township: Computer):
    with township.working() as workspace:
        write(workspace, f"找{MOBILE}。")
        earlier = rowof(workspace).revision
        taken_out(workspace, "公开内容（要素）")
        versions = history(workspace, "entry", rowof(workspace).id)
        marked = [version for version in versions if version.revision == earlier]
        assert marked[0].redacted and marked[0].redaction.startswith("已删去（李梅，2026-11-2")
        assert REASON in marked[0].redaction
        with pytest.raises(UserFacingError, match="不能恢复"):
            restore_version(workspace, rowof(workspace).id, earlier)
        for _ in range(3):
            try:
                undo(workspace)
            except UserFacingError as refusal:
                assert refusal.code == "undo-overtaken"
                break
        assert MOBILE not in json.dumps(dump_texts(township.path), ensure_ascii=False)
        assert examine(workspace).problems == []


def dump_texts(path: Path) -> list[tuple]:
    with closing(connect(path)) as database:
        return [
            row
            for table in ("revision", "entry", "record", "draft", "proposal", "search_document", "operation")
            for row in database.execute(f"SELECT * FROM {table}")
        ]


def test_an_unfinished_notice_and_the_sheets_of_a_kept_one_lose_it(township: Computer, tmp_path: Path):
    with township.working() as workspace:
        made = make_notice(workspace, "NT-01", {})
        kept = kept_notices(workspace)[0]
        filled = kept.content["filled"] | {"paragraphs": [{"part": "事项", "text": f"{LOCAL_NAME}一户"}]}
        keep_notice(workspace, msgspec.convert(filled, FilledNotice), made.id)
        out = tmp_path / "纸" / "公示.pdf"
        out.parent.mkdir()
        sign(workspace, made.id)
        print_kept_notice(workspace, find_notice(workspace, made.id), out)
        assert len(list(attachment_folder(workspace.path).iterdir())) == 1
        begun = Unfinished("a", "NT-01", {"a": f"给{LOCAL_NAME}"}, ({"姓名": LOCAL_NAME},), workspace.timestamp())
        store_unfinished(workspace, [begun])
        paper = tmp_path / "说明.txt"
        paper.write_text(f"给{LOCAL_NAME}", encoding="utf-8")
        attach(workspace, paper)
        paper.unlink()
        done = redact(workspace, "notice", made.id, LOCAL_NAME, REASON)
        assert done.sheets == 1 and done.attachments == ("说明.txt",)
        assert any("打印公示" in each for each in done.left_house)
        left = attachment_folder(workspace.path)
        assert [path.read_text("utf-8") for path in left.iterdir()] == [f"给{LOCAL_NAME}"]
        assert files_with(township.path.parent, LOCAL_NAME) == [next(left.iterdir()).name]
        assert examine(workspace).problems == []


def test_backups_beside_the_file_are_named(township: Computer):
    with township.working() as workspace:
        write(workspace, f"找{MOBILE}。")
        backup = township.path.with_name("兴隆镇.qdbak")
        back_up(workspace, backup)
        assert taken_out(workspace).backups == (backup,)


def test_what_would_be_overwritten_is_told_before_and_changes_nothing(township: Computer):
    with township.working() as workspace:
        write(workspace, f"找{MOBILE}。")
        write(workspace, f"请拨{MOBILE}找人", "05-004")
        before, id = rowof(workspace), rowof(workspace).id
        subject = redaction_subject(workspace, "entry", id)
        assert {"elements", MOBILE} < {choice.what for choice in subject.choices}
        assert MOBILE not in "".join(choice.label for choice in subject.choices)
        told = prospect_of(workspace, "entry", id, MOBILE)
        assert (told.revisions, told.elsewhere, told.backups) == (2, 1, ()) and rowof(workspace) == before
        assert redact(workspace, "entry", id, MOBILE, REASON, "吴敏").revisions == told.revisions
        assert prospect_of(workspace, "entry", id, MOBILE).revisions == 0
        assert marks(workspace)[0].by == "吴敏"


@pytest.mark.parametrize(
    ("what", "reason", "code"),
    [
        ("elements", "  ", "redaction-reason"),
        ("elements", f"写了{MOBILE}", "redaction-reason"),
        (LOCAL_NAME, f"写了{LOCAL_NAME}", "redaction-reason"),
        ("没有写过的话", REASON, "redaction-nothing"),
        ("字", REASON, "redaction-too-short"),
    ],
)
def test_what_cannot_be_taken_out_is_refused_and_nothing_changes(township: Computer, what, reason, code):
    with township.working() as workspace:
        write(workspace, f"找{LOCAL_NAME}。")
        before = rowof(workspace)
        with pytest.raises(UserFacingError) as refusal:
            redact(workspace, "entry", before.id, what, reason)
        assert refusal.value.code == code and rowof(workspace) == before
        assert workspace.store.records.of_kind(REDACTION) == []


def test_somebody_must_be_named(township: Computer):
    with township.working() as workspace:
        workspace.person = None
        with pytest.raises(UsageError):
            redact(workspace, "entry", rowof(workspace).id, "elements", REASON)
