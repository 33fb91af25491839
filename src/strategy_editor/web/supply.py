"""Where pages get their pictures: within the page itself, or in a folder beside it."""

from __future__ import annotations

import base64
import re
import unicodedata

from lxml import etree

from strategy_editor.manuscript.items import ChartItem, Manuscript, PictureSource, TimelineItem
from strategy_editor.manuscript.pictures import Prepared, prepare
from strategy_editor.web.charts import draw_chart
from strategy_editor.web.context import Shown
from strategy_editor.web.drawing import short
from strategy_editor.web.markup import element
from strategy_editor.web.style import drawing_style
from strategy_editor.web.timelines import timeline_drawing

MOST_WIDTH = 1400
"""Pixels: twice as wide as the text of a page, for sharp screens."""

_SVG = "http://www.w3.org/2000/svg"


class Within:
    """Pictures as part of the page, charts drawn in it: nothing is fetched."""

    policy = "data:"

    def __init__(self, pictures: PictureSource) -> None:
        self._pictures = pictures
        self._shown: dict[str, Shown] = {}

    @property
    def count(self) -> int:
        """How many pictures have been given."""
        return len(self._shown)

    def picture(self, digest: str, anchor: str, name: str) -> Shown:
        if digest not in self._shown:
            made = prepare(self._pictures(digest), MOST_WIDTH, anchor)
            source = f"data:{made.media_type};base64,{base64.b64encode(made.data).decode()}"
            self._shown[digest] = Shown(source, *shown_size(made))
        return self._shown[digest]

    def chart(self, item: ChartItem) -> Shown | None:
        return None

    def timeline(self, item: TimelineItem) -> Shown | None:
        return None


class Folder:
    """A folder of pictures, named by what they are (``figure-3.png``); ``files`` holds their bytes by name."""

    def __init__(self, manuscript: Manuscript, pictures: PictureSource) -> None:
        self.files: dict[str, bytes] = {}
        self._manuscript = manuscript
        self._pictures = pictures
        self._shown: dict[str, Shown] = {}

    def picture(self, digest: str, anchor: str, name: str) -> Shown:
        """The picture; its source is its name in the folder."""
        if digest not in self._shown:
            made = prepare(self._pictures(digest), MOST_WIDTH, anchor)
            self._shown[digest] = Shown(self._put(name or "picture", made.ending, made.data), *shown_size(made))
        return self._shown[digest]

    def chart(self, item: ChartItem) -> Shown:
        """A chart as a picture of its own; its source is its name in the folder."""
        key = f"chart {item.anchor}"
        if key not in self._shown:
            drawing = draw_chart(item, "chart", narrow=False)
            made = drawing.finished(xmlns=_SVG, width=short(drawing.width), height=short(drawing.height))
            made.insert(0, element("style", drawing_style(self._manuscript.page)))
            name = item.caption.label if item.caption is not None else "chart"
            data = etree.tostring(made, encoding="utf-8", xml_declaration=True)
            self._shown[key] = Shown(self._put(name, "svg", data), round(drawing.width), round(drawing.height))
        return self._shown[key]

    def timeline(self, item: TimelineItem) -> Shown:
        """The picture of milestones as a picture of its own; its source is its name in the folder."""
        key = f"timeline {item.anchor}"
        if key not in self._shown:
            made, width, height = timeline_drawing(item, narrow=False, xmlns=_SVG, class_="chart timeline")
            made.set("width", short(width))
            made.set("height", short(height))
            made.insert(0, element("style", drawing_style(self._manuscript.page)))
            data = etree.tostring(made, encoding="utf-8", xml_declaration=True)
            self._shown[key] = Shown(self._put("timeline", "svg", data), round(width), round(height))
        return self._shown[key]

    def _put(self, wanted: str, ending: str, data: bytes) -> str:
        stem = slug(wanted) or "picture"
        name, count = f"{stem}.{ending}", 1
        while name in self.files:
            count += 1
            name = f"{stem}-{count}.{ending}"
        self.files[name] = data
        return name


class Beside:
    """Pictures in a folder at ``path`` from the page; with ``charts``, charts are pictures there too."""

    policy = "'self'"

    def __init__(self, folder: Folder, path: str, *, charts: bool = False) -> None:
        self._folder = folder
        self._path = path
        self._charts = charts

    @property
    def count(self) -> int:
        """How many pictures the folder has."""
        return len(self._folder.files)

    def picture(self, digest: str, anchor: str, name: str) -> Shown:
        return self._at(self._folder.picture(digest, anchor, name))

    def chart(self, item: ChartItem) -> Shown | None:
        return self._at(self._folder.chart(item)) if self._charts else None

    def timeline(self, item: TimelineItem) -> Shown | None:
        return self._at(self._folder.timeline(item)) if self._charts else None

    def _at(self, shown: Shown) -> Shown:
        return shown._replace(source=f"{self._path}/{shown.source}")


def slug(words: str) -> str:
    """The words as part of a file's name or a web address: plain small letters, digits and hyphens, at most 60."""
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:60].rstrip("-")


def shown_size(made: Prepared) -> tuple[int, int]:
    """Width and height in pixels of the page: as large as the picture wants to be, at most as wide as the text."""
    width = max(1, min(round(made.inches * 96), MOST_WIDTH // 2))
    return width, max(1, round(width * made.height / made.width))
