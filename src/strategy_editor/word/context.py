"""What the writing of one document has at hand: the package, its styles and numbers, ids that are handed out."""

from __future__ import annotations

from strategy_editor.manuscript.anchors import referenced_anchors
from strategy_editor.manuscript.caption_lists import caption_lists
from strategy_editor.manuscript.items import Manuscript, PictureSource
from strategy_editor.templates.wording import fill
from strategy_editor.word.numbering import Numbering
from strategy_editor.word.package import Package
from strategy_editor.word.page import PageShape
from strategy_editor.word.review_copy import ReviewCopy, ReviewMarks
from strategy_editor.word.styles import Styles


class Context:
    """Shared by all that writes into one document. ``numbered_contents``: the contents list has page numbers."""

    def __init__(
        self,
        manuscript: Manuscript,
        package: Package,
        styles: Styles,
        numbering: Numbering,
        page: PageShape,
        pictures: PictureSource,
        numbered_contents: bool,
        review: ReviewCopy | None = None,
    ) -> None:
        self.manuscript = manuscript
        self.package = package
        self.styles = styles
        self.numbering = numbering
        self.page = page
        self.pictures = pictures
        self.numbered_contents = numbered_contents
        self.review = ReviewMarks(review, manuscript, styles.ids) if review is not None else None
        self.footnotes: list[str] = []
        self.counted_footnotes = 0
        self.referenced = referenced_anchors(manuscript)
        self.caption_lists = caption_lists(manuscript)
        self.listed = frozenset(line.anchor for listed in self.caption_lists for line in listed.lines)
        self.missing_pictures: list[str] = []
        self._bookmarks: dict[str, str] = {}
        self._bookmark_ids = 0
        self._drawings = 0
        self._links: dict[str, str] = {}

    def style(self, role: str) -> str:
        """The id of the style for this role."""
        return self.styles.ids[role]

    def words(self, key: str, **places: str) -> str:
        """A standing text, filled in."""
        return fill(self.manuscript.wording[key], **places)

    def link(self, address: str) -> str:
        """The relationship id of an address, the same for the same address."""
        if address not in self._links:
            self._links[address] = self.package.link(address)
        return self._links[address]

    def drawing_id(self) -> int:
        """A number for a picture or chart that no other has."""
        self._drawings += 1
        return self._drawings

    # ---- bookmarks

    def bookmark_name(self, anchor: str) -> str:
        """The hidden bookmark of an anchor: names hold letters, digits and underscores, 40 at most."""
        if anchor not in self._bookmarks:
            self._bookmarks[anchor] = f"_Ref{100_000_000 + len(self._bookmarks)}"
        return self._bookmarks[anchor]

    @property
    def bookmarks(self) -> dict[str, str]:
        """The bookmark of each anchor that has one."""
        return dict(self._bookmarks)

    def bookmarked(self, anchor: str, inside: str) -> str:
        """``inside`` within the bookmark of ``anchor``."""
        return self._named(self.bookmark_name(anchor), inside)

    def hosted(self, host: str, inside: str) -> str:
        """``inside``, the words of a text host; in a copy for review within the marks that find it again."""
        if self.review is None:
            return inside
        name = self.review.bookmark(host)
        inside = self.review.hosted(host, inside)
        return self._named(name, inside) if name else inside

    def _named(self, name: str, inside: str) -> str:
        self._bookmark_ids += 1
        id = self._bookmark_ids
        return f'<w:bookmarkStart w:id="{id}" w:name="{name}"/>{inside}<w:bookmarkEnd w:id="{id}"/>'
