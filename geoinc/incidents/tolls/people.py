"""People in a read sentence: noun groups that count or name some, each with how many they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cache, lru_cache
from itertools import zip_longest
from typing import Any, NamedTuple

from geoinc.incidents.actors import IRREGULAR, actor_kind, is_demonym
from geoinc.language.lexicon import load
from geoinc.model import Operator
from geoinc.text.analysis import NounGroup, ParsedSentence
from geoinc.text.numbers import Quantity, find_quantities, not_counts

MOST = 100_000
"""Larger numbers count whole peoples."""


class People(NamedTuple):
    """Words ``start`` to ``end`` (exclusive) of a sentence that stand for people, ``head`` being the one of them that names them.

    ``low`` and ``high`` say how many, None where that side is open or nothing is said; ``kind`` what they are:
    staff, attackers, forces, people, kin, name, pronoun, number, unknown, or thing. ``part`` says that they are some of
    others ("two of them"), ``other`` that they are further ones, ``refers`` that they have been told of before.
    """

    start: int
    end: int
    head: int
    low: int | None
    high: int | None
    operator: Operator
    kind: str
    part: bool = False
    other: bool = False
    refers: bool = False
    plural: bool = False
    counted: bool = False
    number_end: int = 0
    """The code point after the number, where there is one."""

    @property
    def value(self) -> int | None:
        """The one number that stands for them."""
        return self.low if self.low is not None else self.high


@cache
def people_words() -> dict[str, frozenset[str]]:
    """Return the word lists for people by name."""
    data: dict[str, Any] = load("harms")["people"]
    return {name: frozenset(words) for name, words in data.items()}


def find_people(sentence: ParsedSentence) -> tuple[People, ...]:
    """Return the groups of people in a sentence, in order; things are among them where they are counted."""
    kept = sentence.kept
    if find_people not in kept:
        kept[find_people] = _people(sentence)
    found: tuple[People, ...] = kept[find_people]
    return found


def _people(sentence: ParsedSentence) -> tuple[People, ...]:
    quantities = [q for q in find_quantities(sentence.text, sentence.start, sentence.end) if _may_count(q, sentence)]
    groups = sorted([*_split(sentence), *_bare(sentence)])
    found: list[People] = []
    for group in _behind_measures(sentence, list(_as_one(sentence, groups))):
        people = _read(sentence, group, quantities)
        if people is not None and not (
            _is_age(sentence, people) or (found and _is_named_again(sentence, found[-1], people))
        ):
            found.append(people)
    return tuple(_joined_brackets(sentence, found))


def _is_age(sentence: ParsedSentence, group: People) -> bool:
    """Whether a number says how old somebody is: "Ana Souza, 52, was killed", "a man aged 34"."""
    words, start = sentence.words, group.start
    if group.kind != "number" or group.end - start != 1 or not words[start].form.isdigit():
        return False
    if not group.counted:
        return True
    after = words[group.end].form if group.end < len(words) else ","
    if start < 2 or words[start - 1].form != "," or after not in _CLOSES or (group.value or 0) > _OLDEST:
        return False
    told = sentence.group_of[start - 2]
    lead = sentence.groups[told].start - 1 if told >= 0 else -1
    placed = lead >= 0 and words[lead].form.lower() in people_words()["there"]
    return told >= 0 and not placed and words[start - 2].fine in {"NN", "NNP"}


def _is_named_again(sentence: ParsedSentence, before: People, group: People) -> bool:
    """Whether a name only says who the one person told right before is: "the mayor, Carlos Gomez, was shot"."""
    comma = group.start - 1
    if group.kind != "name" or group.plural or before.end != comma or sentence.words[comma].form != ",":
        return False
    return before.kind in _PERSONS and not before.plural and sentence.words[before.head].tag == "NOUN"


_CLOSES = frozenset({",", ".", ")", ";"})
_OLDEST = 120
_PERSONS = frozenset({"staff", "attackers", "forces", "people", "kin"})


def _split(sentence: ParsedSentence) -> Iterator[NounGroup]:
    """Yield the noun groups; a dash with spaces around it parts two ("nine people - three men")."""
    for group in sentence.groups:
        start = group.start
        if start and sentence.words[start - 1].tag == "X" and sentence.words[start - 1].form.isdigit():
            start -= 1  # A number that opens a line was taken for an item's.
        for i in range(group.start + 1, group.end - 1):
            word = sentence.words[i]
            spaced = sentence.text[word.start - 1].isspace() and sentence.text[word.end : word.end + 1].isspace()
            if word.tag == "PUNCT" and spaced:
                head = i - 1
                yield NounGroup(start, i, head)
                start = i + 1
        yield NounGroup(start, group.end, group.head if group.head >= start else group.end - 1)


_HYPHENS = frozenset({"-", "‑", "‐"})


def _bare(sentence: ParsedSentence) -> Iterator[NounGroup]:
    """Yield the subjects and objects that no noun group holds ("the other was injured")."""
    for i, (word, group) in enumerate(zip(sentence.words, sentence.group_of, strict=True)):
        if group >= 0 or not word.label.startswith(("nsubj", "obj")):
            continue
        if word.tag == "NUM" or sentence.lower[i][0] in people_words()["further"]:
            begins = i > 0 and sentence.words[i - 1].tag == "DET"
            yield NounGroup(i - begins, i + 1, i)


def _as_one(sentence: ParsedSentence, groups: Sequence[NounGroup]) -> Iterator[NounGroup]:
    """Yield groups, those that the words between hold together as one: "two on | - | duty workers"."""
    before: NounGroup | None = None
    for group in groups:
        if before is not None and _hyphened(sentence, before, group):
            before = NounGroup(before.start, group.end, group.head)
            continue
        if before is not None:
            yield before
        before = group
    if before is not None:
        yield before


_HYPHENED = 3
"""So many words may stand between a number and what a hyphen joins to its noun."""


def _hyphened(sentence: ParsedSentence, before: NounGroup, group: NounGroup) -> bool:
    hyphen = sentence.words[group.start - 1] if group.start else None
    glued = hyphen is not None and hyphen.form in _HYPHENS and hyphen.end == sentence.words[group.start].start
    return glued and group.start - before.end <= _HYPHENED


def _behind_measures(sentence: ParsedSentence, groups: Sequence[NounGroup]) -> Iterator[NounGroup]:
    """Yield groups, those of a measure joined with what they measure: "a total of | four civilians" is one."""
    before: NounGroup | None = None
    lists, lower = people_words(), sentence.lower
    for group, after in zip_longest(groups, groups[1:]):
        of = group.end < len(lower) and lower[group.end][0] in lists["partitive"]
        if before is None and of and after is not None and after.start == group.end + 1:
            dozens = group.end - group.start == 1 and lower[group.head][1] in lists["dozens"]  # "dozens of | homes"
            measure = lower[group.head][1] in lists["measures"] and sentence.words[after.start].tag == "NUM"
            if dozens or measure:
                before = group
                continue
        yield group if before is None else NounGroup(before.start, group.end, group.head)
        before = None


def _may_count(quantity: Quantity, sentence: ParsedSentence) -> bool:
    """Whether a quantity can count people: no unit after it, no sign or letter of a type before it, no year, no name."""
    after = sentence.text[quantity.end : quantity.end + 40].lstrip(" -\n")
    before = sentence.text[max(sentence.start, quantity.start - 40) : quantity.start].rstrip(" -\n")
    words = not_counts()
    following, leading = _word(after, 0), _word(before, -1)
    parted = before[-1:] in _PARTS  # "there is no more room; 300 people were treated"
    if following in words["after"] or after[:1] == "%" or (leading in words["before"] and not parted):
        return False
    if _CLOCK.fullmatch(quantity.text):
        return False
    figure = quantity.text.isdigit() and len(quantity.text) == 4 and quantity.text[:2] in {"18", "19", "20"}
    if figure and leading in words["before_years"]:
        return False
    return before[-1:] not in {"$", "€", "£", "#"} and not after[:1].startswith(("°", "/"))


_PARTS = frozenset(",;:!?)")
_CLOCK = re.compile(r"0\d{3}")
"""A time of day: "at 0815"."""


def _word(text: str, index: int) -> str:
    words = text.split(None, 1) if index == 0 else text.rsplit(None, 1)
    return words[index].strip(".,;:!?()\"'“”’[]").split("-")[0].lower() if words else ""


def _read(sentence: ParsedSentence, group: NounGroup, quantities: Sequence[Quantity]) -> People | None:
    head = sentence.words[group.head]
    if head.form[0] == "‹":
        return None
    lower = [form for form, _ in sentence.lower[group.start : group.end]]
    lemma = sentence.lower[group.head][head.tag != "PROPN"]
    count = _count(sentence, group, quantities)
    kind = kind_of(lemma, head.form, head.tag)
    lists = people_words()
    first = lower[0]
    other = not lists["further"].isdisjoint(lower)
    part = _is_part(sentence, group)
    refers = first in lists["known"]
    if count is not None:
        return People(
            group.start, group.end, group.head, count.min, count.max, count.operator, kind,
            part=part, other=other, refers=refers and kind != "kin", plural=(count.max or 2) > 1, counted=True,
            number_end=count.end,
        )  # fmt: skip
    low = _how_many(sentence, group, kind, lower)
    plural = low is None or low > 1
    operator = Operator.UNQUANTIFIED if low is None else Operator.EXACT
    return People(
        group.start, group.end, group.head, low, low, operator, kind,
        part=part, other=other, refers=(refers and kind != "kin") or kind == "pronoun", plural=plural,
    )  # fmt: skip


def _count(sentence: ParsedSentence, group: NounGroup, quantities: Sequence[Quantity]) -> Quantity | None:
    start, end = sentence.words[group.start].start, sentence.words[group.end - 1].end
    return next((q for q in quantities if q.start < end and start < q.end and q.text.lower() not in _articles()), None)


@cache
def _articles() -> frozenset[str]:
    return people_words()["articles"]


def _is_part(sentence: ParsedSentence, group: NounGroup) -> bool:
    """Whether "of them", "of whom" or "of the staff" follows."""
    after = sentence.lower[group.end : group.end + 2]
    return len(after) == 2 and after[0][0] in people_words()["partitive"] and after[1][0] in people_words()["wholes"]


@lru_cache(maxsize=4_096)
def kind_of(lemma: str, form: str, tag: str) -> str:
    """Return what a head noun makes of a group; kept, as texts have the same few nouns for people."""
    lists = people_words()
    words = {lemma, form.lower()}
    known = _actor(lemma, form.lower())
    kinds = {
        "number": tag == "NUM" or form.lower() in lists["bare"],
        "pronoun": tag in {"PRON", "DET"} or form.lower() in lists["pronouns"],
        "staff": bool(words & lists["staff"]),
        "kin": bool(words & lists["kin"]),
        "attackers": bool(words & lists["attackers"]) or known in IRREGULAR,
        "thing": bool(words & lists["never"]),  # "the government" is no one man of the state's forces
        "forces": known == "state",
        "people": known is not None or bool(words & (lists["singular"] | lists["plural"])) or is_demonym(form.rstrip("s")),
        "name": tag == "PROPN",
    }  # fmt: skip
    return next((kind for kind, holds in kinds.items() if holds), "unknown")


def _actor(lemma: str, lower: str) -> str | None:
    return actor_kind(lower) or actor_kind(lemma) or actor_kind(f"{lemma}s")


def _how_many(sentence: ParsedSentence, group: NounGroup, kind: str, lower: Sequence[str]) -> int | None:
    """Return how many a group without a number is: one of a single person, two of both, else None."""
    lists = people_words()
    head = sentence.words[group.head]
    if not lists["pairs"].isdisjoint(lower):
        return 2
    form = sentence.lower[group.head][0]
    after = sentence.lower[group.end : group.end + 1]
    if form in lists["twos"] and not (after and after[0][0] in lists["partitive"]):
        return 2
    if kind == "pronoun":
        return 1 if lower[-1] in lists["single"] else None
    one = lower[0] in lists["articles"] or lower[0] in lists["ones"]
    if len(lower) <= 2 and lower[-1] in lists["ones"]:
        return 1
    several = head.fine in {"NNS", "NNPS"} or lower[-1] in lists["several"]
    return None if several or (form in lists["masses"] and not one) else 1


def _joined_brackets(sentence: ParsedSentence, found: Sequence[People]) -> list[People]:
    """Return people with a bracket inside their group as one: "4 INGO (2 British, 2 Dutch) staff" are four."""
    kept: list[People] = []
    for people in found:
        closing = people.start - 1
        if people.counted or closing < 0 or sentence.words[closing].form != ")":
            kept.append(people)
            continue
        opening = next((k for k in range(closing - 1, -1, -1) if sentence.words[k].form == "("), -1)
        whole = next((p for p in reversed(kept) if p.end <= opening and p.counted), None)
        if whole is None or opening - whole.end > _HYPHENED:
            kept.append(people)
            continue
        kept = [p for p in kept if p.end <= whole.start]
        kept.append(
            people._replace(
                start=whole.start,
                low=whole.low,
                high=whole.high,
                operator=whole.operator,
                plural=whole.plural,
                counted=True,
                other=whole.other,
            )
        )
    return kept
