"""Names of groups that no list has, as a text writes them, each under one key however the text shortens it.

A name written large is a group's where anything ties it to people who fight: "CODECO militiamen", "men of the Hill
Column", "a gang known as La Nueva", "the Sao Box claimed it". Its abbreviation, and the last of its words, are it too.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise

from geoinc.incidents.actors import (
    IRREGULAR,
    Party,
    actor_kind,
    content_words,
    is_demonym,
    is_no_group,
    is_of_another,
)
from geoinc.incidents.fillers import Extent
from geoinc.incidents.tolls.people import people_words
from geoinc.language.lexicon import load
from geoinc.model import Span
from geoinc.text.sentences import Sentence
from geoinc.text.tokens import Token

Mention = tuple[Sentence, Party]
_GROUP, _UNKNOWN = "armed group", "unknown"
PERSON = "person"
"""The kind of somebody with a personal name who may be accused."""
_LARGE = 0.6
"""A line with a larger share of words written large is a title: it sets no name apart."""
_SHORT, _LONG = 2, 8
"""An abbreviation has so many letters."""
_BESIDE = 6
"""So many words behind a name say what it is."""
_INSIDE = 2
"""So many small words may stand together inside a name."""
_OPENING = frozenset({"(", "["})
_QUOTES = frozenset({'"', "“", "‘", "'", ":", "*", "•"})


@dataclass(frozen=True, slots=True)
class OpenNames:
    """Mentions of groups that no list has, and the longer names, in small letters, that shorter ones stand for."""

    mentions: Sequence[Mention]
    longer: Mapping[str, str]

    @classmethod
    def of(
        cls, sentences: Iterable[Sentence], text: str, known: Sequence[Mention], places: Sequence[Extent]
    ) -> OpenNames:
        """Return the names of a text, but for those ``known``; what stands where ``places`` are named is none."""
        barred = [*places, *((p.span.start, p.span.end) for _, p in known)]
        opened = list(_names(sentences, text, barred))
        both = sorted([*((s, p) for s, p in known if p.named), *opened], key=lambda m: m[1].span.start)
        longer = _longer(both, text)
        tied = {longer.get(_small(p), _small(p)) for s, p in opened if _is_tied(s, p)}
        listed = {p.span.text.lower() for _, p in known if p.named}
        persons = {longer.get(_small(p), _small(p)) for s, p in opened if _may_be_accused(s, p)} - tied - listed
        kept = []
        for sentence, party in opened:
            whole = longer.get(_small(party), _small(party))
            if whole in tied:
                kept.append((sentence, party._replace(kind=_GROUP)))
            elif whole in listed:
                kept.append((sentence, party))
            elif whole in persons:
                kept.append((sentence, party._replace(kind=PERSON)))
        return cls(kept, longer)


def _small(party: Party) -> str:
    return party.name.lower()


@cache
def _words(which: str) -> frozenset[str]:
    return frozenset(load("actors")["open"][which])


def accused_words() -> frozenset[str]:
    """Return the words beside which somebody with a personal name may be the doer."""
    return _words("accused")


def _names(sentences: Iterable[Sentence], text: str, barred: Iterable[Extent]) -> Iterator[Mention]:
    """Yield the names written large, in order."""
    ordered = sorted(barred)
    starts, longest = [a for a, _ in ordered], max((b - a for a, b in ordered), default=0)
    alone = frozenset(text.split(" ")[1:-1])
    for sentence in sentences:
        tokens = sentence.tokens
        words = [t for t in tokens if t.is_word]
        if sum(t.is_capital for t in words) > max(_SHORT, _LARGE * len(words)):
            continue
        near = slice(bisect_left(starts, sentence.start - longest), bisect_left(starts, sentence.end))
        taken = [e for e in ordered[near] if sentence.start < e[1]]
        i = 0
        while i < len(tokens):
            begins = _may_begin(tokens, i, alone)
            end = _end(tokens, i) if begins else i + 1
            start, stop = tokens[i].start, tokens[end - 1].end
            free = begins and not any(a < stop and start < b for a, b in taken)
            if free and not _is_common(tokens[i:end]) and not is_of_another(text[stop : sentence.end]):
                span = Span(sentence.document_id, start, stop, text[start:stop])
                name = " ".join(span.text.split())
                yield sentence, Party(name, _UNKNOWN, name, span, named=True)
            i = end


def _may_begin(tokens: Sequence[Token], i: int, alone: Container[str]) -> bool:
    """Whether a name may begin at a token; ``alone`` are the words of the text that stand between spaces."""
    token = tokens[i]
    if not (token.is_word and token.is_capital) or is_no_group(token.text):
        return False
    if not token.text.isupper() and next(content_words([token.lower]), None) is None:
        return False  # "On Monday Ana Ruiz"
    if i and tokens[i - 1].text not in _QUOTES:
        return True
    # What opens a sentence is written large anyway.
    strange = token.lower not in alone and not _fights(token.lower)
    return strange or (token.text.isupper() and len(token.text) >= _SHORT)


def _end(tokens: Sequence[Token], first: int) -> int:
    """Return where a name ends: at the last word written large, with "of the" or "de" between two."""
    end = at = first + 1
    while at < len(tokens) and tokens[at].start - tokens[at - 1].end <= 1 and at <= end + _INSIDE:
        if tokens[at].is_word and tokens[at].is_capital:
            end = at + 1
        elif tokens[at].lower not in _words("within"):
            break
        at += 1
    return end


def _is_common(tokens: Sequence[Token]) -> bool:
    """Whether words are no name of people who fight: a nation's adjective, a number, a lone letter, an officer, a bank."""
    words = [t.lower for t in tokens]
    if len(words) == 1 and (len(words[0]) < _SHORT or is_demonym(words[0])):
        return True
    return (
        next(content_words(words), None) is None
        or words[-1].endswith(_ADJECTIVES)
        or not _words("bodies").isdisjoint(words)
        or words[0] in people_words()["singular"]
    )


_ADJECTIVES = ("ian", "ese")


def _longer(mentions: Sequence[Mention], text: str) -> dict[str, str]:
    """Return the longer names that shorter ones stand for: in brackets behind it, or by its last word."""
    found: dict[str, str] = {}
    for (_, one), (_, other) in pairwise(mentions):
        if text[one.span.end : other.span.start].strip() in _OPENING and _is_short(other.span.text):
            found.setdefault(other.span.text.lower(), one.span.text.lower())
    last = {name.rsplit(maxsplit=1)[-1]: name for _, p in reversed(mentions) if " " in (name := _small(p))}
    singles = {_small(p) for _, p in mentions} - found.keys()
    return found | {name: last[name] for name in sorted(singles) if name in last}


def _may_be_accused(sentence: Sentence, party: Party) -> bool:
    """Whether a name looks like a person's, in a sentence that tells of a deed or of the law."""
    words = party.name.split()
    large = [w for w in words if w[0].isupper()]
    return _TWO <= len(large) <= _FOUR and not party.name.isupper() and not _words("accused").isdisjoint(sentence.words)


_TWO, _FOUR = 2, 4
"""A personal name has so many words written large."""


def _is_short(name: str) -> bool:
    return _SHORT <= len(name) <= _LONG and sum(c.isupper() for c in name) >= _SHORT and " " not in name


def _is_tied(sentence: Sentence, party: Party) -> bool:
    """Whether the words around a name say that it is of people who fight."""
    tokens = sentence.tokens
    behind = [t.lower for t in tokens if t.start >= party.span.end][:_BESIDE]
    before = [t.lower for t in tokens if t.end <= party.span.start][-4:]
    if _small(party).rsplit(maxsplit=1)[-1] in _words("groups") or (
        behind and (_fights(behind[0]) or behind[0] in _words("claims"))
    ):
        return True
    if behind[:1] == [","] and behind[1:2] and behind[1] in _words("articles"):
        return not _words("groups").isdisjoint(behind[2:])
    while before and before[-1] in _words("articles"):
        before.pop()
    if not before:
        return False
    if before[-1] in _words("called"):
        return any(_fights(w) for w in before)
    if before[-1] in _words("from"):
        return len(before) > 1 and (_fights(before[-2]) or before[-2] in _words("members"))
    return _fights(before[-1])


def _fights(word: str) -> bool:
    return word in _words("groups") or actor_kind(word) in IRREGULAR
