"""A broken file is named, with the line, in a kind sentence; a hostile one costs a moment and no more."""

from __future__ import annotations

from pathlib import Path

import pytest
from msgspec.structs import replace

from strategy_editor.foundation.errors import DiskRefused, NotAStrategy, WrongUse
from strategy_editor.foundation.resources import resource
from strategy_editor.templates.outlines import list_outlines, load_outline, parse_outline
from strategy_editor.templates.profiles import load_profile, parse_profile, write_profile
from strategy_editor.templates.reading import MAXIMUM_BYTES
from strategy_editor.templates.toml_lines import line_index

GOOD = """\
id = "ours"
name = "Ours"

[[document]]
key = "strategy"
name = "Strategy"
kind = "strategy"
words = "100-200"

[[document.section]]
id = "one"
title = "One"
prompts = [
  "Why?",
  "When?", # a remark with [ and "
]

  [[document.section.section]]
  id = "two"
  title = "Two"
  guidance = \"\"\"
A long text = with [[marks]]
of its own\"\"\"
  role = "summary"
"""


def test_the_good_one_is_good() -> None:
    outline = parse_outline(GOOD.encode(), "good.toml")
    assert outline.documents[0].sections[0].children[0].guidance.count("\n") == 1


def test_a_byte_order_mark_and_windows_line_ends_are_welcome() -> None:
    windows = b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode()
    assert parse_outline(windows, "good.toml") == parse_outline(GOOD.encode(), "good.toml")


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ('name = "Ours"', "name = Ours", 2, "not written"),
        ('name = "Ours"', "name = 5", 2, "“name” should be text"),
        ('id = "ours"', 'id = "Our Own"', 1, "lower-case"),
        ('kind = "strategy"', 'kind = "strategi"', 7, "it can be appendix, policy, report, strategy"),
        ('kind = "strategy"', "", 4, "“kind” is missing"),
        ('words = "100-200"', 'words = "200-100"', 8, "smaller number should come first"),
        ('words = "100-200"', 'words = "many"', 8, "not a number of words"),
        ('words = "100-200"', 'words = ",-,"', 8, "not a number of words"),
        ('title = "One"', 'titel = "One"', 12, "did you mean “title”"),
        ('title = "One"', "", 10, "“title” is missing"),
        ('title = "One"', 'title = " "', 12, "“title” is empty"),
        ('title = "One"', 'title = "O\\u0000e"', 12, "a character that documents cannot hold"),
        ('"When?",', "7,", 15, "should be text"),
        ('"When?",', '"Why?",', 15, "stands here twice"),
        ('id = "two"', 'id = "one"', 18, "a second section has the id “one”"),
        ('role = "summary"', 'role = "sumary"', 24, "“sumary” is not a role"),
        ('role = "summary"', 'live = ["contents", "everything"]', 24, "cannot stand for “live”"),
        ('role = "summary"', "prompts = true", 24, "a list in square brackets"),
        ('key = "strategy"', 'include = "../../secret"', 5, "name of a part"),
        ('key = "strategy"', 'include = "nowhere"', 5, "no part “nowhere”; shipped parts are covering-report"),
        ('key = "strategy"', 'include = "covering-report"', 10, "has no section “one”"),
    ],
)
def test_a_broken_outline_is_named_with_its_line(old: str, new: str, line: int, words: str) -> None:
    assert old in GOOD
    with pytest.raises(NotAStrategy) as caught:
        parse_outline(GOOD.replace(old, new).encode(), "ours.toml")
    assert f"“ours.toml” cannot be used: line {line}: " in str(caught.value)
    assert words in str(caught.value)


def test_two_documents_with_one_key() -> None:
    second = '[[document]]\nkey = "strategy"\nname = "Again"\nkind = "strategy"\n'
    with pytest.raises(NotAStrategy, match="line 26: a second document has the key “strategy”"):
        parse_outline((GOOD + "\n" + second).encode(), "ours.toml")


def test_an_outline_without_documents() -> None:
    with pytest.raises(NotAStrategy, match="no document in it"):
        parse_outline(b'id = "x"\nname = "X"\n', "ours.toml")


def test_sections_nested_too_deep() -> None:
    deep = 'id = "x"\nname = "X"\n[[document]]\nkey = "k"\nname = "n"\nkind = "policy"\n'
    for level in range(1, 8):
        deep += f'[[document{".section" * level}]]\nid = "s{level}"\ntitle = "t"\n'
    with pytest.raises(NotAStrategy, match="more than 6 deep"):
        parse_outline(deep.encode(), "ours.toml")


def test_too_many_sections() -> None:
    head = 'id = "x"\nname = "X"\n[[document]]\nkey = "k"\nname = "n"\nkind = "policy"\n'
    many = "".join(f'[[document.section]]\nid = "{number}"\ntitle = "t"\n' for number in range(2001))
    with pytest.raises(NotAStrategy, match="more than 2000 sections"):
        parse_outline((head + many).encode(), "ours.toml")


@pytest.mark.parametrize(
    "hostile",
    [
        b"a." * 400_000 + b"a = 1",
        b"[" * 400_000,
        b"a = " + b"[" * 400_000,
        b"a = {" * 100_000,
        b'"' * 900_000,
        b"x" * (MAXIMUM_BYTES + 1),
        b"id = '\xff'",
        b"",
    ],
    ids=["long key", "brackets", "lists", "tables", "quotes", "large", "not UTF-8", "empty"],
)
def test_hostile_files_are_refused(hostile: bytes) -> None:
    with pytest.raises(NotAStrategy, match=r"“ours\.toml”"):
        parse_outline(hostile, "ours.toml")
    with pytest.raises(NotAStrategy, match=r"“ours\.toml”"):
        parse_profile(hostile, "ours.toml")


# ---- names and folders


def test_an_unknown_name_lists_what_there_is() -> None:
    with pytest.raises(WrongUse, match=r"“nothing”\. There are: general-strategy, ict-strategy\."):
        load_outline("nothing")
    with pytest.raises(WrongUse, match="There are: cheshire-east-2009, english-council, welsh-council"):
        load_profile("nothing")


def test_a_path_that_is_not_there_or_not_a_file(tmp_path: Path) -> None:
    with pytest.raises(WrongUse, match="There is no outline file"):
        load_outline(tmp_path / "missing.toml")
    with pytest.raises(WrongUse, match="is a folder"):
        load_outline(tmp_path)


def test_a_path_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(DiskRefused, match="cannot be read"):
        load_outline(tmp_path / ("long" * 100 + ".toml"))


def test_a_councils_own_folder(tmp_path: Path) -> None:
    (tmp_path / "ours.toml").write_text(GOOD, "utf-8")
    (tmp_path / "broken.toml").write_text("id = ", "utf-8")
    (tmp_path / "notes.txt").write_text("no outline", "utf-8")
    listed = {each.name: each for each in list_outlines(tmp_path)}
    assert set(listed) == {"general-strategy", "ict-strategy", "ours", "broken"}
    assert listed["ours"].own
    assert listed["ours"].title == "Ours"
    assert "“broken.toml” cannot be used: line 1" in listed["broken"].problem
    assert load_outline("ours", tmp_path) == load_outline(str(tmp_path / "ours.toml"))


def test_an_own_outline_may_use_own_and_shipped_parts(tmp_path: Path) -> None:
    shared = '[[document]]\ninclude = "covering-report"\n[[document]]\ninclude = "policy"\ntitle = "Our policy"\n'
    (tmp_path / "ours.toml").write_text(f'id = "ours"\nname = "Ours"\n{shared}', "utf-8")
    (tmp_path / "parts").mkdir()
    part = tmp_path / "parts" / "policy.toml"
    part.write_text('key = "policy"\nname = "Policy"\nkind = "policy"\n[[section]]\nid = "p"\ntitle = "P"\n', "utf-8")
    report, policy = load_outline("ours", tmp_path).documents
    assert len(report.sections) == 25
    assert (policy.title, policy.sections[0].title) == ("Our policy", "P")
    part.write_text('include = "policy"\n', "utf-8")
    with pytest.raises(NotAStrategy, match="a part cannot include another part"):
        load_outline("ours", tmp_path)
    part.write_text("key = \n", "utf-8")
    with pytest.raises(NotAStrategy, match=r"“policy\.toml” cannot be used: line 1"):
        load_outline("ours", tmp_path)


# ---- settings

SETTINGS = (resource("profiles") / "english-council.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        (
            'counting = "clear-calendar"',
            'counting = "clear"',
            "it can be calendar, clear-calendar, clear-working, working",
        ),
        ('before = "final"', 'before = "finale"', "no other deadline with the id “finale”"),
        ('before = "final"', 'before = "clearance"', "no other deadline with the id “clearance”"),
        ("days = 28", "days = 1000", "between 0 and 366"),
        ("days = 28", "days = 2.5", "a whole number"),
        ("days = 28", "days = true", "a whole number"),
        ('clearance = "climate"', 'clearance = "weather"', "no clearance with the id “weather”"),
        ('accent = "#1f4e79"', 'accent = "blue"', "a colour like #1f4e79"),
        ("body_size = 12", "body_size = 3", "between 8 and 36 points"),
        ("body_size = 12", "margin_top = 100", "between 5 and 60 millimetres"),
        ("body_size = 12", "capitals = 1", "true or false"),
        ("implications = true", 'implications = "yes"', "true or false"),
        ("[numbering.report]", "[numbering.letter]", "not a kind of document"),
        ('nation = "england"', 'nation = "cornwall"', "england, northern-ireland, scotland, wales"),
        ('nation = "england"', 'key_decision_pattern = "("', "not a pattern"),
        ('file_name = "{date}', 'file_name = "{when}', "can hold {council}"),
        ('file_name = "{date}', 'file_name = "../{date}', "no folder"),
        ('nation = "england"', 'languages = ["English"]', "not a language tag"),
        ('nation = "england"', 'wording.page.of = "Seite {seite}"', "“{seite}” cannot be filled in here"),
        ('nation = "england"', 'wording."page.of" = "Seite {seite}"', "“{seite}” cannot be filled in here"),
        ('nation = "england"', "wording.page.of = 5", "should be text"),
        ('nation = "england"', 'wording.page.of = "\\u0000"', "a character that documents cannot hold"),
    ],
)
def test_broken_settings_are_named_with_their_line(old: str, new: str, words: str) -> None:
    at = SETTINGS.index(old)
    line = SETTINGS.count("\n", 0, at) + 1
    with pytest.raises(NotAStrategy) as caught:
        parse_profile((SETTINGS[:at] + new + SETTINGS[at + len(old) :]).encode(), "ours.toml")
    assert f"“ours.toml” cannot be used: line {line}: " in str(caught.value)
    assert words in str(caught.value)


@pytest.mark.parametrize(
    ("new", "said"),
    [
        ('call_in_day = 3\nnation = "wales"', "“call_in_day” in line {} is not known {}. Did you mean “call_in_days”?"),
        ('[zeal]\nfor = "clarity"', "“zeal” in line {} is not known {}."),
        ('wording.page.off = "x"', "“page.off” in line {} is not known {}. Did you mean “page.of”?"),
        ('wording.cy.page.of = "Tudalen"', "“cy.page.of” in line {} is not known {}. Did you mean “page.of”?"),
    ],
)
def test_what_a_newer_program_may_know_is_left_out_and_named(new: str, said: str) -> None:
    old = 'nation = "england"'
    before, after = SETTINGS.split(old, 1) if not new.startswith("[") else (SETTINGS, "")
    read = parse_profile((before + new + after).encode(), "ours.toml")
    line = before.count("\n") + 1
    assert read.left_out == (said.format(line, "to this program, so it changes nothing"),)
    again = parse_profile(write_profile(read).encode(), "ours.toml")
    assert again == replace(read, left_out=()), "what is written down is all known"


def test_a_file_cannot_say_itself_what_was_left_out() -> None:
    assert parse_profile(b'left_out = ["x"]\n' + SETTINGS.encode(), "ours.toml").left_out == ()


def test_deadlines_that_go_round() -> None:
    settings = SETTINGS.replace('id = "final"', 'id = "final"\nbefore = "clearance"')
    with pytest.raises(NotAStrategy, match="go round in a circle"):
        parse_profile(settings.encode(), "ours.toml")


def test_two_headings_for_implications() -> None:
    settings = SETTINGS.replace('outline = "R18"', "implications = true")
    with pytest.raises(NotAStrategy, match="only one heading"):
        parse_profile(settings.encode(), "ours.toml")


def test_lines_are_found_through_every_form_of_key() -> None:
    text = "\n".join(
        [
            "a = 1 # [b]",
            'b."c.d" = """',
            "[e]",
            '"""',
            "list = [",
            "  [1, 2],",
            "  { x = 1, y = [ 2 ] }, '#',",
            "]",
            "[ t . u ]",
            "v = '''[[w]]'''",
            "[[t.w]]",
            "[[t.w]]",
            "[t.w.x]",
            "y = 1",
        ]
    )
    assert line_index(text) == {
        ("a",): 1,
        ("b", "c.d"): 2,
        ("list",): 5,
        ("list", 0): 6,
        ("list", 1): 7,
        ("list", 2): 7,
        ("t", "u"): 9,
        ("t", "u", "v"): 10,
        ("t", "w", 0): 11,
        ("t", "w", 1): 12,
        ("t", "w", 1, "x"): 13,
        ("t", "w", 1, "x", "y"): 14,
    }
