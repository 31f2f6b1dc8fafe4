"""What stands behind or within a statement and says whose it is (", police and a hospital director said on Monday").

Read with the statement, the speakers are taken for the last of what it counts ("wounding 14 others, police and …").
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from geoinc import language
from geoinc.language.lexicon import read
from geoinc.text.syntax.tokens import SyntaxToken

_LONGEST = 24
"""A closer has at most so many tokens."""
_BEHIND = 10
"""So many of them may follow the verb ("said in a statement late on Monday")."""
_COMMAS = frozenset({",", "”", '"', "''"})
_ADVERB = "ly"
_SHORT = 6
"""What is put beside a speaker ("a police officer", "military spokesman,") has at most so many tokens."""

_BETWEEN = 5
"""The verb of a closer within a statement is followed by at most so many tokens (", medics said on Sunday, as …")."""

_OFFICE = 12
"""An office before its holder's name ("the head of the region's military administration,") has at most so many."""


@cache
def _words() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in read(language.path("syntax.toml"))["closer"].items()}


def closer(tokens: Sequence[SyntaxToken], start: int = 0) -> tuple[int, int]:
    """Return where the closer of a sentence begins, at its comma, and where the statement goes on behind it.

    Both are the number of tokens where it has none, the second also where nothing goes on.

    >>> from geoinc.text.syntax.tokens import tokenize
    >>> closer(tokenize("It killed six and hurt 14 others, police and a doctor said on Monday."))
    (7, 16)
    >>> closer(tokenize("It killed six, police said, and hurt 14 others."))
    (3, 6)
    """
    end = len(tokens)
    verbs = _words()["verbs"]
    forms = [t.form.lower() for t in tokens]
    if verbs.isdisjoint(forms):
        return end, end
    last = _closing(tokens, start)
    if last < end:
        return last, end
    for verb in range(start + 2, end - 2):
        if forms[verb] in verbs:
            goes_on = next(
                (i for i in range(verb + 1, min(end - 2, verb + 2 + _BETWEEN)) if tokens[i].form == ","), end
            )
            begins = _closing(tokens[:goes_on], start) if goes_on < end else end
            if begins < goes_on and tokens[begins].form == ",":
                return begins, end if tokens[goes_on + 1].form.lower() in _words()["relative"] else goes_on
    return end, end


def _closing(tokens: Sequence[SyntaxToken], start: int) -> int:
    """Return where the closer begins with which tokens end; their number where they end with none."""
    words = _words()
    end = len(tokens)
    for verb in range(end - 1, max(start, end - 2 - _BEHIND), -1):
        if tokens[verb].form.lower() in words["verbs"]:
            break
    else:
        return end
    if _goes_on(tokens, verb) or not _ends(tokens, verb):
        return end
    comma = _comma(tokens, start, verb)
    while comma is not None and comma > start:
        earlier = _comma(tokens, start, comma)
        if earlier is None or not (_holds_office(tokens, earlier, comma) or _goes_with(tokens, earlier, comma, verb)):
            break
        comma = earlier
    if comma is None or comma <= start or end - comma > _LONGEST or comma + 1 == verb:
        return end
    return end if tokens[comma + 1].form.lower() in words["never"] else comma


def _goes_on(tokens: Sequence[SyntaxToken], verb: int) -> bool:
    """Whether a verb goes on with another, or is passive: "mustered and quickly reported", "was reported"."""
    before = [t.form.lower() for t in tokens[max(0, verb - 2) : verb]]
    if before and before[-1].endswith(_ADVERB):
        before.pop()
    return bool(before) and before[-1] in _words()["joined"]


def _ends(tokens: Sequence[SyntaxToken], verb: int) -> bool:
    """Whether nothing follows a verb of speech but to whom, when and where it was said."""
    after = [t.form.lower() for t in tokens[verb + 1 :]]
    if after and after[-1] in {".", "!"}:
        after.pop()
    if not after:
        return True
    words = _words()
    if not words["content"].isdisjoint(after):
        return False
    told = tokens[verb].form.lower() in words["telling"]
    return told or tokens[verb + 1].is_masked or after[0] in words["behind"]


def _comma(tokens: Sequence[SyntaxToken], start: int, before: int) -> int | None:
    return next((i for i in range(before - 1, start, -1) if tokens[i].form in _COMMAS), None)


def _holds_office(tokens: Sequence[SyntaxToken], earlier: int, comma: int) -> bool:
    """Whether what two commas hold is the office of the name that follows: ", the head of the Donetsk region, Vadym Filashkin,"."""
    held = [t.form.lower() for t in tokens[earlier + 1 : comma]]
    words = _words()
    return (
        1 < comma - earlier <= _OFFICE
        and held[0] in words["beside"]
        and not words["offices"].isdisjoint(held[1:_SHORT])
        and tokens[comma + 1].form[0].isupper()
    )


def _goes_with(tokens: Sequence[SyntaxToken], earlier: int, comma: int, verb: int) -> bool:
    """Whether what two commas hold belongs to the speaker: an apposition right before the verb, a name, an office.

    ", Dana Weber, a spokeswoman, said" and ", military spokesman, Colonel Bako, said", but not ", killing six, the army said".
    """
    if comma - earlier > _SHORT:
        return False
    words = _words()
    first, last = tokens[earlier + 1].form, tokens[comma - 1].form.lower()
    named = first[0].isupper() or last in words["offices"]
    behind = tokens[comma + 1].form.lower()
    return comma + 1 == verb or (named and (behind in words["beside"] or last in words["offices"]))
