"""The figures of a chart, as the file remembers them from when it was last drawn."""

from __future__ import annotations

from lxml import etree

from strategy_editor.incoming.values import ChartData
from strategy_editor.word.reading.names import A, C
from strategy_editor.word.reading.styles import whole

_POINTS, _SERIES = 500, 40
_CHARACTERS = 300


def chart_data(tree: etree._Element) -> ChartData | None:
    """What the plot area shows, all its series together; None where the file remembers no figures."""
    area = tree.find(f".//{C}plotArea")
    plots = [] if area is None else [each for each in area if each.find(C + "ser") is not None]
    lines = [line for plot in plots for line in plot.findall(C + "ser")][:_SERIES]
    if not lines:
        return None
    names = max((_cached(line, "cat") or _cached(line, "xVal") for line in lines), key=len)
    series = tuple((" ".join(_cached(line, "tx")), _cached(line, "val") or _cached(line, "yVal")) for line in lines)
    if not any(figures for _, figures in series):
        return None
    grouping = plots[0].find(C + "grouping")
    stacked = grouping is not None and "tacked" in (grouping.get("val") or "")
    kind = etree.QName(plots[0]).localname
    return ChartData(kind, _title(tree), names, series, stacked, mixed=len(plots) > 1)


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
