"""What a copy for review has beside the text: marks to find each block again, comments, tracked changes, who it is for.

Each text host stands in a hidden bookmark inside its paragraph: of all markers only that one survives the programs that
reviewers use. The copy says who it is in three places (its custom properties, its identifier, its footer), since each
of them is lost somewhere.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from lxml import etree
from msgspec import Struct

from strategy_editor.foundation.clock import london
from strategy_editor.foundation.ids import derived_id, is_id
from strategy_editor.manuscript.items import Alteration, Item, Manuscript, Span
from strategy_editor.word.package import Package
from strategy_editor.word.xml import DECLARATION, W, attribute, escaped, run

BOOKMARK = "_blk_"
"""Names of the bookmarks: this, then the id of the text host."""

SINCE_AUTHOR = "Since your last copy"
"""The author of changes that the program itself marks in a copy for a reader who had an earlier one."""

COPY_PROPERTY = "StrategyCopy"

_OFFICE = "http://schemas.microsoft.com/office"
_WORD_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
W14 = f"{_OFFICE}/word/2010/wordml"
W15 = f"{_OFFICE}/word/2012/wordml"
W16CID = f"{_OFFICE}/word/2016/wordml/cid"
W16CEX = f"{_OFFICE}/word/2018/wordml/cex"
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_CUSTOM_TYPE = "application/vnd.openxmlformats-officedocument.custom-properties+xml"
_CUSTOM_RELATIONSHIP = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/custom-properties"
_CUSTOM = "http://schemas.openxmlformats.org/officeDocument/2006/custom-properties"
_TYPES = "http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes"
_FORMAT_OF_CUSTOM = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"


class RemarkMessage(Struct, frozen=True):
    """A comment or a reply, by the author's name."""

    author: str
    at: datetime
    text: str


class Remark(Struct, frozen=True):
    """A comment with its replies.

    ``id`` is that of the thread; ``host`` is the text host that stands for it where no words carry the mark.
    """

    id: str
    host: str
    messages: tuple[RemarkMessage, ...]
    resolved: bool = False


class ReviewCopy(Struct, frozen=True):
    """One copy: ``copy`` is its id, ``reference`` what the footer says; ``forced``: tracking cannot be switched off.

    ``author`` is who the changes in it are said to be by. Without ``copy`` it is a comparison, which nobody returns.
    """

    copy: str
    reference: str
    at: datetime
    remarks: tuple[Remark, ...] = ()
    forced: bool = True
    author: str = SINCE_AUTHOR


class ReviewMarks:
    """Hands out what the body of one copy is marked with; remembers which comments are open."""

    def __init__(self, copy: ReviewCopy, manuscript: Manuscript, styles: Mapping[str, str]) -> None:
        self.copy = copy
        self._styles = styles
        self._date = stamp(copy.at)
        self._changes = 0
        self._numbers: dict[str, tuple[int, ...]] = {}
        count = 0
        for remark in copy.remarks:
            self._numbers[remark.id] = tuple(range(count, count + len(remark.messages)))
            count += len(remark.messages)
        self._left = Counter(id for span in spans_in(manuscript.items) for id in span.comments if id in self._numbers)
        self._open: set[str] = set()
        self._marked: set[str] = set()
        self._hosted: dict[str, list[str]] = {}
        for remark in copy.remarks:
            if not self._left[remark.id]:
                self._hosted.setdefault(remark.host, []).append(remark.id)
        self._first = [remark.id for remark in copy.remarks if not self._left[remark.id] and not remark.host]

    # ---- blocks

    def bookmark(self, host: str) -> str:
        """The bookmark of a text host, once; empty for what is drawn from elsewhere and cannot be changed here."""
        if not self.copy.copy or not is_id(host) or host in self._marked:
            return ""
        self._marked.add(host)
        return f"{BOOKMARK}{host}"

    def hosted(self, host: str, inside: str) -> str:
        """``inside`` within the comments on the host as a whole."""
        for id in (*self._take_first(), *self._hosted.pop(host, ())):
            inside = self._start(id) + inside + self._end(id)
        return inside

    def _take_first(self) -> list[str]:
        """Comments on the whole document stand at its first words."""
        first, self._first = self._first, []
        self._hosted.pop("", None)
        return first

    # ---- words

    def commented(self, span: Span, inside: str) -> str:
        """``inside``, the runs of ``span``, within the comments that begin or end there."""
        before = after = ""
        for id in span.comments:
            if id not in self._numbers:
                continue
            if id not in self._open:
                self._open.add(id)
                before += self._start(id)
            self._left[id] -= 1
            if not self._left[id]:
                after += self._end(id)
        return before + inside + after

    def _start(self, id: str) -> str:
        return "".join(f'<w:commentRangeStart w:id="{number}"/>' for number in self._numbers[id])

    def _end(self, id: str) -> str:
        style = _style(self._styles)
        return "".join(
            f'<w:commentRangeEnd w:id="{number}"/><w:r>{style}<w:commentReference w:id="{number}"/></w:r>'
            for number in self._numbers[id]
        )

    # ---- changes since an earlier copy

    def changed(self, change: Alteration, inside: str) -> str:
        """Runs that came or went."""
        if not change or not inside:
            return inside
        tag = "ins" if change == "inserted" else "del"
        if tag == "del":
            inside = re.sub(r"<(/?)w:t(?=[ >])", r"<\1w:delText", inside)
        return f"<w:{tag} {self._who()}>{inside}</w:{tag}>"

    def ending(self, change: Alteration) -> str:
        """The properties of a paragraph's mark that came or went."""
        if not change:
            return ""
        return f"<w:rPr><w:{'ins' if change == 'inserted' else 'del'} {self._who()}/></w:rPr>"

    def row(self, change: Alteration) -> str:
        """The property of a row of a table that came or went."""
        return f"<w:{'ins' if change == 'inserted' else 'del'} {self._who()}/>" if change else ""

    def _who(self) -> str:
        self._changes += 1
        return f'w:id="{900_000 + self._changes}" w:author="{attribute(self.copy.author)}" w:date="{self._date}"'

    # ---- parts

    def put_parts(self, package: Package) -> None:
        """The comments with their threads and people, and the properties that say which copy this is."""
        if self.copy.copy:
            _put_identity(package, self.copy.copy)
        if not self.copy.remarks:
            return
        messages = [
            (number, remark, message)
            for remark in self.copy.remarks
            for number, message in zip(self._numbers[remark.id], remark.messages, strict=True)
        ]
        _put_comments(package, messages, self._styles)


def _style(styles: Mapping[str, str]) -> str:
    return f'<w:rPr><w:rStyle w:val="{styles["comment-reference"]}"/></w:rPr>'


def stamp(at: datetime) -> str:
    """A moment as Word writes it: local time, with a letter that says otherwise."""
    return f"{london(at):%Y-%m-%dT%H:%M:%S}Z"


def spans_in(items: Iterable[Item]) -> Iterator[Span]:
    """Every span of the text, in the order in which it is written; bodies of footnotes left out."""
    waiting: list[object] = [items]
    while waiting:
        each = waiting.pop()
        if isinstance(each, Span):
            yield each
        elif isinstance(each, tuple | list):
            waiting.extend(reversed(each))
        elif isinstance(each, Struct) and "number" not in each.__struct_fields__:
            waiting.extend(getattr(each, name) for name in reversed(each.__struct_fields__))
        elif isinstance(each, Struct) and hasattr(each, "label"):
            waiting.append(getattr(each, "inlines"))  # noqa: B009  (a caption)


def _put_identity(package: Package, copy: str) -> None:
    inside = (
        f'<property fmtid="{_FORMAT_OF_CUSTOM}" pid="2" name="{COPY_PROPERTY}">'
        f"<vt:lpwstr>{escaped(copy)}</vt:lpwstr></property>"
    )
    body = f'{DECLARATION}<Properties xmlns="{_CUSTOM}" xmlns:vt="{_TYPES}">{inside}</Properties>'.encode()
    package.add_to_root(_CUSTOM_RELATIONSHIP, "/docProps/custom.xml", _CUSTOM_TYPE, body)


def _put_comments(
    package: Package, messages: list[tuple[int, Remark, RemarkMessage]], styles: Mapping[str, str]
) -> None:
    comments = "".join(
        _comment(number, message, _paragraph_id(remark.id, place), styles)
        for number, remark, message, place in _placed(messages)
    )
    root = (
        f'{DECLARATION}<w:comments xmlns:w="{W}" xmlns:w14="{W14}" xmlns:mc="{_COMPATIBILITY}" mc:Ignorable="w14">'
        f"{comments}</w:comments>"
    )
    package.add("comments", "/word/comments.xml", f"{_WORD_TYPE}.comments+xml", root.encode())
    extended = ids = extensible = ""
    for _, remark, message, place in _placed(messages):
        own, first = _paragraph_id(remark.id, place), _paragraph_id(remark.id, 0)
        durable = _durable_id(remark.id, place)
        parent = f' w15:paraIdParent="{first}"' if place else ""
        extended += f'<w15:commentEx w15:paraId="{own}"{parent} w15:done="{int(remark.resolved)}"/>'
        ids += f'<w16cid:commentId w16cid:paraId="{own}" w16cid:durableId="{durable}"/>'
        moment = f"{message.at:%Y-%m-%dT%H:%M:%SZ}"
        extensible += f'<w16cex:commentExtensible w16cex:durableId="{durable}" w16cex:dateUtc="{moment}"/>'
    people = "".join(
        f'<w15:person w15:author="{name}"><w15:presenceInfo w15:providerId="None" w15:userId="{name}"/></w15:person>'
        for name in dict.fromkeys(attribute(message.author) for _, _, message in messages)
    )
    for name, kind, prefix, space, inside in (
        ("commentsExtended", f"{_OFFICE}/2011/relationships/commentsExtended", "w15", W15, extended),
        ("commentsIds", f"{_OFFICE}/2016/09/relationships/commentsIds", "w16cid", W16CID, ids),
        ("commentsExtensible", f"{_OFFICE}/2018/08/relationships/commentsExtensible", "w16cex", W16CEX, extensible),
        ("people", f"{_OFFICE}/2011/relationships/people", "w15", W15, people),
    ):
        tag = {"commentsExtended": "commentsEx"}.get(name, name)
        body = (
            f'{DECLARATION}<{prefix}:{tag} xmlns:{prefix}="{space}" xmlns:mc="{_COMPATIBILITY}"'
            f' mc:Ignorable="{prefix}">{inside}</{prefix}:{tag}>'
        )
        package.add(kind, f"/word/{name}.xml", f"{_WORD_TYPE}.{name}+xml", body.encode())


def _placed(
    messages: list[tuple[int, Remark, RemarkMessage]],
) -> Iterator[tuple[int, Remark, RemarkMessage, int]]:
    """Each message with its place in its thread."""
    for number, remark, message in messages:
        yield number, remark, message, remark.messages.index(message)


def _comment(number: int, message: RemarkMessage, paragraph: str, styles: Mapping[str, str]) -> str:
    paragraphs = message.text.split("\n\n")
    inside = ""
    for place, text in enumerate(paragraphs):
        id = f' w14:paraId="{paragraph}" w14:textId="77777777"' if place == len(paragraphs) - 1 else ""
        mark = f"<w:r>{_style(styles)}<w:annotationRef/></w:r>" if not place else ""
        inside += f'<w:p{id}><w:pPr><w:pStyle w:val="{styles["comment-text"]}"/></w:pPr>{mark}{run(text)}</w:p>'
    initials = "".join(word[0] for word in message.author.split())[:3].upper()
    return (
        f'<w:comment w:id="{number}" w:author="{attribute(message.author)}" w:date="{stamp(message.at)}"'
        f' w:initials="{attribute(initials)}">{inside}</w:comment>'
    )


def _hexadecimal(*parts: str) -> str:
    """Eight digits, never nothing and never beyond what Word allows."""
    return f"{int(derived_id(*parts), 36) % 0x7FFFFFFE + 1:08X}"


def _paragraph_id(thread: str, place: int) -> str:
    return _hexadecimal("paragraph", thread, str(place))


def _durable_id(thread: str, place: int) -> str:
    return _hexadecimal("durable", thread, str(place))


def tracked_settings(settings: etree._Element, forced: bool) -> None:
    """Turns tracking on; ``forced``: the reader's program does not let it be switched off."""
    added = [etree.Element(f"{{{W}}}trackRevisions")]
    if forced:
        protection = etree.Element(f"{{{W}}}documentProtection")
        protection.set(f"{{{W}}}edit", "trackedChanges")
        protection.set(f"{{{W}}}enforcement", "1")
        added.append(protection)
    place = _place_of_tracking(settings)
    for offset, element in enumerate(added):
        settings.insert(place + offset, element)


_BEFORE_TRACKING = (
    "writeProtection",
    "view",
    "zoom",
    "removePersonalInformation",
    "removeDateAndTime",
    "doNotDisplayPageBoundaries",
    "displayBackgroundShape",
    "printPostScriptOverText",
    "printFractionalCharacterWidth",
    "printFormsData",
    "embedTrueTypeFonts",
    "embedSystemFonts",
    "saveSubsetFonts",
    "saveFormsData",
    "mirrorMargins",
    "alignBordersAndEdges",
    "bordersDoNotSurroundHeader",
    "bordersDoNotSurroundFooter",
    "gutterAtTop",
    "hideSpellingErrors",
    "hideGrammaticalErrors",
    "activeWritingStyle",
    "proofState",
    "formsDesign",
    "attachedTemplate",
    "linkStyles",
    "stylePaneFormatFilter",
    "stylePaneSortMethod",
    "documentType",
    "mailMerge",
    "revisionView",
)
"""What the schema puts before the setting of tracking."""


def _place_of_tracking(settings: etree._Element) -> int:
    last = -1
    for index, element in enumerate(settings):
        if etree.QName(element).localname in _BEFORE_TRACKING:
            last = index
    return last + 1
