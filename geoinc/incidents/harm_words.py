"""Words that say what happened to people, and how each is used: passive, active, as a noun."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from geoinc.language.lexicon import FOLDER, load, rows
from geoinc.model import Harm
from geoinc.text.tokens import Gate

_SHAPE = {"harm!": str, "participles": list, "intransitive": list, "active": list, "gerunds": list, "nouns": list, "events": list, "adjectives": list, "tolls": list}  # fmt: skip
AUXILIARIES = frozenset({"was", "were", "been", "be", "being", "is", "are", "got", "get", "have", "has", "had", "also", "not", "left", "reported", "reportedly", "feared", "believed", "said", "to", "confirmed", "subsequently", "later", "allegedly", "seriously", "slightly", "critically", "badly", "severely", "either", "both", "n't", "who", "still", "then", "presumed", "immediately", "instantly", "shot", "just", "apparently", "lightly", "mortally", "fatally", "gravely", "brutally", "seen", "found", "declared"})  # fmt: skip
_BE = frozenset({"was", "were", "been", "be", "being", "is", "are", "got", "left"})
RIGHT_STOPS = frozenset({".", ";", ":", "in", "on", "at", "when", "after", "following", "during", "near", "by", "with", "who", "as", "inside", "outside", "before", "while", "from", "that", "which", "for", "because", "since", "across", "around", "overnight", "yesterday", "today", "early", "late", "where", '"', "“", "”", "(", ")", "-", "—", "–", "--", "within", "over", "under", "[", "]", "was", "were", "had", "has", "have", "is", "are", "said", "to", "last", "but", "then", "along", "including", "among", "incl"})  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Word:
    harms: tuple[Harm, ...]
    uses: frozenset[str]


@dataclass(frozen=True, slots=True)
class Hit:
    """A harm word in a sentence: tokens ``first`` to ``last``, and how it is used."""

    harms: tuple[Harm, ...]
    use: str
    first: int
    last: int


@cache
def _lexicon() -> dict[str, list[tuple[tuple[str, ...], _Word]]]:
    uses: dict[tuple[str, ...], dict[str, set[Harm]]] = {}
    for row in rows(FOLDER / "harms.toml", "harm", _SHAPE):
        for use in ("participles", "intransitive", "active", "gerunds", "nouns", "events", "adjectives", "tolls"):
            for words in row.get(use, []):
                uses.setdefault(tuple(words.split()), {}).setdefault(use, set()).add(Harm(row["harm"]))
    for noun in load("harms")["both"]["nouns"]:
        uses.setdefault((noun,), {})["nouns"] = {Harm.KILLED, Harm.WOUNDED}
    found: dict[str, list[tuple[tuple[str, ...], _Word]]] = {}
    for phrase, by_use in sorted(uses.items(), key=lambda item: -len(item[0])):
        harms = tuple(sorted({h for hs in by_use.values() for h in hs}, key=lambda h: list(Harm).index(h)))
        found.setdefault(phrase[0], []).append((phrase, _Word(harms, frozenset(by_use))))
    return found


@cache
def _gate() -> Gate:
    return Gate((phrase, None) for entries in _lexicon().values() for phrase, _ in entries)


def may_harm(words: frozenset[str]) -> bool:
    """Whether a text of these words (runs of letters, lower case) can hold a harm word."""
    return _gate().opens(words)


def harm_hits(lower: Sequence[str]) -> Iterator[Hit]:
    """Yield the harm words among lower-case tokens, in order."""
    i = 0
    while i < len(lower):
        match = next((m for m in _lexicon().get(lower[i], ()) if _stands(m, lower, i)), None)
        if match is None:
            i += 1
            continue
        last = i + len(match[0]) - 1
        use = _use(match[1], lower, i, last)
        if use:
            yield Hit(match[1].harms, use, i, last)
        i = last + 1


def _stands(entry: tuple[tuple[str, ...], _Word], lower: Sequence[str], i: int) -> bool:
    """Whether the words of an entry stand at token ``i``; "the dead" is a toll only right before its number."""
    phrase, word = entry
    end = i + len(phrase)
    if tuple(lower[i:end]) != phrase or (phrase == ("dead",) and tuple(lower[max(0, i - 2) : i]) in _SUBSETS):
        return False
    return phrase[0] != "the" or "tolls" not in word.uses or lower[end : end + 1] in (["at"], ["to"])


_SUBSETS = frozenset({("among", "the"), ("of", "the")})
"""Before "dead" these tell of some of those already counted."""


def _use(word: _Word, lower: Sequence[str], first: int, last: int) -> str | None:
    """Decide how a harm word is used here: passive, active, gerund, intransitive, noun, event or adjective."""
    after = lower[last + 1] if last + 1 < len(lower) else "."
    takes = _takes_object(lower, last + 1)
    plain = next((use for use in ("tolls", "adjectives") if use in word.uses), None)
    if plain is not None:
        return plain
    if "gerunds" in word.uses and takes:
        return "active"
    if "participles" in word.uses or "active" in word.uses:
        return _verb_use(word, lower, first, takes=takes)
    if "events" in word.uses and after in {"of", "by"}:
        return "events"
    for use in ("intransitive", "nouns"):
        if use in word.uses:
            return use
    return None


def _verb_use(word: _Word, lower: Sequence[str], first: int, *, takes: bool) -> str | None:
    j = first - 1
    while j >= 0 and lower[j] in AUXILIARIES - _BE and j > first - 4:
        j -= 1
    before = lower[j] if j >= 0 else ""
    if before in _BE or (before in {"and", "or", "nor"} and _harm_before(lower, j)):
        return "passive" if not (before in {"and", "or"} and takes) else "active"
    if "active" in word.uses and takes:
        return "active"
    if before in {"the", "their", "its", "his"}:
        return None
    return "passive" if "participles" in word.uses else None


def _harm_before(lower: Sequence[str], j: int) -> bool:
    return any(w in _lexicon() for w in lower[max(0, j - 3) : j]) or lower[j - 1 : j] == ["involved"]


def _takes_object(lower: Sequence[str], j: int) -> bool:
    """Whether a noun phrase begins at token ``j``."""
    after = lower[j] if j < len(lower) else "."
    if tuple(lower[j : j + 2]) in OPERATOR_STARTS or tuple(lower[j : j + 3]) == ("as", "many", "as"):
        return True
    if after.endswith("ing"):
        return False
    counted = after in {"over", "under"} and j + 1 < len(lower) and lower[j + 1][:1].isdigit()
    return counted or (
        after not in RIGHT_STOPS and after not in {",", "and", "or", ".", "?", "!"} and after[:1].isalnum()
    )


OPERATOR_STARTS = frozenset({("at", "least"), ("at", "most"), ("up", "to"), ("in", "excess")})
