"""Random events of every way in, against what must hold after each of them.

After every event: the view shows the model; no id is there twice; no comment is lost; in suggestions, rejecting all of
them gives the original, ids included. After every run: undo leads back to the start and redo to the end, and the
patched view is, in Qt's own words, the one that is drawn from nothing (this does not use our own reader of the view).
"""

from __future__ import annotations

import os
import random
import re
from base64 import b64encode
from collections import Counter
from collections.abc import Callable

import pytest
from msgspec import Struct, json
from msgspec.structs import replace
from PySide6.QtCore import QMimeData
from PySide6.QtWidgets import QApplication

from strategy_editor.app.editor import clipboard, commands, pasting, table_commands
from strategy_editor.app.editor.editor import SectionEditor
from strategy_editor.foundation.ids import new_id
from strategy_editor.language.autocorrect import ALL_AIDS
from strategy_editor.model.blocks import Chart, Figure, Heading, Paragraph
from strategy_editor.model.section import Section
from strategy_editor.model.settling import rejected, settled_blocks
from strategy_editor.model.text import OBJECT, Footnote, runs_from
from strategy_editor.model.tree import ids_in, section_hosts
from strategy_editor.review.editing.formatting import STYLES
from strategy_editor.review.editing.lines import layout_of
from tests.app.editor import hands
from tests.app.editor.conftest import open_editor
from tests.app.editor.hands import CTRL, SHIFT, K
from tests.app.editor.samples import small
from tests.bench import examples, is_full

Act = Callable[[SectionEditor], None]
EVENTS = 40
PICTURE = f"data:image/png;base64,{b64encode(b'no picture to this host').decode()}"
PAGES = (
    "some <b>bold</b> 😀",
    "<h2>Head</h2><p>e\u0301 one</p><ul><li>a<ul><li>b</ul></ul><p>end",
    "<ol><li>x</ol><table><tr><th>h<th>i<tr><td rowspan=2>1<td>2<tr><td>3</table>",
    "<p>Word<a href='#n' name='c'>1</a> on</p><div id=n><p><a href='#c'>1</a> A note 😀</p></div>",
    f"<p>a</p><img src='{PICTURE}' alt='x'><p>b</p>",
    "<table><tr><td>1<td>2<tr><td>3<td>4</table>",
)
"""What other programs put on the clipboard."""

EARLIER = (Heading("e" * 16, runs_from("Earlier")), Paragraph("f" * 16, runs_from("words 😀")))


def _key(key, modifier=hands.NONE) -> Act:
    return lambda editor: hands.press(editor, key, modifier)


def _copy_and_paste(editor: SectionEditor) -> None:
    hands.press(editor, K.Key_C, CTRL)
    hands.paste(editor)


def _page(html: str) -> QMimeData:
    data = QMimeData()
    data.setHtml(html)
    data.setText(re.sub("<[^>]*>", "", html))
    return data


def _paste_html(editor: SectionEditor, html: str) -> None:
    QApplication.clipboard().setMimeData(_page(html))
    hands.paste(editor)


def _drag(editor: SectionEditor, random_: random.Random) -> None:
    """Moves what is selected to another place, as Qt does it in two steps of one event."""
    cursor = editor.textCursor()
    if cursor.hasSelection():
        editor.reconcile()
        place = random_.randrange(editor.document().characterCount())
        pasting.drop(editor, clipboard.copied(editor), place, (cursor.selectionStart(), cursor.selectionEnd()))


def _cut_and_paste(editor: SectionEditor) -> None:
    hands.press(editor, K.Key_X, CTRL)
    hands.paste(editor)


def acts(random_: random.Random) -> dict[str, Act]:
    """What can happen, by name."""
    letter = random_.choice("ab c😀")
    return {
        "type": lambda e: hands.type_text(e, random_.choice("ab c")),
        "type again": lambda e: hands.type_text(e, "xy"),
        "backspace": _key(K.Key_Backspace),
        "delete": _key(K.Key_Delete),
        "enter": _key(K.Key_Return),
        "line break": _key(K.Key_Return, SHIFT),
        "backspace a word": _key(K.Key_Backspace, CTRL),
        "delete a word": _key(K.Key_Delete, CTRL),
        "tab": _key(K.Key_Tab),
        "tab back": _key(K.Key_Backtab, SHIFT),
        "paste lines": lambda e: hands.paste(e, "P1 😀\nP2\nP3"),
        "paste": lambda e: hands.paste(e, "e\u0301"),
        "paste a page": lambda e: _paste_html(e, random_.choice(PAGES)),
        "paste cells": lambda e: hands.paste(e, random_.choice(["a\tb\n1\t2", "x\ty😀\tz\n1\t2\t3\n4\t5\t6"])),
        "paste plainly": lambda e: e.paste_plain(),
        "drop a page": lambda e: hands.drop(e, _page(random_.choice(PAGES))),
        "quotes and dashes": lambda e: hands.type_text(e, random_.choice(['"a" ', "x - y ", "2009-10 ", "it's..."])),
        "drag": lambda e: _drag(e, random_),
        "use earlier text": lambda e: pasting.put_blocks(e, EARLIER, "Use"),
        "copy and paste": _copy_and_paste,
        "cut": _key(K.Key_X, CTRL),
        "cut and paste": _cut_and_paste,
        "compose": lambda e: hands.compose(e, "日本", "に"),
        "compose an emoji": lambda e: hands.compose(e, f"é{letter}"),
        "compose over": lambda e: hands.compose(e, "fixed", "", -3, 3),
        "drop": lambda e: hands.drop_text(e, "dropped"),
        "write from outside": lambda e: hands.write_from_outside(e, "AT"),
        "delete from outside": lambda e: hands.write_from_outside(e, ""),
        "write by assistance": lambda e: hands.write_by_assistance(e, "acc"),
        "undo": lambda e: e.undo(),
        "redo": lambda e: e.redo(),
    }


def structure_acts(random_: random.Random) -> dict[str, Act]:
    """Acts on looks, shapes, units and tables, which suggestions can say."""
    style = random_.choice([*STYLES])
    return acts(random_) | {
        "bold": commands.toggle_bold,
        "superscript": commands.toggle_superscript,
        "welsh": commands.toggle_language,
        "clear": commands.clear_format,
        "link": lambda e: commands.set_link(e, "https://example.gov.uk/a"),
        "unlink": lambda e: commands.set_link(e, ""),
        "style": lambda e: commands.set_style(e, style),
        "style again": lambda e: commands.set_style(e, style),
        "indent": commands.indent,
        "outdent": commands.outdent,
        "restart": commands.restart_numbering,
        "footnote": commands.insert_footnote,
        "reference": lambda e: commands.insert_reference(e, "nowhere"),
        "fact": lambda e: commands.insert_fact(e, "meeting.date"),
        "table": lambda e: commands.insert_table(e, 2, 3),
        "box": commands.insert_box,
        "page break": commands.insert_page_break,
        "live": lambda e: commands.insert_live(e, "glossary"),
        "chart": lambda e: commands.insert_chart(e, Chart(new_id(), "nowhere", Paragraph(new_id()))),
        "figure": lambda e: commands.insert_figure(e, Figure(new_id(), "1" * 64, Paragraph(new_id()))),
        "row above": table_commands.row_above,
        "row below": table_commands.row_below,
        "row up": table_commands.row_up,
        "row down": table_commands.row_down,
        "column before": table_commands.column_before,
        "column behind": table_commands.column_behind,
        "remove rows": table_commands.remove_rows,
        "remove columns": table_commands.remove_columns,
        "remove table": table_commands.remove_table,
        "merge": table_commands.merge_cells,
        "split": table_commands.split_cell,
        "sort": table_commands.sort,
        "column left": table_commands.column_left,
    }


def direct_acts(random_: random.Random) -> dict[str, Act]:
    """All of these, and what no suggestion can say."""
    return structure_acts(random_) | {
        "header row": table_commands.toggle_header_row,
        "header column": table_commands.toggle_header_column,
        "total row": table_commands.toggle_total_row,
        "align": lambda e: table_commands.align(e, "right"),
    }


def choose(random_: random.Random, editor: SectionEditor) -> None:
    """A caret or a selection anywhere, even inside a character."""
    size = editor.document().characterCount()
    if random_.random() < 0.005:
        hands.select(editor, 0, size - 1)
        return
    anchor = random_.randrange(size)
    reach = random_.choice([0, 0, 0, 0, 0, 1, -1, 3, 6, -8, 20, 60])
    hands.select(editor, anchor, max(0, min(size - 1, anchor + reach)))


def choose_at_an_edge(random_: random.Random, editor: SectionEditor) -> None:
    """A caret at the edge of a table, cell, box, picture, footnote or object; or a selection from one to another."""
    lines = editor.layout_.lines
    special = [
        number
        for number, line in enumerate(lines)
        if line.head.role != "text" or line.head.container or OBJECT in line.text or number + 1 == len(lines)
    ]
    first = random_.choice(special)
    anchor = _edge(random_, editor, first)
    if random_.random() < 0.55:
        hands.select(editor, anchor)
        return
    near = [number for number in special if abs(number - first) <= random_.choice([0, 1, 3, 12])]
    hands.select(editor, anchor, _edge(random_, editor, random_.choice(near)))


def _edge(random_: random.Random, editor: SectionEditor, number: int) -> int:
    block = editor.document().findBlockByNumber(number)
    objects_ = [k for k, character in enumerate(block.text()) if character == OBJECT]
    places = [0, block.length() - 1, *objects_, *(k + 1 for k in objects_)]
    place = block.position() + random_.choice(places) + random_.choice([0, 0, 0, -1, 1])
    return max(0, min(editor.document().characterCount() - 1, place))


def comments(section: Section) -> set[str]:
    found = {comment for host in section_hosts(section) for run in host.runs for comment in run.marks.comments}
    return found | set(section.unplaced)


def wrong(editor: SectionEditor, start: Section) -> str:
    """What does not hold now; empty if all does."""
    section = editor.section
    if mismatch := editor.mismatch():
        return f"the view is not the model: {mismatch[:900]}"
    if [*editor.layout_.lines] != [*layout_of(section).lines]:
        return "the lines that were remembered are not those of the section"
    if section is not editor.host.section:
        return "the editor shows another section than the host has"
    counted = Counter(ids_in(section.blocks))
    if twice := [id for id, count in counted.items() if count > 1]:
        return f"ids twice: {twice}"
    if lost := comments(start) - comments(section):
        return f"comments lost: {lost}"
    if editor.host.suggesting and settled_blocks(section.blocks, rejected) != start.blocks:
        return f"rejected is not the original:\n{_difference(settled_blocks(section.blocks, rejected), start.blocks)}"
    return ""


def _difference(a: object, b: object, path: str = "") -> str:
    """The first place where two values differ."""
    if isinstance(a, tuple) and isinstance(b, tuple) and len(a) == len(b):
        pairs = [(f"[{number}]", x, y) for number, (x, y) in enumerate(zip(a, b, strict=True))]
    elif isinstance(a, Struct) and type(a) is type(b):
        pairs = [(f".{name}", getattr(a, name), getattr(b, name)) for name in a.__struct_fields__]
    elif isinstance(a, tuple) and isinstance(b, tuple):
        at = next((k for k, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
        return f"{path}[{at}:] of {len(a)}\n   {_brief(a[at : at + 3])}\n   {_brief(b[at : at + 3])}"
    else:
        return f"{path}\n   {_brief(a)}\n   {_brief(b)}"
    return next((_difference(x, y, path + step) for step, x, y in pairs if x != y), "")


def _brief(value: object) -> str:
    return json.encode(value).decode()[:1500]


def _html(editor: SectionEditor) -> str:
    """Qt's own words for the document; without the style of empty paragraphs, where Qt keeps the last typing format."""
    html = re.sub(r'<(p|h\d) style="-qt-paragraph-type:empty[^>]*>', r"<\1>", editor.document().toHtml())
    return re.sub(r"<td([^>]*)>\s*<p></p>", r"<td\1><p></p>", html)


def drawn_differently(editor: SectionEditor) -> str:
    """Where the patched view differs from one drawn from nothing."""
    anew = open_editor(editor.section, suggesting=editor.host.suggesting)
    a, b = _html(editor), _html(anew)
    anew.close()
    anew.deleteLater()
    if a == b:
        return ""
    at = next((k for k, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return f"drawn differently\n patched {a[max(0, at - 250) : at + 150]}\n fresh {b[max(0, at - 250) : at + 150]}"


def there_and_back(editor: SectionEditor, start: Section) -> str:
    while editor.host.undone:
        editor.redo()
    end = editor.section
    while editor.host.done:
        editor.undo()
    if editor.section != start or editor.mismatch():
        return f"undo does not lead to the start {editor.mismatch()}"
    while editor.host.undone:
        editor.redo()
    return "" if editor.section == end and not editor.mismatch() else "redo does not lead to the end"


def run(
    seed: int,
    *,
    suggesting: bool,
    more: Callable[[random.Random], dict[str, Act]] = acts,
    where: Callable[[random.Random, SectionEditor], None] = choose,
) -> str:
    """One run of random events; what went wrong, empty if nothing did."""
    random_ = random.Random(seed)
    start = small()
    editor = open_editor(start, suggesting=suggesting)
    editor.aids = ALL_AIDS
    editor.describe = lambda figure: replace(figure, alternative="What it shows") if seed % 2 else None
    log: list[str] = []
    failure = ""
    for _ in range(EVENTS):
        where(random_, editor)
        if random_.random() < 0.04:
            name = random_.choice(["undo", "redo"])
        else:
            name = random_.choice([each for each in more(random_) if each not in ("undo", "redo")])
        cursor = editor.textCursor()
        log.append(f"{name} {cursor.anchor()}..{cursor.position()}")
        more(random_)[name](editor)
        failure = wrong(editor, start)
        if failure:
            break
    failure = failure or drawn_differently(editor) or there_and_back(editor, start)
    editor.close()
    editor.deleteLater()
    QApplication.processEvents()
    return failure and f"seed {seed}, event {len(log)} ({'; '.join(log[-3:])}): {failure}"


def seeds(runs: int) -> range:
    """The seeds of this test run: the same each time, unless all are wanted; then new ones each time."""
    first = random.SystemRandom().randrange(10**9) if is_full() else int(os.environ.get("FIRST_SEED", "0"))
    return range(first, first + examples(runs))


@pytest.mark.long
@pytest.mark.parametrize("suggesting", [False, True], ids=["direct", "suggesting"])
def test_four_thousand_random_commands_between_random_events(qapp: QApplication, suggesting: bool) -> None:
    for seed in seeds(100):
        failure = run(seed, suggesting=suggesting, more=structure_acts if suggesting else direct_acts)
        assert not failure, failure
    qapp.clipboard().clear()


@pytest.mark.long
@pytest.mark.parametrize("suggesting", [False, True], ids=["direct", "suggesting"])
def test_four_thousand_random_events_at_the_edges_of_tables_pictures_notes_and_objects(
    qapp: QApplication, suggesting: bool
) -> None:
    for seed in seeds(100):
        failure = run(seed, suggesting=suggesting, where=choose_at_an_edge)
        assert not failure, failure
    qapp.clipboard().clear()


@pytest.mark.long
@pytest.mark.parametrize("suggesting", [False, True], ids=["direct", "suggesting"])
def test_ten_thousand_random_events(qapp: QApplication, suggesting: bool) -> None:
    for seed in seeds(250):
        failure = run(seed, suggesting=suggesting)
        assert not failure, failure
    qapp.clipboard().clear()


def test_the_sample_has_everything() -> None:
    kinds = {type(block).__name__ for block in small().blocks}
    assert kinds >= {"Paragraph", "Heading", "ListItem", "Table", "Figure", "Chart", "Box", "PageBreak", "Live"}
    assert any(isinstance(run.content, Footnote) for host in section_hosts(small()) for run in host.runs)
