"""Who is accused of an event, who claims it and who denies it: suspected and claimed actors, with whoever says so.

"The army accused the rebels of shelling the town", "the attack was blamed on a gang", "no group claimed
responsibility", "the ministry denied any part in it". The accused is a suspect on the accuser's word, never an attacker
as a fact; the accuser is no part of the event by accusing.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

from geoinc.incidents.actors import Party, country_of, is_actor_head
from geoinc.incidents.attribution import subject_of
from geoinc.incidents.modality import cue_words
from geoinc.language.lexicon import load
from geoinc.model import Actor, Role, Span, Stance
from geoinc.text.sentences import Sentence

_REACH = 12
"""How many tokens after a word of blame its "of", "for" or "on" may stand."""
_NEAR = 6
"""How many tokens may lie between a word of blame and the party that it is about."""
_ARTICLES = frozenset({"the", "a", "an", "both", "its", "their", "his", "her", "rival"})
_BE = frozenset({"was", "were", "been", "being", "is", "are", "be"})
_NEGATIVE = frozenset({"no", "not", "nobody", "none", "n't", "n’t", "never", "nor", "neither", "without"})
_LONGEST_NAME = 5


class Part(NamedTuple):
    """What somebody is said to have done, and how far that is asserted."""

    role: Role
    stance: Stance


SUSPECT = Part(Role.ATTACKER, Stance.SUSPECTED)
CLAIMANT = Part(Role.CLAIMANT, Stance.CLAIMED)
DENIER = Part(Role.INVOLVED, Stance.DENIED)


@dataclass(frozen=True, slots=True)
class Blame:
    """What a sentence says of one party: tokens ``first`` to ``last`` name it, ``speaker`` says so."""

    name: str
    kind: str | None
    side: str | None
    span: Span
    first: int
    last: int
    part: Part
    speaker: str | None = None

    @property
    def actor(self) -> Actor:
        """The party as an actor of the event."""
        role, stance = self.part
        return Actor(self.name, role, self.span, side=self.side, kind=self.kind, stance=stance, speaker=self.speaker)


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load("speech")["blame"][name])


@cache
def _openers() -> frozenset[str]:
    lists: dict[str, list[str]] = load("speech")["blame"]
    return frozenset(w for name, words in lists.items() if name in _OPENING for w in words) | {"behind"}


_OPENING = frozenset(
    {"accusing", "blaming", "holding", "attributing", "suspecting", "claiming", "denying", "involving"}
)


def find_blame(sentence: Sentence, parties: Sequence[Party]) -> list[Blame]:
    """Return who is accused, claims or denies in a sentence, each party once, in the order of the words.

    Parameters
    ----------
    parties
        The parties of the sentence; a name that is none of them may be accused as well.
    """
    if not may_blame(sentence.words):
        return []
    found: dict[int, Blame] = {}
    for blame in _all(sentence, parties):
        found.setdefault(blame.first, blame)
    return list(found.values())


def may_blame(words: frozenset[str]) -> bool:
    """Whether a sentence of these words (runs of letters, lower case) can accuse, claim or deny."""
    return not _openers().isdisjoint(words)


def unblamed(sentence: Sentence, parties: Sequence[Party], blamed: Sequence[Blame]) -> list[Party]:
    """Return the parties of a sentence that neither are accused nor accuse."""
    taken = {k for blame in blamed for k in range(blame.first, blame.last + 1)}
    accusers = [name for i in _accusing(sentence) if (name := _accuser(sentence, i))]
    return [p for p in parties if p.first not in taken and not any(p.span.text in name for name in accusers)]


def _accusing(sentence: Sentence) -> Iterator[int]:
    """Yield the tokens of a sentence that accuse in the active."""
    words = _words("accusing") | _words("blaming")
    lower = sentence.lower
    return (i for i, word in enumerate(lower) if word in words and not _passive(lower, i))


def _all(sentence: Sentence, parties: Sequence[Party]) -> Iterator[Blame]:
    for i, word in enumerate(sentence.lower):
        if word in _openers():
            yield from _accusation(sentence, parties, i)
            yield from _answer(sentence, parties, i)


def _accusation(sentence: Sentence, parties: Sequence[Party], i: int) -> Iterator[Blame]:
    """Yield who is accused by the word at token ``i``."""
    lower = sentence.lower
    word = lower[i]
    if word in _words("accusing"):
        yield from _accused(sentence, parties, i, "of")
    elif word in _words("blaming"):
        yield from _blamed(sentence, parties, i)
    elif word in _words("holding") and "responsible" in lower[i + 1 : i + _REACH]:
        yield from _accused(sentence, parties, i, "responsible")
    elif word in _words("attributing") and "to" in lower[i + 1 : i + _NEAR]:
        by = _agent(sentence, i) if _passive(lower, i) else _accuser(sentence, i)
        yield from _named(sentence, _without_crowds(parties), lower.index("to", i) + 1, by=by)
    elif word in _words("suspecting"):
        yield from _suspected(sentence, parties, i)


def _answer(sentence: Sentence, parties: Sequence[Party], i: int) -> Iterator[Blame]:
    """Yield who claims, denies or is said to have a part by the word at token ``i``."""
    lower = sentence.lower
    word = lower[i]
    if word == "behind" and _passive(lower, i):
        yield from _behind(sentence, parties, i)
    elif word in _words("involving") and lower[i + 1 : i + 2] == ["in"] and _passive(lower, i):
        yield from _subject(sentence, _without_crowds(parties), i, named=False)
    elif word in _words("claiming") and (_of_responsibility(lower, i) or _claimed_by(lower, i)):
        yield from _claimant(sentence, parties, i)
    elif word in _words("denying") and set(lower[i + 1 : i + _NEAR]) & _words("parts"):
        yield from _subject(sentence, parties, i, part=DENIER)


def _without_crowds(parties: Sequence[Party]) -> list[Party]:
    return [p for p in parties if p.kind not in _CROWDS]


def _accused(sentence: Sentence, parties: Sequence[Party], i: int, preposition: str) -> Iterator[Blame]:
    """Read "accused X of", "X, accused by Y of", "X was accused of", "held X responsible"."""
    lower = sentence.lower
    if "whom" in lower[max(0, i - _NEAR) : i]:
        return
    if lower[i - 1 : i] and (_passive(lower, i) or lower[i + 1 : i + 2] in (["of"], ["by"])):
        yield from _subject(sentence, parties, i, by=_agent(sentence, i))
        return
    end = next((k for k in range(i + 1, min(len(lower), i + _REACH)) if lower[k] == preposition), None)
    if end is not None:
        yield from _named(sentence, parties, i + 1, end=end, by=_accuser(sentence, i))


def _blamed(sentence: Sentence, parties: Sequence[Party], i: int) -> Iterator[Blame]:
    """Read "blamed X for", "blamed it on X", "was blamed on X", "X was blamed for", "put the blame on X"."""
    lower = sentence.lower
    after = lower[i + 1 : i + _REACH]
    on = next((k for k, w in enumerate(after) if w in {"on", "upon"}), None)
    until = next((k for k, w in enumerate(after) if w in {"for", ".", ";", ","}), len(after))
    passive = _passive(lower, i)
    if on is not None and on < until:
        yield from _named(sentence, parties, i + on + 2, by=_agent(sentence, i) if passive else _accuser(sentence, i))
    elif passive or lower[i + 1 : i + 2] in (["for"], ["by"]):
        yield from _subject(sentence, parties, i, by=_agent(sentence, i))
    elif until:
        yield from _named(sentence, parties, i + 1, end=i + 1 + until, by=_accuser(sentence, i))


def _suspected(sentence: Sentence, parties: Sequence[Party], i: int) -> Iterator[Blame]:
    """Read "X are believed to be behind", "suspected to have been carried out by X"."""
    lower = sentence.lower
    after = lower[i + 1 : i + _REACH]
    if after[:1] != ["to"] or "no" in lower[max(0, i - 4) : i]:
        return
    if set(after) & _words("joining"):
        k = next(k for k, w in enumerate(after) if w in _words("joining"))
        yield from _named(sentence, parties, i + 3 + k)
    elif "by" in after:
        yield from _named(sentence, parties, i + 2 + after.index("by"))
    elif set(after) & _words("behind"):
        yield from _subject(sentence, parties, i)


def _behind(sentence: Sentence, parties: Sequence[Party], i: int) -> Iterator[Blame]:
    """Read "police said X were behind the attack" and "X said it was behind it"."""
    lower = sentence.lower
    told = next((k for k in range(i - 1, max(-1, i - _REACH), -1) if lower[k] in _words("saying")), None)
    own = told is not None and set(lower[told + 1 : i]) & {"it", "they", "its", "we"}
    if told is not None and own:
        yield from _subject(sentence, parties, told, part=CLAIMANT)
    else:
        by = _accuser(sentence, told) if told is not None else None
        yield from _subject(sentence, parties, i, by=by)


def _claimant(sentence: Sentence, parties: Sequence[Party], i: int) -> Iterator[Blame]:
    """Read "X claimed responsibility" and "responsibility was claimed by X"; who has not claimed is no claimant."""
    lower = sentence.lower
    if "by" in lower[i + 1 : i + 3] and _passive(lower, i):
        yield from _named(sentence, parties, lower.index("by", i) + 1, part=CLAIMANT)
    elif not set(lower[max(0, i - 3) : i]) & _NEGATIVE:
        yield from _subject(sentence, parties, i, part=CLAIMANT)


def _of_responsibility(lower: Sequence[str], i: int) -> bool:
    return "responsibility" in lower[i + 1 : i + _NEAR] or (
        "responsibility" in lower[max(0, i - _NEAR) : i] and _passive(lower, i)
    )


def _claimed_by(lower: Sequence[str], i: int) -> bool:
    return lower[i + 1 : i + 2] == ["by"] and lower[i] == "claimed" and _passive(lower, i)


def _passive(lower: Sequence[str], i: int) -> bool:
    return bool(_BE & set(lower[max(0, i - 2) : i])) and not lower[i].endswith("ing")


def _accuser(sentence: Sentence, i: int) -> str | None:
    """Return the subject of the word of blame at ``i``."""
    lower = sentence.lower
    if lower[i].endswith("ing") and lower[i - 1 : i] and lower[i - 1] not in _BE:
        return None
    while i > 0 and lower[i - 1] in _BETWEEN | _BE | _words("placing") | {"the"}:
        i -= 1
    if lower[i - 1 : i] == ["and"]:
        i = next((k for k, word in enumerate(lower[:i]) if word in _openers() | cue_words("speech", "verbs")), i)
    phrase = subject_of(sentence.tokens, i)
    return None if phrase is None else _text(sentence, *_bare(sentence, *phrase))


def _agent(sentence: Sentence, i: int) -> str | None:
    """Return who stands behind "by" right after a passive word of blame."""
    lower = sentence.lower
    if lower[i + 1 : i + 2] != ["by"]:
        return None
    end = next((k for k in range(i + 2, len(lower)) if lower[k] in {"of", "for", ",", ".", ";", "on"}), len(lower))
    return _text(sentence, *_bare(sentence, i + 2, end - 1)) if end > i + 2 else None


def _named(  # noqa: PLR0913 - what is said of whom, by whom
    sentence: Sentence,
    parties: Sequence[Party],
    start: int,
    *,
    end: int | None = None,
    by: str | None = None,
    part: Part = SUSPECT,
) -> Iterator[Blame]:
    """Yield the parties between two tokens, or the name that begins at the first."""
    stop = min(len(sentence.tokens), start + _NEAR) if end is None else end
    inside = [p for p in parties if start <= p.first < stop]
    first, last = _bare(sentence, start, start + _name_length(sentence, start) - 1)
    if inside:
        for party in inside if end is not None else inside[:1]:
            yield _of_party(party, part, by)
    elif first <= last and sentence.tokens[first].is_capital:
        yield _of_name(sentence, (first, last), part, by)


def _subject(  # noqa: PLR0913 - what is said of whom, by whom
    sentence: Sentence,
    parties: Sequence[Party],
    i: int,
    *,
    by: str | None = None,
    part: Part = SUSPECT,
    named: bool = True,
) -> Iterator[Blame]:
    """Yield the party that is the subject of token ``i``, or, where it may only be ``named``, its name."""
    around = _around_apposition(sentence, parties, i)
    if around is not None:
        yield _of_party(around, part, by)
        return
    k = i
    while k > 0 and sentence.tokens[k - 1].lower in _BETWEEN | _BE:
        k -= 1
    party = next((p for p in reversed(parties) if 0 < k - p.last <= _NEAR and _joined(sentence, p.last, k)), None)
    if party is not None:
        yield _of_party(party, part, by)
        return
    phrase = subject_of(sentence.tokens, k) or (k, k - 1)
    first, last = _bare(sentence, phrase[1] - _capitals_back(sentence, *phrase) + 1, phrase[1])
    before = [w for w in sentence.lower[max(0, first - 2) : first] if w not in _ARTICLES]
    hangs_on = bool(before) and before[-1] in _HANGS_ON
    loose = [p for p in parties if phrase[0] <= p.first and p.last < k <= p.last + _REACH]
    loose = [p for p in loose if p.kind not in _CROWDS and "," not in sentence.lower[p.last : i]]
    if loose and (hangs_on or first > last):
        yield _of_party(loose[0], part, by)
    elif named and first <= last and not hangs_on and sentence.lower[first] not in _words("nobody"):
        yield _of_name(sentence, (first, last), part, by)


def _around_apposition(sentence: Sentence, parties: Sequence[Party], i: int) -> Party | None:
    """Return the party of "X, the branch of Y in A, has claimed"."""
    lower = sentence.lower
    while i > 0 and (lower[i - 1] in _BE or (lower[i - 1] in _BETWEEN and lower[i - 1] != ",")):
        i -= 1
    phrase = subject_of(sentence.tokens, i) if lower[i - 1 : i] == [","] else None
    if phrase is None:
        return None
    return next((p for p in parties if phrase[0] <= p.first <= phrase[1]), None)


def _capitals_back(sentence: Sentence, first: int, last: int) -> int:
    """Return over how many tokens a capitalised name runs that ends a phrase."""
    tokens = sentence.tokens
    k = last
    while k >= first and (tokens[k].is_capital or (k < last and tokens[k].lower in _NAME_PARTS)):
        k -= 1
    while k < last and not tokens[k + 1].is_capital:
        k += 1
    return last - k


_CROWDS = frozenset({"civilians", "protesters"})
_HANGS_ON = frozenset({"in", "of", "from", "at", "near", "on", "to", "with"})
"""A name behind one of these hangs on the one before it ("guerrillas operating in A")."""
_NAME_PARTS = frozenset({"ul", "al", "el", "as", "ur", "ud", "de", "del", "bin", "ibn"})


def _joined(sentence: Sentence, last: int, verb: int) -> bool:
    """Whether nothing but a word or two of no weight parts a party from its verb."""
    between = sentence.tokens[last + 1 : verb]
    return all(t.lower.endswith("ly") or t.lower in _BETWEEN or is_actor_head(t.lower) for t in between)


_BETWEEN = frozenset({"has", "have", "had", "also", "later", "since", "then", "long", "again", "repeatedly", ",", "who", "which", "group", "movement"})  # fmt: skip


def _bare(sentence: Sentence, first: int, last: int) -> tuple[int, int]:
    """Leave out an article."""
    return first + (first <= last and sentence.tokens[first].lower in _ARTICLES), last


def _name_length(sentence: Sentence, start: int) -> int:
    """Return over how many tokens a capitalised name, with an article before it, runs."""
    tokens = sentence.tokens[start : start + _LONGEST_NAME]
    lead = int(bool(tokens) and tokens[0].lower in _ARTICLES)
    rest = tokens[lead:]
    return lead + next((k for k, t in enumerate(rest) if not t.is_capital), len(rest))


def _of_party(party: Party, part: Part, by: str | None) -> Blame:
    speaker = party.name if part is CLAIMANT else by
    return Blame(party.name, party.kind, party.side, party.span, party.first, party.last, part, speaker)


def _of_name(sentence: Sentence, tokens: tuple[int, int], part: Part, by: str | None) -> Blame:
    """Return what is said of a name that is no known party; its first and last token are given."""
    first, last = tokens
    name = _text(sentence, first, last)
    country = country_of(name)
    start, end = sentence.tokens[first].start, sentence.tokens[last].end
    span = Span(sentence.document_id, start, end, sentence.text[start - sentence.start : end - sentence.start])
    kind, side = ("state", country) if country else ("unknown", name)
    return Blame(name, kind, side, span, first, last, part, name if part is CLAIMANT else by)


def _text(sentence: Sentence, first: int, last: int) -> str:
    start, end = sentence.tokens[first].start, sentence.tokens[last].end
    return " ".join(sentence.text[start - sentence.start : end - sentence.start].split())
