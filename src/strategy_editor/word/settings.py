"""The settings part: what a template says about itself is taken out, what the document needs is put in."""

from __future__ import annotations

from lxml import etree

from strategy_editor.manuscript.items import Manuscript
from strategy_editor.word.package import parsed, serialised
from strategy_editor.word.review_copy import ReviewCopy, tracked_settings
from strategy_editor.word.xml import W, attribute, part

_FORGOTTEN = (
    "attachedTemplate",
    "docVars",
    "documentProtection",
    "mailMerge",
    "revisionView",
    "rsids",
    "saveThroughXslt",
    "trackRevisions",
    "updateFields",
    "writeProtection",
    "footnotePr",
    "endnotePr",
    "linkStyles",
    "evenAndOddHeaders",
)
"""Paths, variables, protection and history of the template; and fields that would ask a question on opening."""

_BEFORE_NOTES = (
    "hdrShapeDefaults",
    "updateFields",
    "doNotShadeFormData",
    "noPunctuationKerning",
    "characterSpacingControl",
    "printTwoOnOne",
    "strictFirstAndLastChars",
    "noLineBreaksAfter",
    "noLineBreaksBefore",
    "savePreviewPicture",
    "doNotValidateAgainstSchema",
    "saveInvalidXml",
    "ignoreMixedContent",
    "alwaysShowPlaceholderText",
    "doNotDemarcateInvalidXml",
    "saveXmlDataOnly",
    "useXSLTWhenSaving",
    "showXMLTags",
    "alwaysMergeEmptyNamespace",
    "defaultTabStop",
    "zoom",
    "mirrorMargins",
    "gutterAtTop",
)
"""The last of these that is there stands before the properties of notes."""


def cleaned_settings(
    tree: etree._Element | None, manuscript: Manuscript, has_footnotes: bool, review: ReviewCopy | None = None
) -> bytes:
    """The settings for this document, as a part."""
    if tree is None:
        tree = parsed(part("settings", ""))
    for name in _FORGOTTEN:
        for element in tree.findall(f"{{{W}}}{name}"):
            tree.remove(element)
    if has_footnotes:
        notes = '<w:footnotePr><w:footnote w:id="-1"/><w:footnote w:id="0"/></w:footnotePr>'
        tree.insert(_place(tree), parsed(part("settings", notes))[0])
    if review is not None:
        tracked_settings(tree, review.forced)
    language = tree.find(f"{{{W}}}themeFontLang")
    if language is not None:
        language.set(f"{{{W}}}val", attribute(manuscript.properties.language))
    return serialised(tree)


def _place(tree: etree._Element) -> int:
    """Behind everything that the schema puts before the properties of notes, as far as this part has it."""
    last = -1
    for index, element in enumerate(tree):
        if etree.QName(element).localname in _BEFORE_NOTES:
            last = index
    return last + 1
