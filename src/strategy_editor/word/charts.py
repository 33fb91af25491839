"""Charts as Word's own: sharp at any size, in the theme's colours, with the figures inside for whoever edits them."""

from __future__ import annotations

import io
import zipfile

from strategy_editor.manuscript.items import ChartItem, Series
from strategy_editor.word.context import Context
from strategy_editor.word.drawings import EMU_PER_TWIP, description, framed
from strategy_editor.word.xml import DECLARATION, A, C, R, escaped

_CHART_TYPE = "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"
_SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
_HEIGHT = 0.55
"""Height of a chart, by its width."""

_FORMATS = {"": "#,##0.##", "£": '"£"#,##0.##', "%": '0.##"%"'}
_AXES = '<c:axId val="111111111"/><c:axId val="222222222"/>'


def chart_run(context: Context, item: ChartItem) -> str:
    """A run that shows the chart; its parts go into the package."""
    number = context.drawing_id()
    name = context.package.next_name("charts/chart", "xml")
    relationship = context.package.add("chart", name, _CHART_TYPE, b"")
    part = context.package.part_with_id(relationship)
    sheet = context.package.next_name("embeddings/Figures", "xlsx")
    workbook = context.package.add("package", sheet, _SHEET_TYPE, _workbook(item), of=part)
    context.package.bodies[name] = _chart_space(item, workbook, context.manuscript.properties.language).encode()
    width = round((item.width or 1.0) * context.page.text_width * EMU_PER_TWIP)
    graphic = f'<a:graphic><a:graphicData uri="{C}"><c:chart r:id="{relationship}"/></a:graphicData></a:graphic>'
    described = description(item.alternative, item.description)
    return framed(number, f"Chart {number}", width, round(width * _HEIGHT), described, "", graphic)


def _chart_space(item: ChartItem, workbook: str, language: str) -> str:
    kind = {"bar": _bars, "stacked": _bars, "line": _lines, "pie": _pie}[item.kind]
    legend = ""
    if len(item.series) > 1 and item.kind != "pie":
        legend = '<c:legend><c:legendPos val="b"/><c:overlay val="0"/></c:legend>'
    text = (
        '<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr><a:defRPr sz="1000"/></a:pPr>'
        f'<a:endParaRPr lang="{escaped(language)}"/></a:p></c:txPr>'
    )
    return (
        f'{DECLARATION}<c:chartSpace xmlns:c="{C}" xmlns:a="{A}" xmlns:r="{R}"><c:date1904 val="0"/>'
        f'<c:roundedCorners val="0"/><c:chart><c:autoTitleDeleted val="1"/><c:plotArea><c:layout/>{kind(item)}'
        f'</c:plotArea>{legend}<c:plotVisOnly val="1"/><c:dispBlanksAs val="gap"/></c:chart>'
        '<c:spPr><a:solidFill><a:schemeClr val="bg1"/></a:solidFill><a:ln><a:noFill/></a:ln></c:spPr>'
        f'{text}<c:externalData r:id="{workbook}"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )


# ---- kinds


def _bars(item: ChartItem) -> str:
    stacked = item.kind == "stacked"
    series = "".join(
        _series(item, index, each, _fill(index) + '<c:invertIfNegative val="0"/>')
        for index, each in enumerate(item.series)
    )
    overlap = '<c:overlap val="100"/>' if stacked else ""
    return (
        f'<c:barChart><c:barDir val="col"/><c:grouping val="{"stacked" if stacked else "clustered"}"/>'
        f'<c:varyColors val="0"/>{series}<c:gapWidth val="80"/>{overlap}{_AXES}</c:barChart>{_axes(item)}'
    )


def _lines(item: ChartItem) -> str:
    """Each line has a marker of its own shape, so that colour is not all that tells them apart."""
    shapes = ("circle", "square", "triangle", "diamond", "x", "star")
    series = "".join(
        _series(
            item,
            index,
            each,
            f'<c:spPr><a:ln w="28575">{_colour(index)}</a:ln></c:spPr>'
            f'<c:marker><c:symbol val="{shapes[index % len(shapes)]}"/><c:size val="7"/></c:marker>',
            end='<c:smooth val="0"/>',
        )
        for index, each in enumerate(item.series)
    )
    return (
        f'<c:lineChart><c:grouping val="standard"/><c:varyColors val="0"/>{series}<c:marker val="1"/>{_AXES}'
        f"</c:lineChart>{_axes(item)}"
    )


def _pie(item: ChartItem) -> str:
    points = "".join(
        f'<c:dPt><c:idx val="{index}"/><c:bubble3D val="0"/>{_fill(index)}</c:dPt>'
        for index in range(len(item.categories))
    )
    labels = (
        '<c:dLbls><c:dLblPos val="outEnd"/><c:showLegendKey val="0"/>'
        '<c:showVal val="0"/><c:showCatName val="1"/><c:showSerName val="0"/>'
        '<c:showPercent val="1"/><c:showBubbleSize val="0"/><c:showLeaderLines val="1"/></c:dLbls>'
    )
    series = _series(item, 0, item.series[0], points + labels)
    return f'<c:pieChart><c:varyColors val="1"/>{series}<c:firstSliceAng val="0"/></c:pieChart>'


def _axes(item: ChartItem) -> str:
    line = '<c:spPr><a:ln w="9525"><a:solidFill><a:srgbClr val="8C8C8C"/></a:solidFill></a:ln></c:spPr>'
    pale = '<c:spPr><a:ln w="6350"><a:solidFill><a:srgbClr val="D9D9D9"/></a:solidFill></a:ln></c:spPr>'
    return (
        '<c:catAx><c:axId val="111111111"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
        '<c:axPos val="b"/><c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="low"/>{line}<c:crossAx val="222222222"/>'
        '<c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="100"/>'
        '<c:noMultiLvlLbl val="1"/></c:catAx>'
        '<c:valAx><c:axId val="222222222"/><c:scaling><c:orientation val="minMax"/></c:scaling><c:delete val="0"/>'
        f'<c:axPos val="l"/><c:majorGridlines>{pale}</c:majorGridlines>'
        f'<c:numFmt formatCode="{escaped(_format(item))}" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="nextTo"/>{line}<c:crossAx val="111111111"/>'
        '<c:crosses val="autoZero"/><c:crossBetween val="between"/></c:valAx>'
    )


# ---- series


def _series(item: ChartItem, index: int, series: Series, looks: str, end: str = "") -> str:
    column, last = _letter(index + 1), len(item.categories) + 1
    names = "".join(f'<c:pt idx="{i}"><c:v>{escaped(name)}</c:v></c:pt>' for i, name in enumerate(item.categories))
    values = "".join(
        f'<c:pt idx="{i}"><c:v>{_number(value)}</c:v></c:pt>'
        for i, value in enumerate(series.values)
        if value is not None
    )
    count = f'<c:ptCount val="{len(item.categories)}"/>'
    return (
        f'<c:ser><c:idx val="{index}"/><c:order val="{index}"/><c:tx><c:strRef><c:f>Figures!${column}$1</c:f>'
        f'<c:strCache><c:ptCount val="1"/><c:pt idx="0"><c:v>{escaped(series.name)}</c:v></c:pt></c:strCache>'
        f"</c:strRef></c:tx>{looks}"
        f"<c:cat><c:strRef><c:f>Figures!$A$2:$A${last}</c:f><c:strCache>{count}{names}</c:strCache></c:strRef></c:cat>"
        f"<c:val><c:numRef><c:f>Figures!${column}$2:${column}${last}</c:f><c:numCache>"
        f"<c:formatCode>{escaped(_format(item))}</c:formatCode>{count}{values}</c:numCache></c:numRef></c:val>{end}</c:ser>"
    )


def _format(item: ChartItem) -> str:
    whole = all(value is None or value == round(value) for each in item.series for value in each.values)
    chosen = _FORMATS.get(item.unit, _FORMATS[""])
    return chosen.replace(".##", "") if whole else chosen


def _colour(index: int) -> str:
    return f'<a:solidFill><a:schemeClr val="accent{index % 6 + 1}"/></a:solidFill>'


def _fill(index: int) -> str:
    return f"<c:spPr>{_colour(index)}</c:spPr>"


def _number(value: float) -> str:
    return str(int(value)) if value == int(value) else repr(value)


def _letter(index: int) -> str:
    """0 is A, 26 is AA."""
    out, index = "", index + 1
    while index:
        index, digit = divmod(index - 1, 26)
        out = chr(ord("A") + digit) + out
    return out


# ---- the figures


def _workbook(item: ChartItem) -> bytes:
    """The smallest workbook: one sheet with categories down and series across."""
    spreadsheet = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    package = "http://schemas.openxmlformats.org/package/2006"
    kinds = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    head = _row(1, ["", *(each.name for each in item.series)])
    body = "".join(
        _row(index + 2, [name, *(each.values[index] for each in item.series)])
        for index, name in enumerate(item.categories)
    )
    files = {
        "[Content_Types].xml": f'<Types xmlns="{package}/content-types"><Default Extension="rels"'
        ' ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{kinds}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{kinds}.worksheet+xml"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1"'
        f' Type="{R}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{spreadsheet}" xmlns:r="{R}"><sheets><sheet name="Figures" sheetId="1"'
        ' r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{package}/relationships"><Relationship Id="rId1"'
        f' Type="{R}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
        "xl/worksheets/sheet1.xml": f'<worksheet xmlns="{spreadsheet}"><sheetData>{head}{body}</sheetData></worksheet>',
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0)), DECLARATION + text)
    return out.getvalue()


def _row(number: int, values: list[str | float | None]) -> str:
    cells = []
    for column, value in enumerate(values):
        place = f"{_letter(column)}{number}"
        if isinstance(value, str):
            words = f'<is><t xml:space="preserve">{escaped(value)}</t></is>'
            cells.append(f'<c r="{place}" t="inlineStr">{words}</c>' if value else "")
        elif value is not None:
            cells.append(f'<c r="{place}"><v>{_number(value)}</v></c>')
    return f'<row r="{number}">{"".join(cells)}</row>'
