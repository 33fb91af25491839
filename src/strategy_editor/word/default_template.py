"""Our own template, made from the council's page settings: theme, styles, page and settings, and nothing else."""

from __future__ import annotations

from functools import lru_cache

from strategy_editor.model.profile import PageLook
from strategy_editor.word.package import LOOKS, NewPart, new_package
from strategy_editor.word.page import page_of_look
from strategy_editor.word.styles import BUILT_IN, definitions, half_points, style_xml
from strategy_editor.word.xml import DECLARATION, NAMESPACES, A, W, attribute


@lru_cache(maxsize=8)
def default_template(look: PageLook) -> bytes:
    """A template in which every one of our styles is defined, as the bytes of a .docx file."""
    texts = {"styles": _styles(look), "settings": _settings(), "fontTable": _fonts(look), "theme": theme_of(look)}
    parts = [NewPart(kind, name, type, texts[kind].encode()) for kind, name, type in LOOKS if kind in texts]
    return new_package(_document(look).encode(), parts, {})


def _document(look: PageLook) -> str:
    section = f"<w:sectPr>{page_of_look(look).xml()}</w:sectPr>"
    return f"{DECLARATION}<w:document {NAMESPACES}><w:body><w:p/>{section}</w:body></w:document>"


def _styles(look: PageLook) -> str:
    table = definitions(look)
    ids = {"table-normal": "TableNormal", **{each.role: each.id for each in table}}
    fonts = (
        '<w:rFonts w:asciiTheme="minorHAnsi" w:eastAsiaTheme="minorEastAsia" w:hAnsiTheme="minorHAnsi"'
        ' w:cstheme="minorBidi"/>'
    )
    size = half_points(look.body_size)
    defaults = (
        f"<w:docDefaults><w:rPrDefault><w:rPr>{fonts}"
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/>'
        '<w:lang w:val="en-GB" w:eastAsia="en-GB" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    own = "".join(style_xml(each, ids) for each in table)
    return f'{DECLARATION}<w:styles xmlns:w="{W}">{defaults}{"".join(BUILT_IN.values())}{own}</w:styles>'


def _fonts(look: PageLook) -> str:
    """The fonts by name; none is embedded."""
    names = dict.fromkeys((look.word_body_font, look.word_heading_font))
    fonts = "".join(f'<w:font w:name="{attribute(name)}"/>' for name in names)
    return f'{DECLARATION}<w:fonts xmlns:w="{W}">{fonts}</w:fonts>'


def _settings() -> str:
    """Compatibility mode 15 is that of Word since 2013; without it Word opens a file as an old one."""
    return (
        f'{DECLARATION}<w:settings xmlns:w="{W}"><w:zoom w:percent="100"/><w:defaultTabStop w:val="720"/>'
        '<w:characterSpacingControl w:val="doNotCompress"/>'
        '<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word"'
        ' w:val="15"/></w:compat><w:themeFontLang w:val="en-GB"/>'
        '<w:decimalSymbol w:val="."/><w:listSeparator w:val=","/></w:settings>'
    )


_NEUTRAL = {
    "dk2": "333333",
    "lt2": "EEEEEE",
    "accent2": "7A7A7A",
    "accent3": "B5642A",
    "accent4": "5B7F3B",
    "accent5": "7B4F8A",
    "accent6": "2F8F9D",
    "hlink": "0563C1",
    "folHlink": "6B4C9A",
}


def theme_of(look: PageLook) -> str:
    """The council's fonts and accent as a theme, so that a change of theme in Word changes the whole document."""
    accent = look.accent.lstrip("#").upper()
    colours = '<a:dk1><a:sysClr val="windowText" lastClr="000000"/></a:dk1>'
    colours += '<a:lt1><a:sysClr val="window" lastClr="FFFFFF"/></a:lt1>'
    named = {"dk2": _NEUTRAL["dk2"], "lt2": _NEUTRAL["lt2"], "accent1": accent, **_NEUTRAL}
    order = ("dk2", "lt2", *(f"accent{index}" for index in range(1, 7)), "hlink", "folHlink")
    colours += "".join(f'<a:{name}><a:srgbClr val="{named[name]}"/></a:{name}>' for name in order)

    def font(tag: str, face: str) -> str:
        return f'<a:{tag}><a:latin typeface="{attribute(face)}"/><a:ea typeface=""/><a:cs typeface=""/></a:{tag}>'

    solid = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
    line = f'<a:ln w="9525" cap="flat" cmpd="sng" algn="ctr">{solid}<a:prstDash val="solid"/></a:ln>'
    effect = "<a:effectStyle><a:effectLst/></a:effectStyle>"
    formats = (
        f"<a:fillStyleLst>{solid * 3}</a:fillStyleLst><a:lnStyleLst>{line * 3}</a:lnStyleLst>"
        f"<a:effectStyleLst>{effect * 3}</a:effectStyleLst><a:bgFillStyleLst>{solid * 3}</a:bgFillStyleLst>"
    )
    return (
        f'{DECLARATION}<a:theme xmlns:a="{A}" name="Council"><a:themeElements>'
        f'<a:clrScheme name="Council">{colours}</a:clrScheme>'
        f'<a:fontScheme name="Council">{font("majorFont", look.word_heading_font)}'
        f"{font('minorFont', look.word_body_font)}</a:fontScheme>"
        f'<a:fmtScheme name="Council">{formats}</a:fmtScheme></a:themeElements></a:theme>'
    )
