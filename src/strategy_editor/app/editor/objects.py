"""Paints what stands in the text as one character: calls of footnotes, references, details, and whole units."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable

from PySide6.QtCore import QByteArray, QObject, QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QFontMetricsF,
    QImage,
    QPainter,
    QPen,
    QPixmap,
    QPyTextObject,
    QTextDocument,
    QTextFormat,
)
from PySide6.QtSvg import QSvgRenderer

from strategy_editor.app.editor.host import EditorHost, Labels
from strategy_editor.app.editor.looks import MARKS, OBJECT_ID, Looks
from strategy_editor.model.blocks import Block, Box, Chart, Figure, Live, PageBreak, Table
from strategy_editor.model.text import PLAIN, CrossReference, FactField, Footnote, InlineObject, Marks

MISSING = "This picture is missing"
_ROWS_SHOWN = 12
CHART_NAMES = {"bar": "Bar chart", "stacked": "Stacked bar chart", "line": "Line chart", "pie": "Pie chart"}


class Pictures:
    """Decoded pictures, the ones used last; a picture that cannot be read is a null image."""

    def __init__(self, load: Callable[[str], bytes], size: int = 60) -> None:
        self._load = load
        self._size = size
        self._known: OrderedDict[str, QImage] = OrderedDict()
        self._scaled: OrderedDict[tuple[str, int, int], QPixmap] = OrderedDict()

    def image(self, digest: str) -> QImage:
        """The whole picture."""
        if digest not in self._known:
            self._known[digest] = decoded(self._load(digest))
            if len(self._known) > self._size:
                self._known.popitem(last=False)
        return self._known[digest]

    def scaled(self, digest: str, size: QSizeF) -> QPixmap:
        """The picture in a given size, kept for painting again."""
        key = (digest, round(size.width()), round(size.height()))
        if key not in self._scaled:
            image = self.image(digest).scaled(
                key[1], key[2], Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            self._scaled[key] = QPixmap.fromImage(image)
            if len(self._scaled) > self._size:
                self._scaled.popitem(last=False)
        return self._scaled[key]


def decoded(data: bytes) -> QImage:
    """The picture in some bytes; SVG is drawn at its own size. A null image for what is none."""
    if not data:
        return QImage()
    if b"<svg" in data[:2000]:
        renderer = QSvgRenderer(QByteArray(data))
        size = renderer.defaultSize()
        if not renderer.isValid() or size.isEmpty():
            return QImage()
        image = QImage(size.scaled(1600, 1600, Qt.AspectRatioMode.KeepAspectRatio), QImage.Format.Format_ARGB32)
        image.fill(Qt.GlobalColor.transparent)
        painter = QPainter(image)
        renderer.render(painter)
        painter.end()
        image.setDevicePixelRatio(1)
        return image
    return QImage.fromData(data)


class Charts:
    """Charts as pixels, the ones drawn last."""

    def __init__(self, size: int = 30) -> None:
        self._size = size
        self._known: OrderedDict[tuple[bytes, int, int], QPixmap] = OrderedDict()

    def scaled(self, svg: bytes, size: QSizeF) -> QPixmap:
        """A chart in a given size."""
        key = (svg, round(size.width()), round(size.height()))
        if key not in self._known:
            picture = QPixmap(key[1], key[2])
            picture.fill(Qt.GlobalColor.white)
            painter = QPainter(picture)
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            QSvgRenderer(QByteArray(svg)).render(painter)
            painter.end()
            self._known[key] = picture
            if len(self._known) > self._size:
                self._known.popitem(last=False)
        return self._known[key]


class Drawer(QPyTextObject):
    """Qt's handler for objects in text. ``objects`` and ``units`` say what an id stands for."""

    def __init__(self, looks: Looks, parent: QObject) -> None:
        super().__init__(parent)
        self.looks = looks
        self.host: EditorHost | None = None
        self.labels = Labels({}, {}, {})
        self.objects: dict[str, InlineObject] = {}
        self.units: dict[str, Block] = {}
        self.width = 600.0
        self.pictures = Pictures(self._picture)
        self.charts = Charts()

    def _picture(self, digest: str) -> bytes:
        return self.host.picture(digest) if self.host is not None else b""

    def known(self, id: object) -> InlineObject | Block | None:
        """The object or unit with an id."""
        return self.objects.get(str(id)) or self.units.get(str(id))

    # ---- Qt's two questions

    def intrinsicSize(self, document: QTextDocument, position: int, format: QTextFormat) -> QSizeF:
        id = str(format.property(OBJECT_ID))
        unit = self.units.get(id)
        if unit is not None:
            return self._unit_size(unit)
        font = self._font(format, id)
        metrics = QFontMetricsF(font)
        text = metrics.elidedText(self.words(id), Qt.TextElideMode.ElideRight, self.width)
        return QSizeF(metrics.horizontalAdvance(text) + 2, metrics.ascent())

    def drawObject(  # type: ignore[override]
        self, painter: QPainter, rect: QRectF, document: QTextDocument, position: int, format: QTextFormat
    ) -> None:
        id = str(format.property(OBJECT_ID))
        marks = self.looks.marks.value(format.property(MARKS)) or PLAIN
        painter.save()
        unit = self.units.get(id)
        if unit is not None:
            self._draw_unit(painter, rect, unit)
        else:
            self._draw_words(painter, rect, id, format, marks)
        painter.restore()

    # ---- words

    def words(self, id: str) -> str:
        """What an inline object says."""
        found = self.objects.get(id)
        if found is None or self.host is None:
            return "?"
        match found:
            case Footnote():
                number = self.labels.footnotes.get(found.id)
                return str(number) if number else "*"
            case CrossReference():
                return self.host.reference(found)
            case FactField():
                fact = self.host.fact(found)
                return fact.text if fact.known else f"[{fact.label}]"

    def _font(self, format: QTextFormat, id: str) -> QFont:
        font = self.looks.font_of(format.toCharFormat())
        if isinstance(self.objects.get(id), Footnote):
            font.setPointSizeF(max(5.0, font.pointSizeF() * 0.72))
        return font

    def _draw_words(self, painter: QPainter, rect: QRectF, id: str, format: QTextFormat, marks: Marks) -> None:
        found, theme = self.objects.get(id), self.looks.theme
        font = self._font(format, id)
        metrics = QFontMetricsF(font)
        painter.setFont(font)
        colour = theme.deletion if marks.deletion else theme.insertion if marks.insertion else theme.accent
        baseline = rect.bottom()
        if isinstance(found, Footnote):
            baseline -= 0.35 * metrics.ascent()
        elif isinstance(found, FactField):
            known = self.host is not None and self.host.fact(found).known
            ground = QColor(theme.field if known else theme.highlight)
            painter.fillRect(rect.adjusted(0, 0, 0, metrics.descent()), ground)
            colour = colour if marks.deletion or marks.insertion else theme.text
        painter.setPen(QColor(colour))
        text = metrics.elidedText(self.words(id), Qt.TextElideMode.ElideRight, self.width)
        painter.drawText(QPointF(rect.left() + 1, baseline), text)

    # ---- units

    def _unit_size(self, unit: Block) -> QSizeF:
        em = self.looks.em
        match unit:
            case Figure():
                return self._figure_size(unit)
            case Chart():
                return self._chart_size(unit)
            case Live():
                rows = len(self._live_lines(unit))
                return QSizeF(self.width, (2.2 + 1.15 * rows) * em)
            case _:
                return QSizeF(self.width, 1.6 * em)

    def _figure_size(self, figure: Figure) -> QSizeF:
        image = self.pictures.image(figure.picture)
        if image.isNull():
            return QSizeF(self.width * 0.6, 5 * self.looks.em)
        scale = self.looks.zoom / 100
        width = self.width * min(1.0, figure.width) if figure.width > 0 else min(self.width, image.width() * scale)
        height = width * image.height() / image.width()
        most = 36 * self.looks.em
        return QSizeF(width, height) if height <= most else QSizeF(width * most / height, most)

    def _draw_unit(self, painter: QPainter, rect: QRectF, unit: Block) -> None:
        match unit:
            case Figure():
                self._draw_figure(painter, rect, unit)
            case Chart():
                self._draw_chart(painter, rect, unit)
            case PageBreak():
                self._draw_page_break(painter, rect)
            case Live():
                self._draw_live(painter, rect, unit)
            case Table() | Box():
                pass

    def _draw_figure(self, painter: QPainter, rect: QRectF, figure: Figure) -> None:
        theme = self.looks.theme
        if self.pictures.image(figure.picture).isNull():
            self._card(painter, rect)
            painter.setPen(QColor(theme.bad))
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, MISSING)
            return
        painter.drawPixmap(rect.topLeft(), self.pictures.scaled(figure.picture, rect.size()))
        if not figure.alternative and not figure.decorative:
            self._draw_wish(painter, rect, "Say what this picture shows")

    def _chart_size(self, chart: Chart) -> QSizeF:
        drawn = self.host.chart(chart) if self.host is not None else None
        width = self.width * min(1.0, chart.width) if chart.width > 0 else self.width
        return QSizeF(width, width * drawn.ratio) if drawn is not None else QSizeF(self.width, 4 * self.looks.em)

    def _draw_chart(self, painter: QPainter, rect: QRectF, chart: Chart) -> None:
        """On white, as on the page: its colours are those of the printed chart in either theme."""
        theme = self.looks.theme
        drawn = self.host.chart(chart) if self.host is not None else None
        if drawn is None:
            self._card(painter, rect)
            painter.setFont(self._small())
            painter.setPen(QColor(theme.text))
            words = f"{CHART_NAMES[chart.kind]}: choose a table that holds figures"
            painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)
            return
        painter.fillRect(rect, QColor("white"))
        painter.drawPixmap(rect.topLeft(), self.charts.scaled(drawn.svg, rect.size()))
        if not chart.alternative:
            self._draw_wish(painter, rect, "Say what this chart shows")

    def _draw_wish(self, painter: QPainter, rect: QRectF, words: str) -> None:
        """A strip at the foot of a picture that says what is still wanted."""
        note = QRectF(rect.left(), rect.bottom() - 1.4 * self.looks.em, rect.width(), 1.4 * self.looks.em)
        painter.fillRect(note, QColor(self.looks.theme.highlight))
        painter.setFont(self._small())
        painter.setPen(QColor(self.looks.theme.text))
        painter.drawText(note.adjusted(6, 0, -6, 0), Qt.AlignmentFlag.AlignVCenter, words)

    def _draw_page_break(self, painter: QPainter, rect: QRectF) -> None:
        theme = self.looks.theme
        painter.setFont(self._small())
        words = "Page break"
        width = QFontMetricsF(painter.font()).horizontalAdvance(words) + 20
        middle = rect.center().y()
        painter.setPen(QPen(QColor(theme.control_border), 1, Qt.PenStyle.DashLine))
        painter.drawLine(QPointF(rect.left(), middle), QPointF(rect.center().x() - width / 2, middle))
        painter.drawLine(QPointF(rect.center().x() + width / 2, middle), QPointF(rect.right(), middle))
        painter.setPen(QColor(theme.muted))
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, words)

    def _live_lines(self, live: Live) -> list[str]:
        if self.host is None:
            return []
        rows = self.host.live(live).rows
        lines = ["   ".join(each for each in row if each) for row in rows[:_ROWS_SHOWN]]
        if len(rows) > _ROWS_SHOWN:
            lines.append(f"… and {len(rows) - _ROWS_SHOWN} more")
        return lines or ["Nothing to show yet"]

    def _draw_live(self, painter: QPainter, rect: QRectF, live: Live) -> None:
        if self.host is None:
            return
        drawn, theme, em = self.host.live(live), self.looks.theme, self.looks.em
        self._card(painter, rect)
        bold = QFont(self.looks.font)
        bold.setBold(True)
        painter.setFont(bold)
        painter.setPen(QColor(theme.text))
        inner = rect.adjusted(0.6 * em, 0.4 * em, -0.6 * em, -0.3 * em)
        painter.drawText(inner, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop, drawn.title)
        small = self._small()
        painter.setFont(small)
        metrics = QFontMetricsF(small)
        painter.setPen(QColor(theme.muted))
        if drawn.source:
            told = "Double-click to edit at its source"
            painter.drawText(inner, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignTop, told)
        painter.setPen(QColor(theme.text))
        for number, line in enumerate(self._live_lines(live)):
            place = QRectF(inner.left(), inner.top() + (1.35 + 1.15 * number) * em, inner.width(), 1.15 * em)
            text = metrics.elidedText(line, Qt.TextElideMode.ElideRight, place.width())
            painter.drawText(place, Qt.AlignmentFlag.AlignVCenter, text)

    def _small(self) -> QFont:
        font = QFont(self.looks.font)
        font.setPointSizeF(font.pointSizeF() * 0.88)
        return font

    def _card(self, painter: QPainter, rect: QRectF) -> None:
        theme = self.looks.theme
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(QColor(theme.border), 1))
        painter.setBrush(QColor(theme.accent_soft))
        painter.drawRoundedRect(rect.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
        painter.setBrush(Qt.BrushStyle.NoBrush)
