"""Colours as ``#rrggbb``: how they mix, and whether they can be told apart."""

from __future__ import annotations

WHITE = "#ffffff"


def channels(colour: str) -> tuple[float, float, float]:
    """Red, green and blue, from 0 to 1."""
    return int(colour[1:3], 16) / 255, int(colour[3:5], 16) / 255, int(colour[5:7], 16) / 255


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2 defines it, from 0 to 1."""
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels(colour)]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(first: str, second: str) -> float:
    """Contrast of two colours as WCAG 2 defines it, from 1 to 21."""
    lighter, darker = sorted((luminance(first), luminance(second)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def mixed(colour: str, share: float, other: str = WHITE) -> str:
    """``share`` of ``colour``, the rest ``other``."""
    pairs = zip(channels(colour), channels(other), strict=True)
    values = (round(255 * (second - (second - first) * share)) for first, second in pairs)
    return "#" + "".join(f"{value:02x}" for value in values)


def readable(colour: str, ground: str, least: float) -> str:
    """``colour``, mixed with black or white until it stands out from ``ground`` by ``least``."""
    other = "#000000" if luminance(ground) > 0.18 else WHITE
    for step in range(100, -1, -1):
        found = mixed(colour, step / 100, other)
        if contrast(found, ground) >= least:
            return found
    return other
