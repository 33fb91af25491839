"""What a file says of itself: the information dictionary, XMP, and the colour that it is meant for."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from xml.sax.saxutils import escape

from msgspec import Struct
from PIL import ImageCms

from strategy_editor.foundation.clock import utc_now
from strategy_editor.manuscript.items import Properties
from strategy_editor.pdf.objects import File, dictionary, reference, text_string

PRODUCER = "Strategy Editor"

_PDF_UA = "http://www.aiim.org/pdfua/ns/id/"
_PDF_X = "http://www.npes.org/pdfx/ns/id/"


class Standard(Struct, frozen=True):
    """The standards that a file is made to: a part of PDF/A-2, PDF/UA-1 or not, PDF/X-4 or not."""

    conformance: str = "A"
    accessible: bool = True
    exchange: bool = False

    @property
    def intents(self) -> tuple[str, ...]:
        """What output intents are for: PDF/A, and PDF/X."""
        return ("GTS_PDFX", "GTS_PDFA1") if self.exchange else ("GTS_PDFA1",)


class OutputIntent(Struct, frozen=True):
    """A printing condition or a screen: its ICC profile and the names that it goes by."""

    profile: bytes
    components: int
    identifier: str
    information: str
    registry: str = ""


@cache
def screen() -> OutputIntent:
    """sRGB, for what is read on a screen."""
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    return OutputIntent(profile, 3, "sRGB IEC61966-2.1", "sRGB")


def moment(properties: Properties) -> datetime:
    """When the document was made: as its properties say, else now."""
    return datetime.fromisoformat(properties.created) if properties.created else utc_now()


def information(properties: Properties, made: datetime, *, trapped: bool) -> str:
    """The information dictionary."""
    stamp = text_string(_pdf_date(made))
    entries = [
        ("Title", text_string(properties.title)),
        ("Author", text_string(properties.creator)),
        ("Subject", text_string(properties.subject)),
        ("Keywords", text_string(", ".join(properties.keywords))),
        ("Creator", text_string(PRODUCER)),
        ("Producer", text_string(PRODUCER)),
        ("CreationDate", stamp),
        ("ModDate", stamp),
    ]
    written = [(key, value) for key, value in entries if value != "()"]
    return dictionary([*written, ("Trapped", "/False")] if trapped else written)


def output_intents(file: File, intent: OutputIntent, subtypes: Sequence[str]) -> str:
    """The array of output intents, one for each of ``subtypes``, all with the same profile."""
    profile = file.stream(intent.profile, f"/N {intent.components}")
    registry = f"/RegistryName {text_string(intent.registry)}" if intent.registry else ""
    return "".join(
        [
            "[",
            *(
                f"<</Type/OutputIntent/S/{subtype}/OutputConditionIdentifier {text_string(intent.identifier)}"
                f"/Info {text_string(intent.information)}{registry}/DestOutputProfile {reference(profile)}>>"
                for subtype in subtypes
            ),
            "]",
        ]
    )


def xmp(file: File, properties: Properties, made: datetime, standard: Standard) -> int:
    """Add the XMP packet to ``file``; its number."""
    stamp = made.isoformat()
    keywords = "".join(f"<rdf:li>{escape(word)}</rdf:li>" for word in properties.keywords)
    parts = [
        _described(
            "dc",
            "http://purl.org/dc/elements/1.1/",
            f"<dc:format>application/pdf</dc:format><dc:title>{_in_languages(properties.title)}</dc:title>"
            f"<dc:creator><rdf:Seq><rdf:li>{escape(properties.creator)}</rdf:li></rdf:Seq></dc:creator>"
            + (f"<dc:description>{_in_languages(properties.subject)}</dc:description>" if properties.subject else "")
            + (f"<dc:subject><rdf:Bag>{keywords}</rdf:Bag></dc:subject>" if keywords else "")
            + f"<dc:language><rdf:Bag><rdf:li>{escape(properties.language)}</rdf:li></rdf:Bag></dc:language>"
            + (f"<dc:identifier>{escape(properties.identifier)}</dc:identifier>" if properties.identifier else ""),
        ),
        _described(
            "xmp",
            "http://ns.adobe.com/xap/1.0/",
            f"<xmp:CreateDate>{stamp}</xmp:CreateDate><xmp:ModifyDate>{stamp}</xmp:ModifyDate>"
            f"<xmp:MetadataDate>{stamp}</xmp:MetadataDate><xmp:CreatorTool>{PRODUCER}</xmp:CreatorTool>",
        ),
        _described(
            "pdf",
            "http://ns.adobe.com/pdf/1.3/",
            f"<pdf:Producer>{PRODUCER}</pdf:Producer>"
            + (f"<pdf:Keywords>{escape(', '.join(properties.keywords))}</pdf:Keywords>" if keywords else ""),
        ),
        _described(
            "pdfaid",
            "http://www.aiim.org/pdfa/ns/id/",
            f"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>{standard.conformance}</pdfaid:conformance>",
        ),
        *_standards(file, standard),
    ]
    packet = (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/">'
        f'<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">{"".join(parts)}</rdf:RDF></x:xmpmeta>'
        '<?xpacket end="r"?>'
    )
    return file.stream(packet.encode("utf-8"), "/Type/Metadata/Subtype/XML", compress=False)


def _standards(file: File, standard: Standard) -> list[str]:
    """The marks of PDF/UA and PDF/X, and the schemas that PDF/A wants described for them."""
    parts: list[str] = []
    schemas: list[str] = []
    if standard.accessible:
        parts.append(_described("pdfuaid", _PDF_UA, "<pdfuaid:part>1</pdfuaid:part>"))
        schemas.append(_schema("PDF/UA identification", _PDF_UA, "pdfuaid", "part", "Integer", "Part of PDF/UA"))
    if standard.exchange:
        parts.append(_described("pdfxid", _PDF_X, "<pdfxid:GTS_PDFXVersion>PDF/X-4</pdfxid:GTS_PDFXVersion>"))
        parts.append(
            _described(
                "xmpMM",
                "http://ns.adobe.com/xap/1.0/mm/",
                f"<xmpMM:DocumentID>uuid:{file.identity}</xmpMM:DocumentID><xmpMM:VersionID>1</xmpMM:VersionID>"
                "<xmpMM:RenditionClass>default</xmpMM:RenditionClass>",
            )
        )
        schemas.append(_schema("PDF/X identification", _PDF_X, "pdfxid", "GTS_PDFXVersion", "Text", "Version of PDF/X"))
    if schemas:
        parts.append(
            '<rdf:Description rdf:about="" xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/" '
            'xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#" '
            'xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#"><pdfaExtension:schemas><rdf:Bag>'
            + "".join(schemas)
            + "</rdf:Bag></pdfaExtension:schemas></rdf:Description>"
        )
    return parts


def _described(prefix: str, space: str, body: str) -> str:
    return f'<rdf:Description rdf:about="" xmlns:{prefix}="{space}">{body}</rdf:Description>'


def _in_languages(text: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt>'


def _schema(title: str, space: str, prefix: str, key: str, kind: str, meaning: str) -> str:
    return (
        f'<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>{title}</pdfaSchema:schema>'
        f"<pdfaSchema:namespaceURI>{space}</pdfaSchema:namespaceURI><pdfaSchema:prefix>{prefix}</pdfaSchema:prefix>"
        f'<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource"><pdfaProperty:name>{key}</pdfaProperty:name>'
        f"<pdfaProperty:valueType>{kind}</pdfaProperty:valueType><pdfaProperty:category>internal"
        f"</pdfaProperty:category><pdfaProperty:description>{meaning}</pdfaProperty:description></rdf:li></rdf:Seq>"
        "</pdfaSchema:property></rdf:li>"
    )


def _pdf_date(when: datetime) -> str:
    zone = when.strftime("%z")
    return when.strftime("D:%Y%m%d%H%M%S") + (f"{zone[:3]}'{zone[3:5]}'" if zone else "Z")
