"""Automatic versions thin out with age, and only those that nobody can miss."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from strategy_editor.model.ledger import Ledger, Merge, Publication, SentCopy, Version
from strategy_editor.storage.tree import tree_of
from strategy_editor.storage.versions import UNTOUCHED, thin, version_of
from tests.model.values import project

NOW = datetime(2012, 6, 1, 12, tzinfo=UTC)


def automatic(days: float, tree: str = "", **fields: object) -> Version:
    return Version(f"{days:012.5f}{tree}", NOW - timedelta(days=days), "me", tree or f"{days:064.0f}", **fields)  # type: ignore[arg-type]


def ids(ledger: Ledger) -> set[str]:
    return {entry.id for entry in ledger.entries}


def test_a_version_names_the_tree_of_the_project() -> None:
    value = project()
    version = version_of(value, by="anne", at=NOW, name="v0.1", reason="To Cabinet", numbers={"p": "1.1"})
    assert (version.tree, version.name, version.numbers) == (tree_of(value), "v0.1", {"p": "1.1"})


def test_a_year_of_hourly_saves_stays_and_older_ones_become_weekly_and_monthly() -> None:
    ledger = Ledger().with_entries(automatic(days / 4) for days in range(4 * 365 * 4))
    thinned = thin(ledger, NOW)
    young = {version.id for version in ledger.versions if NOW - version.at < UNTOUCHED}
    assert young <= ids(thinned)
    second = [version for version in thinned.versions if 365 <= (NOW - version.at).days < 730]
    older = [version for version in thinned.versions if (NOW - version.at).days >= 730]
    assert 50 <= len(second) <= 54
    assert 24 <= len(older) <= 26
    assert all((late.at - early.at) >= timedelta(days=6) for early, late in pairwise(second[:-1]))


def test_what_somebody_may_ask_for_stays() -> None:
    old = 900
    named = automatic(old, name="v0.3")
    reasoned = automatic(old + 0.1, reason="Before the merge")
    numbered = automatic(old + 0.2, numbers={"p": "4.12"})
    sent, published, merged, plain = (automatic(old + 0.3 + n / 100, "abcd"[n] * 64) for n in range(4))
    entries = [
        *(named, reasoned, numbered, sent, published, merged, plain, automatic(0)),
        SentCopy("s", NOW, "me", sent.tree, 1, "anne", "word"),
        Publication("p", NOW, "me", "cabinet", published.tree),
        Merge("m", NOW, "me", merged.tree, "x", "y"),
    ]
    ledger = Ledger().with_entries([*entries, automatic(old - 0.1)])
    assert ids(ledger) - ids(thin(ledger, NOW)) == {plain.id}


@given(st.lists(st.floats(0, 3000), max_size=40), st.lists(st.floats(0, 400), max_size=3))
def test_thinning_again_later_only_takes_more(days: list[float], later: list[float]) -> None:
    ledger = Ledger().with_entries(map(automatic, days))
    now = NOW
    assert thin(thin(ledger, now), now) == thin(ledger, now)
    for more in later:
        now += timedelta(days=more)
        thinned = thin(ledger, now)
        assert ids(thinned) <= ids(ledger)
        assert ledger.entries[-1:] == thinned.entries[-1:]
        ledger = thinned
