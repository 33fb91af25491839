"""Reads remarks out of the words of an e-mail or note, and out of the rows of a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, datetime, time

from msgspec import Struct
from msgspec.structs import replace

from strategy_editor.foundation.clock import LONDON
from strategy_editor.foundation.errors import WrongUse
from strategy_editor.model.dates import parse_when
from strategy_editor.model.reviews import Channel
from strategy_editor.model.text import clean, clean_line
from strategy_editor.review.taking_in import Remark
from strategy_editor.review.wording import CATEGORIES, CHANNELS

MOST = 2000
"""Remarks that are read out of one thing."""

_NUMBER = r"[A-Z]?\d{1,3}(?:\.\d{1,3}){0,4}"
_OPENING = re.compile(
    rf"^\s*(?:[-*•]\s*)?(?:(?:paragraphs?|paras?|sections?|§|point)\s*(?P<named>{_NUMBER})\b\.?|"
    rf"(?P<bare>[A-Z]?\d{{1,3}}(?:\.\d{{1,3}}){{1,4}})(?=[\s:.)–-]))\s*[:.)–-]?\s*",
    re.IGNORECASE,
)
_QUOTED = r"[“\"](?P<{0}>[^”\"]{{1,600}})[”\"]"
"""Words in double quotation marks; single ones are apostrophes more often than not."""
_REPLACE = re.compile(
    rf"\b(?:replace|change|amend)\s+{_QUOTED.format('old')}\s+(?:with|to|by|for)\s+{_QUOTED.format('new')}",
    re.IGNORECASE,
)
_READ = re.compile(
    rf"{_QUOTED.format('old')}\s+(?:should|must|could|needs to)\s+(?:read|be|say)\s*:?\s*{_QUOTED.format('new')}",
    re.IGNORECASE,
)
_WHOLE = re.compile(rf"\b(?:should|must|could)\s+read\s*:?\s*{_QUOTED.format('new')}", re.IGNORECASE)
_DELETE = re.compile(rf"\b(?:delete|remove|take out|omit)\s+(?:the words?\s+)?{_QUOTED.format('old')}", re.IGNORECASE)
_GREETING = re.compile(
    r"^(?:dear|hi|hello|good (?:morning|afternoon)|thanks|thank you|many thanks|kind regards|regards|"
    r"best wishes|yours)\b",
    re.IGNORECASE,
)


class Mail(Struct, frozen=True):
    """What a pasted e-mail says of itself, and its words."""

    person: str
    at: datetime | None
    text: str


_HEADER = re.compile(r"^(from|sent|date|to|cc|bcc|subject|importance|attachments)\s*:\s*(.*)$", re.IGNORECASE)


def read_pasted(text: str) -> Mail:
    """An e-mail as it is copied from Outlook or another program: lines such as “From:”, then the words.

    Words without such lines are taken as they are. What was quoted below an answer is left out.
    """
    lines = "\n".join(clean(text)).split("\n")
    headers: dict[str, str] = {}
    place = 0
    while place < len(lines) and not lines[place].strip():
        place += 1
    while place < len(lines) and (match := _HEADER.match(lines[place].strip())):
        headers.setdefault(match[1].lower(), match[2].strip())
        place += 1
    body = lines[place:] if headers else lines
    person = re.sub(r"\s*[<\[(].*$", "", headers.get("from", "")).strip().strip("\"'")
    return Mail(person, _when(headers.get("sent") or headers.get("date", "")), "\n".join(_own_words(body)).strip())


def _own_words(lines: Sequence[str]) -> Iterator[str]:
    """Up to what an answer quotes below itself; lines that begin with “>” are somebody else's."""
    for number, line in enumerate(lines):
        stripped = line.strip()
        quotes_below = re.match(r"^-{2,}\s*(original message|forwarded)", stripped, re.IGNORECASE) or (
            _HEADER.match(stripped)
            and stripped.lower().startswith("from")
            and any(_HEADER.match(each.strip()) for each in lines[number + 1 : number + 3])
        )
        if quotes_below or re.match(r"^on .{5,80} wrote:$", stripped, re.IGNORECASE):
            return
        if not stripped.startswith(">"):
            yield line


def _when(text: str) -> datetime | None:
    match = re.search(
        r"(\d{1,2}(?:st|nd|rd|th)?\s+[A-Za-z]{3,9}\.?,?\s+\d{4}|\d{4}-\d{1,2}-\d{1,2}|\d{1,2}/\d{1,2}/\d{4})", text
    )
    if match is None:
        return None
    try:
        day = parse_when(match[1])
    except WrongUse:
        return None
    clock = re.search(r"\b(\d{1,2}):(\d{2})\b", text[match.end() :])
    at = time(min(23, int(clock[1])), min(59, int(clock[2]))) if clock else time(12)
    return datetime.combine(day.first, at, LONDON).astimezone(UTC)


def split_remarks(text: str, person: str, at: datetime, channel: Channel = "email") -> tuple[Remark, ...]:
    """The remarks in the words of a message: one for each paragraph number at the start of a line, one for the rest.

    “Replace “x” with “y””, ““x” should read “y”” and “delete “x”” are taken as replacement wording.
    """
    found: list[tuple[str, list[str]]] = [("", [])]
    for line in "\n".join(clean(text)).split("\n"):
        match = _OPENING.match(line)
        if match is not None:
            found.append(((match["named"] or match["bare"]).upper(), [line[match.end() :]]))
        elif not line.strip() and found[-1][0]:
            found.append(("", []))
        else:
            found[-1][1].append(line)
    out: list[Remark] = []
    for paragraph, lines in found[:MOST]:
        words = "\n".join(lines).strip()
        if words and (paragraph or _says_something(words)):
            out.append(with_wording(Remark(person, at, channel, words, paragraph)))
    whole = "\n".join(clean(text)).strip()
    if not out and whole:
        out.append(with_wording(Remark(person, at, channel, whole)))
    return tuple(out)


def _says_something(words: str) -> bool:
    """Whether words without a number are more than a greeting or a name below."""
    lines = [line for line in words.split("\n") if line.strip() and not _GREETING.match(line.strip())]
    return len(" ".join(lines).split()) > 3


def with_wording(remark: Remark) -> Remark:
    """The remark with the replacement wording that its words ask for."""
    for pattern in (_REPLACE, _READ):
        match = pattern.search(remark.text)
        if match is not None:
            return replace(remark, instead_of=match["old"].strip(), wording=match["new"].strip())
    match = _DELETE.search(remark.text)
    if match is not None:
        return replace(remark, instead_of=match["old"].strip(), deletes=True)
    match = _WHOLE.search(remark.text)
    if match is not None and remark.paragraph:
        return replace(remark, wording=match["new"].strip())
    return remark


# ---- spreadsheets

_COLUMNS: Mapping[str, tuple[str, ...]] = {
    "person": ("person", "name", "reviewer", "who", "from", "respondent", "consultee"),
    "at": ("date", "received", "when", "on"),
    "channel": ("how received", "channel", "how", "form"),
    "paragraph": ("paragraph", "para", "para no", "paragraph number", "section", "number", "ref", "reference"),
    "quote": ("original words", "about these words", "original text", "quote", "text commented on"),
    "text": ("comment", "remark", "what was said", "comments", "response", "remarks", "feedback"),
    "wording": ("replacement", "proposed wording", "suggested wording", "proposed text", "suggested text"),
    "category": ("category", "kind", "type"),
}


def read_rows(rows: Sequence[Sequence[str]], person: str, at: datetime) -> tuple[Remark, ...]:
    """The remarks of a table whose first row names the columns; ``person`` and ``at`` where a row names none.

    Raises WrongUse where no column holds what was said.
    """
    if not rows:
        raise WrongUse("There is nothing in this table.")
    names = [" ".join(each.casefold().replace(".", " ").split()) for each in rows[0]]
    places = {
        field: next((place for place, name in enumerate(names) if name in known), -1)
        for field, known in _COLUMNS.items()
    }
    if places["text"] < 0 and places["wording"] < 0:
        raise WrongUse("No column of this table says what was said.", advice="Call it “Comment” in the first row.")
    out = []
    for row in rows[1 : MOST + 1]:
        cells = {field: row[place].strip() if 0 <= place < len(row) else "" for field, place in places.items()}
        if cells["text"] or cells["wording"]:
            out.append(_of_cells(cells, person, at))
    return tuple(out)


def _of_cells(cells: Mapping[str, str], person: str, at: datetime) -> Remark:
    channels = {words.casefold(): key for key, words in CHANNELS.items()}
    categories = {words.casefold(): key for key, words in CATEGORIES.items()}
    made = Remark(
        clean_line(cells["person"]) or person,
        _when(cells["at"]) or at,
        channels.get(cells["channel"].casefold(), "spreadsheet"),
        cells["text"],
        clean_line(cells["paragraph"]),
        cells["quote"],
        wording=cells["wording"],
        category=categories.get(cells["category"].casefold(), ""),
    )
    return made if made.wording else with_wording(made)
