"""The figures of a chart, as the file remembers them from when it was last drawn."""

from __future__ import annotations

from lxml import etree

from strategy_editor.incoming.values import ChartData
from strategy_editor.word.reading.names import A, C
from strategy_editor.word.reading.styles import whole

_POINTS, _SERIES = 500, 40
_CHARACTERS = 300


def chart_data(tree: etree._Element) -> ChartData | None:
    """The first chart of the plot area with figures in it; None where there are none."""
    area = tree.find(f".//{C}plotArea")
    for plot in () if area is None else area:
        kind = etree.QName(plot).localname
        lines = plot.findall(C + "ser")[:_SERIES]
        if not kind.endswith("Chart") or not lines:
            continue
        names = max((_cached(line, "cat") for line in lines), key=len)
        series = tuple((" ".join(_cached(line, "tx")), _cached(line, "val")) for line in lines)
        if any(figures for _, figures in series):
            grouping = plot.find(C + "grouping")
            stacked = grouping is not None and "tacked" in (grouping.get("val") or "")
            return ChartData(kind, _title(tree), names, series, stacked)
    return None


def _cached(line: etree._Element, name: str) -> tuple[str, ...]:
    """The points of a series' names or figures, gaps as empty words."""
    element = line.find(C + name)
    if element is None:
        return ()
    found = {
        whole(point.get("idx") or "0"): (point.findtext(C + "v") or "").strip()[:_CHARACTERS]
        for point in element.iter(C + "pt")
    }
    inside = {index: words for index, words in found.items() if 0 <= index < _POINTS}
    if not inside:
        words = element.findtext(C + "v")
        return (words.strip()[:_CHARACTERS],) if words else ()
    return tuple(inside.get(index, "") for index in range(max(inside) + 1))


def _title(tree: etree._Element) -> str:
    title = tree.find(f"{C}chart/{C}title")
    return "" if title is None else "".join(each.text or "" for each in title.iter(A + "t"))[:_CHARACTERS]
