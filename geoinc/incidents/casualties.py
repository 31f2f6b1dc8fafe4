"""Claims about harm to people: who, how many, and in what sense the number is meant.

A harm word takes its victims from the noun phrase before it ("25 militia were wounded"), after it ("killed about
100"), or from a noun ("no deaths", "the murder of two priests"). Troops, rounds, distances, ages, money and
years are never counted: a number counts only as part of a victims' phrase.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import islice
from typing import Any

from geoinc.incidents.actors import side_of
from geoinc.incidents.attribution import Speech, speaker_at
from geoinc.incidents.breakdown import Counted, Share, shares
from geoinc.incidents.harm_words import Hit, harm_hits, may_harm
from geoinc.incidents.modality import Modality, verb_modality
from geoinc.incidents.victims import Victims, counts_people, people_words, token_of, victims_of
from geoinc.language.lexicon import load
from geoinc.model import Claim, Harm, Operator, Span, Stance
from geoinc.text.numbers import Quantity, quantities_in
from geoinc.text.sentences import Sentence
from geoinc.text.tokens import Token

_LEADING_PLACE = re.compile(
    r"^(?:in|at|near|on|outside)\s(?:[\w'’.-]+\s){1,5}?(?=(?:an?|the|one|two)\s)", re.IGNORECASE
)
_OF_THEM = re.compile(r"^(?:each|of (?:them|whom|these|those)(?: (?:were|was|are))?|of)\s+", re.IGNORECASE)
_AMONG = re.compile(r"\s+(?:is|was|are|were) among\b.*", re.IGNORECASE)
"""Behind the victims this makes them some of those counted next ("three children were among six people killed")."""
_MOST_HITS = 30
"""More harm words than this in one sentence are no report."""


def find_claims(sentence: Sentence, speeches: Sequence[Speech] = ()) -> list[Claim]:
    """Return the claims about harm in a sentence, with their speakers."""
    own = _by_own_hand(sentence)
    if not may_harm(sentence.words):
        return own
    lower = _without_speakers(sentence, speeches)
    hits = list(islice(harm_hits(lower), _MOST_HITS))
    if not hits:
        return own
    quantities = [q for q in quantities_in(sentence.text, _local(sentence)) if counts_people(q, sentence)]
    counted = [Counted(hit, v) for hit in hits for v in victims_of(hit, lower, sentence, quantities, hits)]
    found = [claim for c in counted for claim in _claims(c.hit, c.victims, sentence, speeches)]
    for share in shares(sentence, counted, quantities):
        found += _shared(share, sentence, speeches)
    return _distinct([*found, *own])


def _by_own_hand(sentence: Sentence) -> list[Claim]:
    """Return that whoever did it killed themselves, where a sentence says so."""
    words = own_hand()
    if sentence.words.isdisjoint(words["signs"]):
        return []
    lower = sentence.lower
    text = " ".join(lower)
    phrase = next((p for p in words["phrases"] if p in text), None)
    if phrase is None or verb_modality(lower, lower.index(phrase.split()[0])) is not Modality.ASSERTED:
        return []
    first = len(text[: text.index(phrase)].split())
    span = _span(sentence, first, min(len(lower) - 1, first + len(phrase.split()) - 1))
    return [Claim(Harm.KILLED, span, min=1, max=1, victims=words["victims"])]


@cache
def own_hand() -> dict[str, Any]:
    """Return the words for those who die by their own deed, and how their count is named."""
    return dict(load("harms")["own_hand"])


def _shared(share: Share, sentence: Sentence, speeches: Sequence[Speech]) -> Iterator[Claim]:
    """Yield the claims of a count beside another's: those that its host makes, with its own number and victims."""
    host, count = share.host, share.count
    low, high = (None if n is None else n * share.times for n in (count.min, count.max))
    words = _OF_THEM.sub("", _words(sentence, token_of(sentence, count, end=True), share.last))
    for claim in _claims(host.hit, host.victims, sentence, speeches):
        first = share.first if share.subset else min(host.victims.first, host.hit.first)
        span = _span(sentence, first, share.last - 1)
        victims = f"{claim.victims} {words}".strip() if share.place else words
        side = claim.side if share.place else side_of(words, sentence.page)
        shared = replace(claim, span=span, victims=victims, side=side, subset=share.subset)
        yield replace(shared, min=low, max=high, operator=count.operator)


def _words(sentence: Sentence, first: int, last: int) -> str:
    return " ".join(_span(sentence, first, last - 1).text.split()) if first < last else ""


def _without_speakers(sentence: Sentence, speeches: Sequence[Speech]) -> list[str]:
    """Return lower-case tokens with a stop in the place of those who only speak: they end a list of victims."""
    lower = sentence.lower
    for speech in speeches:
        inside = [i for i, t in enumerate(sentence.tokens) if speech.span.start <= t.start < speech.span.end]
        words = [lower[i] for i in inside]
        if not any(w[0].isdigit() for w in words) and not any(harm_hits(words)):
            for i in inside:
                lower[i] = ";"
    return lower


def _local(sentence: Sentence) -> list[Token]:
    return [Token(t.text, t.lower, t.start - sentence.start, t.end - sentence.start) for t in sentence.tokens]


def _claims(hit: Hit, victims: Victims, sentence: Sentence, speeches: Sequence[Speech]) -> Iterator[Claim]:
    lower = sentence.lower
    if hit.use in {"active", "passive"} and verb_modality(lower, hit.first) in {
        Modality.FUTURE,
        Modality.HYPOTHETICAL,
        Modality.ATTEMPTED,
    }:
        return
    count = victims.count
    text = _text_of(sentence, victims)
    if count is None and not victims.negated and hit.use != "adjectives" and not _names_people(text):
        return
    speech = speaker_at(speeches, sentence.tokens[hit.first].start)
    low, high, operator = _numbers(count, negated=victims.negated)
    first, last = min(victims.first, hit.first), max(victims.last - 1, hit.last)
    for harm in hit.harms:
        yield Claim(
            harm,
            _span(sentence, first, last),
            min=low,
            max=high,
            operator=operator,
            victims=_AMONG.sub("", text),
            subset=_AMONG.search(text) is not None,
            side=side_of(text, sentence.page),
            speaker=speech.speaker if speech else None,
            speaker_span=speech.span if speech else None,
            negated=victims.negated,
            stance=speech.stance if speech else Stance.CONFIRMED,
        )


def _numbers(count: Quantity | None, *, negated: bool) -> tuple[int | None, int | None, Operator]:
    if negated:
        return 0, 0, Operator.NONE
    if count is None:
        return None, None, Operator.UNQUANTIFIED
    return count.min, count.max, count.operator


def _names_people(text: str) -> bool:
    words = {w.strip(".,").lower() for w in text.split()}
    return side_of(text) is not None or bool(
        words
        & (people_words()["words"] | people_words()["singular"] | people_words()["vague"]) - {"of", "that", "which"}
    )


def _text_of(sentence: Sentence, victims: Victims) -> str:
    tokens = sentence.tokens[victims.first : victims.last]
    if not tokens:
        return ""
    start, end = tokens[0].start - sentence.start, tokens[-1].end - sentence.start
    count = victims.count
    if (
        count is not None
        and start <= count.start < end
        and count.text
        and not (count.min == 1 and len(count.text.split()) > 1)
    ):
        start = count.end
    text = " ".join(sentence.text[start:end].split()).strip(" ,.;:-")
    text = _LEADING_PLACE.sub("", text)
    for lead in ("of the ", "of ", "and ", "the "):
        text = text.removeprefix(lead)
    return text.removesuffix(" and").removesuffix(" or")


def _span(sentence: Sentence, first: int, last: int) -> Span:
    start, end = sentence.tokens[first].start, sentence.tokens[last].end
    return Span(sentence.document_id, start, end, sentence.text[start - sentence.start : end - sentence.start])


def _distinct(claims: Sequence[Claim]) -> list[Claim]:
    seen: set[tuple[object, ...]] = set()
    kept = []
    for claim in claims:
        key = (claim.harm, claim.min, claim.max, claim.victims, claim.operator, claim.subset)
        if key not in seen:
            seen.add(key)
            kept.append(claim)
    return kept
