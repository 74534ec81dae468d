"""The list of a kept notice is read back as far as it shows it, and nothing masked is taken for the thing itself."""

from app.notices.keeping import filled_notice
from app.notices.list_entries import UNMASKED
from app.notices.rows_shown import rows_shown
from app.tables.rows import SEQUENCE_KEY, ListRow
from tests.app.notices.template_examples import answers_for, rows_for
from tests.support import Computer


def test_the_list_of_every_template_comes_again_and_what_was_masked_is_named(township: Computer):
    with township.working() as workspace:
        for template in workspace.library.notice_templates.values():
            answers = answers_for(template, workspace.library.notice_rules)
            notice = filled_notice(workspace, template, answers, rows_for(template))
            found = rows_shown(template.table, notice)
            if template.table is None:
                assert found == rows_shown(None, notice)
                continue
            assert len(found.rows) == len(notice.table.rows), template.code
            listed = [ListRow(number, row) for number, row in enumerate(found.rows, start=1)]
            again = filled_notice(workspace, template, answers, listed)
            assert not again.refused_rows, (template.code, again.refused_rows)
            masked = {each.column for each in notice.masked}
            assert masked <= set(found.to_put_in), template.code
            open_keys = [c.key for c in template.table.columns if c.mask == UNMASKED and c.label not in masked]
            for before, after in zip(_shown(notice, open_keys), _shown(again, open_keys), strict=True):
                assert before == after, template.code
            assert not any("*" in text for row in found.rows for text in row.values()), template.code


def _shown(notice, keys):
    places = {column.key: place for place, column in enumerate(notice.table.columns)}
    wanted = [key for key in keys if key in places and key != SEQUENCE_KEY]
    return [[row.cells[places[key]] for key in wanted] for row in notice.table.rows]
