"""Which type does an event have? A learned choice among the types of its frames and those that its words look like.

A candidate is known by how its frames tell it (how often, how early, as fact, with a toll) and by what the classifier
of snippets (:mod:`~geoinc.incidents.classify`) makes of the event's sentences. Trained by
``python -m geoinc.learn.incidents.kinds``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log, log1p
from typing import TYPE_CHECKING

from geoinc.incidents.decisions.scorer import Features, load
from geoinc.incidents.types import kind, kinds

if TYPE_CHECKING:
    from geoinc.incidents.reading import Account

NAME = "kinds"
_LEAST = 1e-3
"""A probability of the classifier below this says no more than this."""
_LIKELY = 0.4
"""A type that no frame tells is a candidate from this probability of the classifier on."""
_GENERAL = "attack"
MOST_LETTERS = 1_200
"""The classifier reads at most so much of an event's sentences."""


def text_of(accounts: Sequence[Account]) -> str:
    """Return the sentences of an event, each once, those that report it first told first."""
    told = sorted(accounts, key=lambda a: (not a.seeds, a.sentence.start))
    return "\n".join(dict.fromkeys(a.sentence.text for a in told))[:MOST_LETTERS]


def candidates(
    accounts: Sequence[Account], names: Mapping[int, str], looks: Mapping[str, float]
) -> dict[str, Features]:
    """Return the types that an event may have, each with what speaks for it.

    Parameters
    ----------
    names
        The type that each account tells, by its number; an account without one does not vote.
    looks
        The classifier's probability of each type.
    """
    found: dict[str, Features] = {}
    votes = [(i, accounts[i], name) for i, name in names.items()]
    strong = [v for v in votes if not v[1].trigger.weak] or votes
    first = strong[0][0] if strong else 0
    families = [kind(name).family for _, _, name in strong]
    every = set(names.values())
    for name in dict.fromkeys(names.values()):
        own = [a for _, a, n in votes if n == name]
        sure = [a for a in own if not a.trigger.weak]
        found[name] = {
            "strong": log1p(sum(a.told for a in sure)),
            "weak": log1p(sum(a.told for a in own if a.trigger.weak)),
            "only weak": float(not sure),
            "first": float(names[first] == name if first in names else False),
            "likeliest": float(max(own, key=lambda a: a.told).told >= max(a.told for _, a, _ in votes)),
            "share of family": families.count(kind(name).family) / max(1, len(families)),
            "toll": float(any(a.claims for a in own)),
            "verb": float(any(not a.trigger.noun for a in own)),
            "headline": float(any(a.title for a in own)),
            f"type {name}": 1.0,
        }
    for name, chance in looks.items():
        if chance >= _LIKELY and name not in found and kind(name).incident:
            surest = max((a.told for _, a, _ in strong if not a.trigger.weak), default=0.0)
            found[name] = {
                "only looks": 1.0,
                "only looks, beside": surest,
                "unlikely": log(chance),
                f"looks {name}": 1.0,
            }
    if _GENERAL in found:
        found[_GENERAL]["general among others"] = float(len(every) > 1)
    return {name: {**features, **_look(name, looks)} for name, features in found.items()}


def _look(name: str, looks: Mapping[str, float]) -> Features:
    """Return what the classifier says of a type; of one that it never learned it says nothing."""
    if kind(name).case is None:
        return {"never looked at": 1.0}
    return {"looks": log(max(_LEAST, looks.get(name, 0.0)))}


def ranked(found: Mapping[str, Features]) -> list[str]:
    """Return the types, the likeliest first."""
    scorer = load(NAME)
    order = {name: n for n, name in enumerate(kinds())}
    return sorted(found, key=lambda name: (-scorer.score(found[name]), order[name]))
