"""The council's settings: what they hold that does nothing, because it is not known or may not be changed."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Callable, Iterator
from functools import partial

from msgspec.structs import replace

from strategy_editor.checks.finding import Fix, Remark
from strategy_editor.checks.rules import RULES, SetContext, rule
from strategy_editor.language.style import unfit_row
from strategy_editor.model.profile import Profile
from strategy_editor.model.project import Project


@rule("P05", "The council's settings hold something that does nothing", "warn", "set", "Publication")
def settings_without_effect(context: SetContext) -> Iterator[Remark]:
    """A check or an entry that this program does not know, a guard that cannot be switched off, a row that is wrong."""
    profile = context.project.profile
    for sentence in profile.left_out:
        yield Remark(f"In the council's settings, {sentence}", fix=_saying_less(partial(_without_sentence, sentence)))
    for id, count in Counter(setting.rule for setting in profile.checks).items():
        said = _about_weight(id, count)
        if said:
            yield Remark(f"The council's settings {said}", fix=_saying_less(partial(_without_weight, id)))
    for words, say in profile.avoid.items():
        if said := unfit_row(words, say):
            yield Remark(f"{said} The council's settings avoid nothing by it.")


def _about_weight(id: str, count: int) -> str:
    """What is amiss with the settings for one check; empty where nothing is."""
    known = RULES.get(id)
    if known is None:
        near = difflib.get_close_matches(id, RULES, 1)
        hint = f" Did you mean {near[0]}?" if near else ""
        return f"weigh a check “{id}” that this program does not have, so they change nothing.{hint}"
    if known.leak:
        return f"weigh the check {id}. It guards against publishing what must not be public, and stays as it is."
    return f"weigh the check {id} {count} times; the last counts." if count > 1 else ""


def _saying_less(better: Callable[[Profile], Profile]) -> Fix:
    def apply(project: Project) -> Project:
        return replace(project, profile=better(project.profile))

    return Fix("Leave it out of the settings of this strategy", apply)


def _without_sentence(sentence: str, profile: Profile) -> Profile:
    return replace(profile, left_out=tuple(each for each in profile.left_out if each != sentence))


def _without_weight(id: str, profile: Profile) -> Profile:
    """Without the settings that have no effect: of several for a check that can be weighed, the last is left."""
    known = RULES.get(id)
    kept = [setting for setting in profile.checks if setting.rule == id][-1:] if known and not known.leak else []
    return replace(profile, checks=(*(each for each in profile.checks if each.rule != id), *kept))
