"""Counts the syllables of English words by rules of thumb and a short list of exceptions.

Syllables are heard and not written, so any such count is an estimate; over a section the errors even out.
"""

from __future__ import annotations

import re
from functools import lru_cache

from strategy_editor.language.tables import terms

_ACRONYM = re.compile(r"[A-Z]{2,6}")
_POSSESSIVE = re.compile(r"['’]s?$")
_NOT_LETTERS = re.compile(r"[^a-z]+")
_JOINTS = re.compile(r"[-‐‑–—/]")
_VOWELS = re.compile(r"[aeiouy]+")

_ENDINGS_AFTER_E = (
    "ment|ly|ful|less|ness|fore|where|thing|some|site|wide|land|line|side|work|place|guard|hold|ware|time|born|man|men"
    "|port|card|name|table|ty$"
)

# An e that is written and not heard: at the end, and before an ending that was joined on.
_SILENT = tuple(
    re.compile(rule)
    for rule in (
        r"[aeiouy](?:[^aeiouy]*[^aeiouyl]|l{1,2}|rl)e$",  # site, rule; but table
        r"[aeiouy](?:[^aeiouy]*[^aeiouylsxzcg]|l{1,2}|th)(?<!sh|ch)es$",  # sites, rules; but boxes, prices, tables
        r"[aeiouy](?:[^aeiouy]*[^aeiouytdl]|l{1,2}|rl)ed$",  # used, ruled; but needed, settled
        rf"[aeiouy](?:[^aeiouy]*[^aeiouyl]|l)e(?:{_ENDINGS_AFTER_E})",  # statement, safeguard; but settlement
        r"[^aeiouy]es(?:wo)?m[ae]n",  # statesman
        r"[aeio]gue[ds]?$",  # league
    )
)

# Neighbouring vowels of which two are heard.
_APART = re.compile(
    r"i(?:a|um|us)|io(?![nu])|(?<![cglnstx])ion|(?<![cgtx])iou(?=s)"  # dial, medium, radio, criterion, previous
    r"|iet|(?<![cst])ie(?=n[ct])|sci(?=en)|(?<=..[dflprstv])ie(?=(?:rs?|st)$)"  # quiet, client, science, earlier
    r"|(?<![gq])ua(?!r?de?\b)|uou|(?<![gq])ue(?=n[ct])|(?<![gq])ui(?=t[yi]|sm|d|n)"  # actual, fluent, fluid
    r"|e(?:o(?!p|us)|um|ou)|(?<![cg])eous|cre(?=at(?!u))|rea(?=[cl][ti]|ff|pp|lign)|prea|ea(?=li[st])"  # video, create
    r"|oe(?=m|t)|coo(?=p|r)|reo(?=r|p)|proa(?=ct)|oi(?=s[mt])|oya|oyee"  # poem, cooperate, heroism, voyage, employee
    r"|(?:[aeou]|y)i(?=ng)|[aeou]yer|sm(?=s?$)"  # going, saying, player, prism
)
# What looks like the above and is heard as one.
_TOGETHER = re.compile(r"[ct]ia(?!t(?!iv)|lit|r)|gia(?=n)|ssia|iage")


@lru_cache(maxsize=50_000)
def syllables(word: str) -> int:
    """How many syllables ``word`` has; at least 1. Acronyms are spelled out, a number counts as one."""
    return sum(_syllables(part) for part in _JOINTS.split(word) if part) or 1


def _syllables(word: str) -> int:
    if _ACRONYM.fullmatch(word):
        return len(word) + 2 * word.count("W")
    plain = _NOT_LETTERS.sub("", _POSSESSIVE.sub("", word.lower()))
    if not plain:
        return 1
    listed = terms().syllables.get(plain)
    return listed if listed is not None else max(1, _by_rule(plain))


def _by_rule(word: str) -> int:
    heard = word.replace("qu", "qw")
    count = len(_VOWELS.findall(heard))
    count -= sum(1 for rule in _SILENT if rule.search(heard))
    return count + len(_APART.findall(heard)) - len(_TOGETHER.findall(heard))
