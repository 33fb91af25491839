"""The comments of a Word file: who said what on which words, who answered whom, and what is resolved."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lxml import etree
from msgspec.structs import replace

from strategy_editor.incoming.values import Comment, Paragraph, Place
from strategy_editor.word.reading.context import Anchors, Context
from strategy_editor.word.reading.names import CEX, CID, MC, W14, W15, W
from strategy_editor.word.reading.properties import in_utc, instant

MAXIMUM_QUOTE = 2_000
_MOST_QUOTED = 300
"""Characters, and paragraphs, that a quote is taken from at most."""


def comments(context: Context, paragraphs: Iterable[Paragraph]) -> tuple[Comment, ...]:
    """Every comment, in the order of the file, the paragraphs of all stories being known."""
    tree = context.package.part("comments")
    if tree is None:
        return ()
    found: dict[str, Comment] = {}
    by_paragraph: dict[str, str] = {}
    for element in tree.iter(W + "comment"):
        comment = _comment(element)
        if comment.id in found:
            comment = replace(comment, id=f"{comment.id}~{len(found)}")
        found[comment.id] = comment
        for paragraph in element.iter(W + "p"):
            by_paragraph[paragraph.get(W14 + "paraId") or ""] = comment.id
    by_paragraph.pop("", None)
    has_threads = _extend(context, found, by_paragraph)
    _date(context, found, by_paragraph)
    words = {number: paragraph for paragraph in paragraphs for number in paragraph.numbers}
    for id, comment in found.items():
        found[id] = _anchored(comment, context.anchors.get(id), words)
    if not has_threads:
        _thread_by_range(found)
    return tuple(_with_place_of_parent(comment, found) for comment in found.values())


def _comment(element: etree._Element) -> Comment:
    return Comment(
        id=element.get(W + "id") or "",
        author=element.get(W + "author") or "",
        initials=element.get(W + "initials") or "",
        at=instant(element),
        text="\n".join(_words(paragraph) for paragraph in element.iter(W + "p")).strip("\n"),
    )


_SIGNS = {W + "br": "\n", W + "cr": "\n", W + "tab": "\t", W + "noBreakHyphen": "\u2011"}


def _words(paragraph: etree._Element) -> str:
    out = []
    for element in paragraph.iter(W + "t", *_SIGNS):
        if not any(above.tag in (W + "tabs", MC + "Fallback") for above in element.iterancestors()):
            out.append(element.text or "" if element.tag == W + "t" else _SIGNS[element.tag])
    return "".join(out)


def _extend(context: Context, found: dict[str, Comment], by_paragraph: Mapping[str, str]) -> bool:
    """Who answers whom and what is resolved; whether the file says anything of answers."""
    tree = context.package.part("commentsExtended")
    answers = False
    for element in () if tree is None else tree.iter(W15 + "commentEx"):
        id = by_paragraph.get(element.get(W15 + "paraId") or "")
        if id is None:
            continue
        parent = by_paragraph.get(element.get(W15 + "paraIdParent") or "", "")
        answers |= bool(parent)
        resolved = element.get(W15 + "done") in ("1", "true", "on")
        found[id] = replace(found[id], parent=parent if parent != id else "", resolved=resolved)
    return answers


def _date(context: Context, found: dict[str, Comment], by_paragraph: Mapping[str, str]) -> None:
    """Times in UTC, where Word has written them beside the local ones."""
    ids, more = context.package.part("commentsIds"), context.package.part("commentsExtensible")
    if ids is None or more is None:
        return
    lasting = {element.get(CID + "durableId"): element.get(CID + "paraId") or "" for element in ids}
    for element in more:
        id = by_paragraph.get(lasting.get(element.get(CEX + "durableId"), ""))
        at = in_utc(element.get(CEX + "dateUtc") or "", certain=True)
        if id is not None and at is not None:
            found[id] = replace(found[id], at=at)


# ---- places


def _anchored(comment: Comment, anchors: Anchors | None, words: Mapping[int, Paragraph]) -> Comment:
    if anchors is None:
        return comment
    start = anchors.start or anchors.call or anchors.end
    end = anchors.end or anchors.call or start
    if start is None or end is None:
        return comment
    if end < start:
        end = start
    return replace(comment, start=start, end=end, quote=quoted(words, start, end))


def quoted(words: Mapping[int, Paragraph], start: Place, end: Place) -> str:
    """What stands between two places, deletions left out; where nothing is left, what was deleted there."""
    kept: list[str] = []
    gone: list[str] = []
    length = 0
    for number in range(start.paragraph, min(end.paragraph, start.paragraph + _MOST_QUOTED) + 1):
        paragraph = words.get(number)
        if paragraph is None:
            continue
        first = start.offset if number == start.paragraph else 0
        last = end.offset if number == end.paragraph else length_of(paragraph)
        pieces = list(_pieces(paragraph, first, last))
        kept.append("".join(text for text, deleted in pieces if not deleted))
        gone.append("".join(text for text, _ in pieces))
        length += len(gone[-1])
        if length > MAXIMUM_QUOTE:
            break
    lines = kept if any(kept) else gone
    return "\n".join(lines).strip("\n")[:MAXIMUM_QUOTE]


def length_of(paragraph: Paragraph) -> int:
    return sum(len(run.text) for run in paragraph.runs)


def _pieces(paragraph: Paragraph, first: int, last: int) -> Iterator[tuple[str, bool]]:
    at = 0
    for run in paragraph.runs:
        text = run.text[max(0, first - at) : max(0, last - at)]
        if text:
            yield text, run.deletion is not None
        at += len(run.text)


# ---- answers that lost their thread


def _thread_by_range(found: dict[str, Comment]) -> None:
    """Where a program has dropped who answers whom: later comments on exactly the same words answer the first."""
    first: dict[tuple[Place, Place], str] = {}
    for id, comment in sorted(found.items(), key=lambda each: (each[1].at is None, each[1].at, len(each[0]), each[0])):
        if comment.start is None or comment.end is None or comment.start == comment.end:
            continue
        opener = first.setdefault((comment.start, comment.end), id)
        if opener != id:
            found[id] = replace(comment, parent=opener, guessed=True)


def _with_place_of_parent(comment: Comment, found: Mapping[str, Comment]) -> Comment:
    parent = found.get(comment.parent)
    if comment.start is not None or parent is None:
        return comment
    return replace(comment, start=parent.start, end=parent.end, quote=parent.quote)
