"""The pages in a real browser: accessible to axe-core by day and by night, on a telephone and enlarged."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from strategy_editor import web
from strategy_editor.manuscript.items import CoverItem, Manuscript
from tests.browser import Setting, judge
from tests.pdf.manuscripts import everything, picture, report, spend_table
from tests.web.making import SHELF, made, sample_manuscripts, sample_picture

SETTINGS = [
    Setting("light"),
    Setting("dark"),
    Setting("light", 320, 640),
    Setting("dark", 320, 640),
    Setting("light", 640, 450),
    Setting("dark", 1280, 900, text=200),
]
"""640 pixels is what a window of 1,280 has when the page is enlarged to 200 %; the last enlarges the text alone."""


def _strategy() -> bytes:
    return made(sample_manuscripts()["ICT Strategy 2009 to 2012"], sample_picture)


@pytest.mark.chromium
@pytest.mark.node
@pytest.mark.parametrize("make", [lambda: made(everything(SHELF)), _strategy], ids=["everything", "strategy"])
def test_pages_are_accessible_in_every_setting(make: Callable[[], bytes], tmp_path: Path) -> None:
    assert_accessible(_written({"page": make()}, tmp_path), SETTINGS)


@pytest.mark.chromium
@pytest.mark.node
def test_further_papers_are_accessible_too(tmp_path: Path) -> None:
    drafts = sample_manuscripts("draft")
    pages = {title: made(drafts[title], sample_picture) for title in ("Finance", "The Development of an ICT Strategy")}
    assert_accessible(_written(pages, tmp_path), [SETTINGS[0], SETTINGS[3]])


@pytest.mark.chromium
@pytest.mark.node
def test_logo_lists_and_pasted_sections_are_accessible(tmp_path: Path) -> None:
    """With the council's logo and long lists that are folded open; and each section pasted into a plain page."""
    manuscript = _with_logo_and_lists()
    page = made(manuscript).replace(b"<details", b"<details open")
    pages = {"page": page}
    web.write_folder(manuscript, SHELF, tmp_path / "folder")
    for path in (tmp_path / "folder" / "sections").iterdir():
        pasted = path.read_text(encoding="ascii").replace("../pictures", "folder/pictures")
        pages[path.stem] = (
            '<!DOCTYPE html><html lang="en-GB"><meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>Any</title><main><h1>Any</h1>{pasted}</main>"
        ).encode()
    assert page.count(b'class="logo"') == 1
    paths = _written(pages, tmp_path)
    assert len(paths) > 3
    assert_accessible(paths[:1], SETTINGS)
    for (path, _), verdict in judge([*paths[1:], tmp_path / "folder" / "index.html"], [Setting(), SETTINGS[3]]).items():
        assert verdict.violations == [], path.name


def _with_logo_and_lists() -> Manuscript:
    given = everything(SHELF)
    tables = tuple(spend_table(number, 2) for number in range(20, 31))
    items = tuple(
        replace(item, logo=SHELF.put(picture(size=(240, 80)))) if isinstance(item, CoverItem) else item
        for item in given.items
    )
    return replace(given, items=(*items, *tables))


@pytest.mark.chromium
@pytest.mark.node
def test_the_keyboard_goes_through_the_page_in_reading_order(tmp_path: Path) -> None:
    """Skip link first, then the contents, then the text; nothing takes the focus out of turn, and none is hidden."""
    (path,) = _written({"page": made(_with_logo_and_lists())}, tmp_path)
    reach = "a[href], summary, [tabindex]"
    script = (
        f"(() => {{ const all = [...document.querySelectorAll('{reach}')].filter((each) => each.checkVisibility());"
        " const first = all[0].className; const none = all.every((each) => each.tabIndex <= 0);"
        " const seen = all.filter((each) => each.tabIndex === 0).every((each) => { each.focus();"
        " const style = getComputedStyle(each);"
        " return document.activeElement === each && style.outlineStyle !== 'none'; });"
        " return [first, none, seen, all.length > 20]; })()"
    )
    for verdict in judge([path], [Setting(), Setting("dark", 320, 640)], script).values():
        assert verdict.answers == [["skip", True, True, True]]


LOOK = """
(() => {
  const shown = (each) => each.checkVisibility() && each.getClientRects().length > 0;
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const faults = new Set();
  let smallest = 1000, count = 0;
  while (texts.nextNode()) {
    const owner = texts.currentNode.parentElement;
    if (!texts.currentNode.data.trim() || !shown(owner) || owner.closest('svg, sup, sub, style')) continue;
    const style = getComputedStyle(owner);
    count += 1;
    smallest = Math.min(smallest, parseFloat(style.fontSize));
    if (style.textTransform !== 'none') faults.add('capitals: ' + owner.tagName);
    if (style.fontStyle !== 'normal' && !owner.closest('em')) faults.add('italics: ' + owner.tagName);
    if (style.textAlign === 'justify') faults.add('justified: ' + owner.tagName);
    if (owner.tagName === 'P' && !owner.closest('td, th, figure') && !['start', 'left'].includes(style.textAlign))
      faults.add('not from the left: ' + owner.className);
    const lined = style.textDecorationLine.includes('underline');
    if (lined && !owner.closest('a, summary, ins')) faults.add('underlined: ' + owner.tagName);
    if (owner.closest('main')?.contains(owner) && getComputedStyle(owner.closest('main')).columnCount !== 'auto')
      faults.add('several columns');
  }
  for (const link of document.querySelectorAll('main p a:not([role=doc-noteref]):not([role=doc-backlink])'))
    if (shown(link) && !getComputedStyle(link).textDecorationLine.includes('underline')) faults.add('a link like text');
  const words = [...document.querySelectorAll('a')].map((each) => each.textContent.trim().toLowerCase());
  const bare = ['here', 'click here', 'more', 'read more', 'link', ''];
  if (words.some((each) => bare.includes(each))) faults.add('a link that says nothing');
  const levels = [...document.querySelectorAll('h1, h2, h3, h4, h5, h6')].map((each) => Number(each.tagName[1]));
  if (levels.filter((each) => each === 1).length !== 1) faults.add('not one title');
  levels.reduce((before, each) => { if (each > before + 1) faults.add('a level left out'); return each; }, 0);
  if (!document.title.trim() || !document.documentElement.lang) faults.add('no name or language');
  return [[...faults], smallest, count > 100];
})()
"""
"""The Government's rules for documents on websites ("Publishing accessible documents"), as a browser shows the page.

Sentence case without block capitals, no italics, underlining for links alone, from the left, one column, 12 points (16
pixels) at least, links that make sense by themselves, headings in order below one title.
"""


@pytest.mark.chromium
@pytest.mark.node
def test_the_governments_rules_for_content_hold(tmp_path: Path) -> None:
    paths = _written({"strategy": _strategy()}, tmp_path)
    for (path, setting), verdict in judge(paths, [Setting(), Setting("dark", 320, 640)], LOOK).items():
        ((faults, smallest, many),) = verdict.answers  # type: ignore[misc]
        assert (faults, many) == ([], True), (path.name, setting)
        assert smallest >= 16, (path.name, setting)


def assert_accessible(paths: list[Path], settings: list[Setting]) -> None:
    for (path, setting), verdict in judge(paths, settings).items():
        place = f"{path.name} {setting}"
        assert verdict.violations == [], place
        assert verdict.checked > 20, place
        assert set(verdict.unsure) <= {"color-contrast"}, place
        assert (verdict.requests, verdict.console) == ([], []), place
        assert verdict.beyond == 0, place


def _written(pages: dict[str, bytes], folder: Path) -> list[Path]:
    for name, data in pages.items():
        (folder / f"{name}.html").write_bytes(data)
    return [folder / f"{name}.html" for name in pages]


@pytest.mark.chromium
@pytest.mark.node
def test_the_judge_would_notice(tmp_path: Path) -> None:
    page = made(report()).decode().replace('lang="en-GB"', "").replace("<main", '<img src="x.png"><main')
    path = tmp_path / "spoiled.html"
    path.write_text(page, encoding="utf-8")
    (verdict,) = judge([path], [Setting()]).values()
    assert {each.partition(":")[0] for each in verdict.violations} >= {"html-has-lang", "image-alt"}
    assert verdict.console


@pytest.mark.chromium
@pytest.mark.node
def test_a_folder_shows_its_pictures(tmp_path: Path) -> None:
    manuscript = sample_manuscripts()["ICT Strategy 2009 to 2012"]
    web.write_folder(manuscript, sample_picture, tmp_path)
    shown = "[...document.images].every((image) => image.complete && image.naturalWidth > 100)"
    (verdict,) = judge([tmp_path / "index.html"], [Setting()], shown, "document.images.length").values()
    assert verdict.answers == [True, 6]
    assert verdict.violations == []
    assert {Path(each).parent.name for each in verdict.requests} == {"pictures"}
    assert verdict.console == []


@pytest.mark.chromium
@pytest.mark.node
@pytest.mark.screenshots
def test_pages_to_look_at(tmp_path: Path, screenshots: Path) -> None:
    paths = _written({"strategy": _strategy()}, tmp_path)
    settings = [
        Setting(scheme, width, 900, picture=str(screenshots / f"web-{scheme}-{width}.png"))
        for scheme in ("light", "dark")
        for width in (1280, 375)
    ]
    judge(paths, settings)
    assert all(Path(setting.picture).stat().st_size > 10_000 for setting in settings)
