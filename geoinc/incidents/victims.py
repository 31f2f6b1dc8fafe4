"""The phrases that name the victims of a harm word, and their counts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

from geoinc.incidents.actors import is_actor_head, is_demonym
from geoinc.incidents.harm_words import AUXILIARIES, OPERATOR_STARTS, RIGHT_STOPS, Hit
from geoinc.incidents.modality import Modality, verb_modality
from geoinc.language.lexicon import load
from geoinc.model import Harm, Operator
from geoinc.text.numbers import Quantity
from geoinc.text.sentences import Sentence
from geoinc.text.tokens import Token

_LEFT_STOPS = frozenset({",", ";", ":", "that", "when", "after", "while", "which", "but", "said", "as", "because", "where", "if", "before", "since", "during", "until", '"', "“", "”", "''", "``", "(", ")", "—", "–", "--", "leaving", "left", "whether", "in which", "confirmed", "reported", "says", "killing", "wounding", "injuring", "than", "[", "]", "."})  # fmt: skip
_COMPARED = frozenset({"more", "less", "fewer", "other"})
"""Before "than" these belong to a count ("more than 60 injured")."""
_LONGEST = 22
"""How many tokens a victims' phrase may have."""
_ADJECTIVES = 4
"""How many words may stand between a count and its noun."""
_NEGATIVE = frozenset({"not", "n't", "never", "nobody", "none", "no"})
_COPULAS = frozenset({"were", "was", "included", "include", "are"})


@dataclass(frozen=True, slots=True)
class Victims:
    """A victims' phrase: tokens ``first`` to ``last`` (exclusive), and its count if it has one."""

    first: int
    last: int
    count: Quantity | None
    negated: bool = False


@cache
def people_words() -> dict[str, frozenset[str]]:
    """Return the word lists for people by name."""
    data: dict[str, Any] = load("harms")["people"]
    return {name: frozenset(words) for name, words in data.items()}


@cache
def _not_counts() -> dict[str, frozenset[str]]:
    return {name: frozenset(words) for name, words in load("numbers")["not_counts"].items()}


def counts_people(quantity: Quantity, sentence: Sentence) -> bool:
    """Whether a quantity can count people: no unit after it, no sign or letter of a type before it."""
    after = sentence.text[quantity.end :].lstrip(" -\n")
    before = sentence.text[: quantity.start].rstrip(" -\n")
    word_after, word_before = _word(after, 0), _word(before, -1)
    if word_after in _not_counts()["after"] or after[:1] == "%" or _is_year(quantity, word_before):
        return False
    return word_before not in _not_counts()["before"] and before[-1:] not in {"$", "€", "£", "#"}


def _is_year(quantity: Quantity, word_before: str) -> bool:
    """Whether a bare figure is a year ("a 2007 confrontation") rather than a count ("2007 people")."""
    figure = quantity.text.isdigit() and len(quantity.text) == 4 and quantity.text[:2] in {"18", "19", "20"}
    return figure and word_before in _BEFORE_YEARS


_BEFORE_YEARS = frozenset(
    {"a", "an", "the", "in", "since", "during", "until", "early", "late", "mid", "his", "her", "their", "its"}
)


def _word(text: str, index: int) -> str:
    """Return the first or last word of a text without its signs, "" where it has none."""
    words = text.split(None, 1) if index == 0 else text.rsplit(None, 1)
    if not words:
        return ""
    return words[index].strip(".,;:!?()\"'“”’[]").split("-")[0].lower()


def victims_of(
    hit: Hit, lower: Sequence[str], sentence: Sentence, quantities: Sequence[Quantity], hits: Sequence[Hit]
) -> Iterator[Victims]:
    """Yield the victims' phrases of a harm word."""
    if hit.use == "adjectives":
        yield Victims(hit.last, hit.last, None)
        return
    if hit.use == "tolls":
        phrase, negated = _toll_phrase(hit, lower), False
    elif hit.use in {"passive", "intransitive"}:
        phrase = _before(hit, lower, hits)
        negated = _is_negated(lower, phrase, hit)
    elif hit.use == "nouns":
        phrase, negated = _noun_phrase(hit, lower), False
    else:
        phrase = _after(hit, lower, hits)
        negated = verb_modality(lower, hit.first) is Modality.NEGATED
    if phrase is None:
        return
    yield from _counted(phrase, hit, lower, sentence, quantities, negated=negated)


def _is_negated(lower: Sequence[str], phrase: tuple[int, int] | None, hit: Hit) -> bool:
    start = phrase[1] if phrase else max(0, hit.first - 4)
    return any(w in _NEGATIVE or w.endswith(("n't", "n’t")) for w in lower[start : hit.first])


def _before(hit: Hit, lower: Sequence[str], hits: Sequence[Hit]) -> tuple[int, int] | None:
    """Return the subject before a passive or intransitive harm word."""
    end = hit.first
    previous = next((h for h in hits if h.last == end - 2 and lower[end - 1] in {"and", "or", "nor"}), None)
    if previous is not None:
        return _before(previous, lower, hits)
    while end > 0 and lower[end - 1] in AUXILIARIES:
        end -= 1
    if end > 0 and lower[end - 1] in {"and", "or"} and "involved" in lower[max(0, end - 3) : end]:
        end -= 2
    copula = _after_copula(hit, lower, end)
    if copula:
        return copula
    if end > 0 and lower[end - 1] == ",":
        end = _skip_parenthesis(lower, end - 1)
    start = end
    while start > 0 and end - start < _LONGEST:
        if lower[start - 1] == ")":
            opening = _parenthesis(lower, start - 1, hits)
            if opening is None:
                break
            start = opening
        elif _left_stop(lower, start - 1, end, hits):
            break
        else:
            start -= 1
    start = _behind_fronted_place(lower, start, end)
    return (start, end) if start < end else None


def _parenthesis(lower: Sequence[str], closing: int, hits: Sequence[Hit]) -> int | None:
    """Return where a parenthesis that only says who somebody is opens ("2 staff (a driver and a nurse)"), or None."""
    opening = next((k for k in range(closing - 1, max(-1, closing - _LONGEST), -1) if lower[k] == "("), None)
    if opening is None or any(w[:1].isdigit() for w in lower[opening:closing]):
        return None
    return None if any(opening <= h.first <= closing for h in hits) else opening


def _behind_fronted_place(lower: Sequence[str], start: int, end: int) -> int:
    """Return where a subject begins behind the place that opens its sentence ("In Arden, two boys …")."""
    if start > 0 or lower[start] not in _FRONTING or "," not in lower[start:end]:
        return start
    return lower.index(",", start) + 1


_FRONTING = frozenset({"in", "at", "near", "outside", "on", "around"})


def _left_stop(lower: Sequence[str], i: int, end: int, hits: Sequence[Hit]) -> bool:
    if lower[i] == "," and i + 1 < end and _list_comma(lower, i, end):
        return False
    if lower[i] == "than" and i and lower[i - 1] in _COMPARED:
        return False
    if lower[i] in _LEFT_STOPS:
        return True
    return any(h.first <= i <= h.last and h.use != "adjectives" for h in hits)


def _list_comma(lower: Sequence[str], i: int, end: int) -> bool:
    """Whether a comma separates members of a list ("two soldiers, a nurse and a boy")."""
    return "and" in lower[i + 1 : end] and (lower[i + 1][:1].isdigit() or lower[i + 1] in _COUNT_STARTS)


_COUNT_STARTS = frozenset({"a", "an", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "several"})  # fmt: skip


def _skip_parenthesis(lower: Sequence[str], comma: int) -> int:
    """Return the end of the phrase before a parenthesis between commas ("26 people, four of them police,")."""
    opening = next((k for k in range(comma - 1, max(-1, comma - 14), -1) if lower[k] == ","), None)
    return comma if opening is None else opening


def _after_copula(hit: Hit, lower: Sequence[str], end: int) -> tuple[int, int] | None:
    """Read "those killed by the strikes were tribesmen": the victims stand after the copula."""
    if lower[max(0, end - 3) : end].count("those") == 0 and lower[end - 1 : end] != ["dead"]:
        return None
    copula = next((k for k in range(hit.last + 1, min(len(lower), hit.last + 10)) if lower[k] in _COPULAS), None)
    return None if copula is None else (copula + 1, _right_end(lower, copula + 1, frozenset({".", ";", '"'}), ()))


def _after(hit: Hit, lower: Sequence[str], hits: Sequence[Hit]) -> tuple[int, int] | None:
    start = hit.last + 1
    if hit.use == "events" and start < len(lower) and lower[start] == "of":
        start += 1
    end = _right_end(lower, start, RIGHT_STOPS, hits)
    return (start, end) if start < end else None


def _right_end(lower: Sequence[str], start: int, stops: frozenset[str], hits: Sequence[Hit]) -> int:
    end = start + _operator_length(lower, start)
    while end < len(lower) and end - start < _LONGEST and lower[end] not in stops:
        joins = lower[end] in {",", "and"}
        if joins and not _continues(lower, end, hits):
            break
        end += 1
    return end


def _operator_length(lower: Sequence[str], start: int) -> int:
    if tuple(lower[start : start + 3]) == ("as", "many", "as"):
        return 3
    return (
        2
        if tuple(lower[start : start + 2]) in OPERATOR_STARTS
        else int(lower[start : start + 1] in (["over"], ["under"]))
    )


def _continues(lower: Sequence[str], i: int, hits: Sequence[Hit]) -> bool:
    """Whether a comma or "and" goes on listing victims."""
    j = i + 1 + (lower[i] == "," and i + 1 < len(lower) and lower[i + 1] == "and")
    if j >= len(lower) or any(h.first == j for h in hits):
        return False
    theirs = {"his", "her", "their"} if lower[i] == "," and j == i + 1 else {"his", "her", "their", "the"}
    starts = lower[j][:1].isdigit() or lower[j] in _COUNT_STARTS or lower[j] in theirs
    return starts if lower[i] == "," else starts or not lower[j].endswith(("ed", "ing", "t"))


def _noun_phrase(hit: Hit, lower: Sequence[str]) -> tuple[int, int] | None:
    """Return the words around a counted noun: "no deaths", "12 fatalities", "the death toll rose to 45"."""
    start = hit.first
    while (
        start > 0
        and hit.first - start < _ADJECTIVES
        and lower[start - 1] not in _LEFT_STOPS | {"and", "of", "the", "in", "by"}
    ):
        start -= 1
    return start, hit.last + 1


def _toll_phrase(hit: Hit, lower: Sequence[str]) -> tuple[int, int] | None:
    """Return the words that hold the number of a toll: "the death toll rose to 45", "put the dead at nine"."""
    reach = range(hit.last + 1, min(len(lower), hit.last + 1 + _TOLL_REACH))
    to = next((k for k in reach if lower[k] in _BEFORE_TOLLS), None)
    return None if to is None else (to + 1, min(len(lower), to + 6))


_TOLL_REACH = 7
_BEFORE_TOLLS = frozenset({"to", "at", "of", "is", "was", "reached", "as", "now"})


def _counted(  # noqa: PLR0913 - what a phrase is read with
    phrase: tuple[int, int],
    hit: Hit,
    lower: Sequence[str],
    sentence: Sentence,
    quantities: Sequence[Quantity],
    *,
    negated: bool,
) -> Iterator[Victims]:
    """Split a victims' phrase into its counted members."""
    start, end = phrase
    end = next((k for k in range(start + 1, end) if lower[k] in _PARTS and lower[k - 1] not in _COPULAS), end)
    inside = [(q, token_of(sentence, q)) for q in quantities]
    inside = [(q, k) for q, k in inside if start <= k < end]
    if hit.use in {"nouns", "tolls"}:
        inside = inside[-1:] if hit.use == "nouns" else inside[:1]
        end = end if hit.use == "nouns" else min(end, inside[0][1] + 1 if inside else end)
        if inside:
            yield Victims(inside[0][1], end, inside[0][0], negated=inside[0][0].operator is Operator.NONE)
        return
    if not inside:
        yield from _uncounted(start, end, lower, sentence, hit, negated=negated)
        return
    for n, (quantity, k) in enumerate(inside):
        stop = inside[n + 1][1] if n + 1 < len(inside) else end
        if _usable(quantity, lower, k, stop) and not (k > start and lower[k - 1] == "of"):
            none = negated or quantity.operator is Operator.NONE
            tail = _trailing(k, stop, lower)
            yield Victims(k, tail, quantity, negated=none)
            if tail < stop:
                yield Victims(tail + 1, stop, _one(sentence, tail + 1, stop))
    yield from _leading(start, inside[0][1], lower, sentence)


_PARTS = frozenset({"including", "among", "incl"})
"""Behind these stand some of those already counted."""


def token_of(sentence: Sentence, quantity: Quantity, *, end: bool = False) -> int:
    """Return the index of the first token of a quantity, or of the one after its ``end``."""
    position = sentence.start + (quantity.end if end else quantity.start)
    return next((i for i, t in enumerate(sentence.tokens) if t.start >= position), len(sentence.tokens))


def _usable(quantity: Quantity, lower: Sequence[str], k: int, stop: int) -> bool:
    head = _head(lower, k, stop)
    words = set() if head and _is_person(head[-1]) else set(head)
    vague_some = quantity.operator is Operator.UNQUANTIFIED and quantity.text.lower() == "some"
    return not words & people_words()["never"] and not vague_some


def _is_person(word: str) -> bool:
    """Whether a noun is of people, whatever stands before it ("health workers")."""
    return word in people_words()["singular"] or word in people_words()["plural"] or is_actor_head(word)


def _head(lower: Sequence[str], k: int, stop: int) -> Sequence[str]:
    """Return the words of a counted phrase without what hangs on its noun ("20 fighters" of "loyal to the town")."""
    end = next((i for i in range(k + 1, stop) if lower[i] in _HANGS_ON and i > k + 2), stop)
    return lower[k:end]


_HANGS_ON = frozenset({"in", "at", "from", "loyal", "allied", "with", "to", "by", "for", "who", "belonging", "backed"})


def _trailing(k: int, stop: int, lower: Sequence[str]) -> int:
    """Return where "and a driver" begins after a counted member, or ``stop``."""
    for i in range(k + 1, stop - 2 + 1):
        if (
            lower[i] in {"and", ","}
            and lower[i + 1] in {"a", "an"}
            and (set(lower[i + 2 : stop]) & people_words()["singular"] or is_demonym(lower[i + 2]))
        ):
            return i
    return stop


def _leading(start: int, first: int, lower: Sequence[str], sentence: Sentence) -> Iterator[Victims]:
    """Read a single person before a counted member ("a man and his two sons")."""
    head = lower[start:first]
    if head[:1] in (["a"], ["an"]) and "and" in head and set(head) & people_words()["singular"]:
        stop = start + head.index("and")
        yield Victims(start, stop, _one(sentence, start, stop))


def _uncounted(  # noqa: PLR0913 - what a phrase is read with
    start: int, end: int, lower: Sequence[str], sentence: Sentence, hit: Hit, *, negated: bool
) -> Iterator[Victims]:
    """Read victims without a number: one person, several named persons, or an unnumbered group."""
    words = lower[start:end]
    if (set(words) & people_words()["never"] and not _is_person(words[-1])) or (
        hit.use == "intransitive" and hit.harms == (Harm.MISSING,)
    ):
        return
    parts = list(_parts(start, end, lower))
    singles = [(a, b) for a, b in parts if _is_single(sentence.tokens[a:b])]
    for a, b in singles:
        yield Victims(a, b, _one(sentence, a, b), negated=negated)
    if not singles:
        yield Victims(start, end, None, negated=negated)


def _parts(start: int, end: int, lower: Sequence[str]) -> Iterator[tuple[int, int]]:
    begin = start
    for k in range(start, end):
        if lower[k] in {"and", ","}:
            if begin < k:
                yield begin, k
            begin = k + 1
    if begin < end:
        yield begin, end


def _is_single(tokens: Sequence[Token]) -> bool:
    """Whether a phrase speaks of one person: "a suspected guerrilla", "the mayor", "Rosa Gonzalez"."""
    words = [t.lower for t in tokens]
    if words[0] in _ONE and len(words) > 1 and not words[-1].endswith("s"):
        return True
    if set(words) & people_words()["singular"] and words[0] not in {"the", "their"}:
        return not words[-1].endswith("s")
    if words[0] in {"the", "his", "her"} and words[-1] in people_words()["singular"]:
        return True
    names = [t for t in tokens if t.is_capital]
    plural = len(tokens) == 2 and words[-1].endswith(("s", "men"))
    return len(names) == len(tokens) >= 2 and not plural


_ONE = frozenset({"a", "an", "another"})


def _one(sentence: Sentence, a: int, b: int) -> Quantity:
    start, end = sentence.tokens[a].start - sentence.start, sentence.tokens[b - 1].end - sentence.start
    return Quantity(start, end, 1, 1, Operator.EXACT, sentence.text[start:end])
