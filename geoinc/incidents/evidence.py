"""Whether an event is one: words with peaceful senses need a toll, armed people or means beside them."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from geoinc.incidents.gather import Event
from geoinc.incidents.reading import Account
from geoinc.language.lexicon import load
from geoinc.model import Harm, Operator

_ARMED = frozenset({"armed group", "militia", "gang", "unknown", "coalition"})
_PAGE_WORDS = 6
"""A page with this many different words of arms is about armed people throughout."""
_CONTEXT = {"accident": "wreck", "disaster": "wreck", "unrest": "crowd"}
"""Which word list speaks for an event of a family; the others take words of arms."""


def corroborated(event: Event, page_words: frozenset[str]) -> bool:
    """Whether anything beside ambiguous words speaks for an event.

    Parameters
    ----------
    page_words
        The lower-case words of the whole text.
    """
    seeds = [a for a in event.accounts if a.seeds]
    if any(not _ambiguous(a.trigger.text) for a in seeds) or len(page_words & _list("arms")) >= _PAGE_WORDS:
        return True
    if any(_toll(a) for a in event.accounts):
        return True
    families = {a.trigger.family for a in seeds}
    lists = {_CONTEXT.get(family, "arms") for family in families}
    return any(_has(event.accounts, name) for name in lists) or _named_group(event.accounts)


def _has(accounts: Iterable[Account], name: str) -> bool:
    words = _list(name)
    return any((a.sentence.words - set(a.trigger.text.split())) & words for a in accounts)


def _named_group(accounts: Iterable[Account]) -> bool:
    return any(actor.kind in _ARMED for a in accounts for actor in a.actors)


def _toll(account: Account) -> bool:
    """Whether an account counts people harmed by somebody or something; a bare death is not told as such."""
    if account.trigger.text.startswith(("death", "fatalit")):
        return False
    harms = {Harm.KILLED, Harm.WOUNDED, Harm.KIDNAPPED, Harm.DETAINED, Harm.MISSING, Harm.DISPLACED}
    return any(c.harm in harms and c.operator is not Operator.UNQUANTIFIED and not c.negated for c in account.claims)


@cache
def _ambiguous(trigger: str) -> bool:
    return trigger.startswith(tuple(load("evidence")["ambiguous"]["stems"]))


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(load("evidence")[name]["words"])
