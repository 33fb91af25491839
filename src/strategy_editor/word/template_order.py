"""Puts right what programs that write templates get wrong, and Word or a validator would stumble over.

Elements in an order that the schema does not allow; styles that refer to styles that are not there;
none of the styles that Word itself starts from.
"""

from __future__ import annotations

from lxml import etree

from strategy_editor.word.package import parsed
from strategy_editor.word.styles import BUILT_IN
from strategy_editor.word.xml import W, part

_SCHEMA = {
    "style": (
        "name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat locked"
        " personal personalCompose personalReply pPr rPr tblPr trPr tcPr tblStylePr"
    ),
    "pPr": (
        "pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd tabs"
        " suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd"
        " snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment"
        " textboxTightWrap outlineLvl cnfStyle rPr sectPr"
    ),
    "rPr": (
        "rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid color"
        " spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl cs em lang eastAsianLayout"
    ),
    "lvl": "start numFmt lvlRestart pStyle isLgl suff lvlText legacy lvlJc pPr rPr",
    "abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "settings": (
        "zoom mirrorMargins gutterAtTop defaultTabStop noPunctuationKerning characterSpacingControl compat"
        " themeFontLang clrSchemeMapping decimalSymbol listSeparator"
    ),
}
"""The children of some elements, in the order of the standard (ECMA-376, part 1)."""

_PLACES = {
    f"{{{W}}}{name}": {f"{{{W}}}{child}": place for place, child in enumerate(order.split())}
    for name, order in _SCHEMA.items()
}


def put_in_order(tree: etree._Element) -> None:
    """Sorts children as the schema wants them; what the schema does not know of goes."""
    for element in tree.iter(*_PLACES):
        places = _PLACES[element.tag]
        for child in [child for child in element if child.tag not in places]:
            element.remove(child)
        wanted = sorted(element, key=lambda child: places[child.tag])
        if wanted != list(element):
            element[:] = wanted


def mend_styles(styles: etree._Element) -> None:
    """Adds the styles that Word starts from, and takes out references to styles that are not there."""
    kinds = {style.get(f"{{{W}}}type", "paragraph") for style in styles if style.get(f"{{{W}}}default") == "1"}
    for kind, definition in BUILT_IN.items():
        if kind not in kinds:
            styles.append(parsed(part("styles", definition))[0])
    if "paragraph" not in kinds:
        for style in styles.iterfind(f"{{{W}}}style"):
            said = style.find(f"{{{W}}}name")
            if said is not None and said.get(f"{{{W}}}val") == "Normal":
                style.set(f"{{{W}}}default", "1")
    ids = {style.get(f"{{{W}}}styleId") for style in styles.iterfind(f"{{{W}}}style")}
    for style in styles.iterfind(f"{{{W}}}style"):
        for name in ("basedOn", "next", "link"):
            for reference in style.findall(f"{{{W}}}{name}"):
                if reference.get(f"{{{W}}}val", "") not in ids:
                    style.remove(reference)
