"""Letters of requests for information: the same text as PDF and for Word, numbered once, kept, and nobody's numbers."""

import io
from datetime import date
from pathlib import Path

import pypdfium2
import pytest
from docx import Document

from app.errors import UserFacingError
from app.exchange.work_contents import TRAVELS
from app.printing.official_letter import OfficialLetter, draw_letter_sheets
from app.products.outgoing import save_outgoing
from app.products.request_letters import draw_letter, letter_as_word, prepare_letter, save_letter
from app.registers.request_events import record_reply
from app.registers.request_letters import LetterFacts, letter_facts, letter_kinds, with_wording
from app.registers.request_sent import REQUEST_LETTER, sent_letters
from app.registers.requests import change_request, find_request
from app.standards.request_rules import request_rules
from app.workspace import Workspace
from tests.app.checks.seeded_numbers import ID_PLAIN
from tests.app.registers.filing import NAME, filed
from tests.support import Computer

FIRST, SECOND = "公开告〔2026〕1号", "公开告〔2026〕2号"


def reply(workspace: Workspace, id: str, ground: str = "internal") -> LetterFacts:
    return letter_facts(workspace, find_request(workspace, id), "reply", ground)


def words_of(pdf: bytes) -> str:
    with pypdfium2.PdfDocument(pdf) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return "".join("".join(pages).split())


def texts_of(docx: bytes) -> list[str]:
    return [paragraph.text for paragraph in Document(io.BytesIO(docx)).paragraphs]


def test_a_letter_says_the_same_on_paper_and_in_word(township: Computer):
    with township.working() as workspace:
        id = filed(workspace)
        kept = find_request(workspace, id)
        # One to each addressee: how it is laid out does not hang on the ground.
        kinds = letter_kinds(request_rules(workspace.library))
        for kind in {(each.to, each.ground is None): each for each in kinds}.values():
            facts = letter_facts(workspace, kept, kind.code, kind.ground)
            prepared = prepare_letter(workspace, id, facts)
            paper, word = draw_letter(prepared), letter_as_word(prepared)
            title = f"兴隆镇人民政府\n{facts.title}"
            signed = ("兴隆镇人民政府", "2026年11月23日")
            parts = [title, facts.number, f"{facts.addressee}：", *facts.paragraphs, *signed]
            assert texts_of(word.pdf) == parts, kind
            assert words_of(paper.pdf) == "".join("".join((*parts, "—1—")).split()), kind
            assert not (paper.found or word.found) and "13800138000" not in words_of(paper.pdf)
            assert any("要写" in words for words in paper.to_look_at) == bool(facts.blanks)
            assert NAME not in prepared.file_name and "2026-001" in prepared.file_name


def test_a_letter_that_left_has_its_number_and_stays(township: Computer, tmp_path: Path):
    with township.working() as workspace:
        first, second = filed(workspace), filed(workspace, asked="村道硬化工程的中标通知书", name="钱明")
        worded = with_wording(reply(workspace, first), ["经审查，不予公开。", "", "可以申请行政复议。\ud800"])
        prepared = prepare_letter(workspace, first, worded)
        for name in ("告知书.docx", "告知书.pdf"):
            save_letter(workspace, prepared, tmp_path / name)
            with pytest.raises(UserFacingError, match="已经有"):
                save_letter(workspace, prepared, tmp_path / name)
        (sent,) = sent_letters(workspace, first)
        assert (sent.number, sent.file, sent.addressee) == (FIRST, "pdf", NAME)
        assert sent.paragraphs == ("经审查，不予公开。", "可以申请行政复议。?")
        assert (reply(workspace, first).number, reply(workspace, second).number) == (FIRST, SECOND)
        with pytest.raises(UserFacingError, match=f"申请 2026-001 的文书，.*下一个是 {SECOND}"):
            prepare_letter(workspace, second, with_wording(reply(workspace, second), number=FIRST))
        with pytest.raises(UserFacingError, match="已经用过了"):
            record_reply(workspace, second, date(2026, 11, 20), "provide", "邮寄", FIRST)
        assert record_reply(workspace, second, date(2026, 11, 20), "provide", "邮寄").case.events[-1].number == SECOND
        assert record_reply(workspace, first, date(2026, 11, 20), "internal", "邮寄").case.events[-1].number == FIRST
        assert reply(workspace, first).number == FIRST and REQUEST_LETTER not in TRAVELS


def test_what_may_not_go_out_is_stopped_and_not_kept(township: Computer, tmp_path: Path):
    with township.working() as workspace:
        id = filed(workspace)
        facts = reply(workspace, id)
        typed = prepare_letter(workspace, id, with_wording(facts, [f"您的身份证号是{ID_PLAIN}。"]))
        assert any("行政复议" in words for words in draw_letter(typed).to_look_at)
        for name in ("信.pdf", "信.docx", "信.txt"):
            with pytest.raises(UserFacingError) as stopped:
                save_letter(workspace, typed, tmp_path / "出门" / name)
            assert ID_PLAIN not in stopped.value.message and not list(tmp_path.rglob("信*"))
        long = with_wording(facts, addressee="某" * 301)
        for wrong in (with_wording(facts, ["  "]), with_wording(facts, addressee="："), long):
            with pytest.raises(UserFacingError, match="没有生成"):
                prepare_letter(workspace, id, wrong)
        drawn = draw_letter(prepare_letter(workspace, id, facts))
        change_request(workspace, id, asked="2023年度的汇总表")
        with pytest.raises(UserFacingError, match="又改过"):
            save_outgoing(workspace, drawn, tmp_path / "信.pdf")
        assert sent_letters(workspace, id) == []


def test_a_long_letter_ends_with_text_above_its_seal():
    organ, applicant = "内蒙古自治区准格尔旗薛家湾镇人民政府党政综合办公室", "某某工程技术咨询服务有限责任公司" * 6
    for count in range(5, 10):
        body = ("根据《中华人民共和国政府信息公开条例》的规定，现予以告知。" * 4,) + ("某事。",) * count
        letter = OfficialLetter(organ, "政府信息公开告知书", FIRST, applicant, body, date(2026, 11, 23))
        pdf, printed = draw_letter_sheets(letter)
        texts = [text for page, text in printed.texts if page == printed.pages]
        assert printed.pages in (1, 2) and texts[0] != organ and not printed.warnings, count
    pdf, printed = draw_letter_sheets(
        OfficialLetter(organ, "告知书", "", "\ue000某", ("很长的一段。" * 900,), date(2026, 11, 23))
    )
    assert printed.pages > 8 and words_of(pdf).count("很长的一段。") > 880 and "称呼" in printed.warnings[0]


def test_a_clerk_who_tells_a_third_party_who_asks_is_reminded(township: Computer):
    with township.working() as workspace:
        id = filed(workspace)
        facts = letter_facts(workspace, find_request(workspace, id), "third-party")
        named = with_wording(facts, [f"{NAME}申请公开贵单位的材料。"], addressee="某公司")
        for letter, is_told in ((facts, False), (named, True), (reply(workspace, id), False)):
            told = draw_letter(prepare_letter(workspace, id, letter)).to_look_at
            assert any("是谁申请的" in words for words in told) == is_told, letter.kind
