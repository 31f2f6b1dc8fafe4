"""Words that tell events in a read sentence, and who does what to whom in them.

One matcher serves "shot X", "X was shot by Y", "an attack on X by Y" and "a Turkish air strike": the readings of
:mod:`geoinc.text.analysis` have said who is whose agent and patient already.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from geoinc import language
from geoinc.incidents.frames.lexicon import Frame, Unit, index, verb_of
from geoinc.language.lexicon import read
from geoinc.text.analysis import Predicate, Reading, Sentence, Voice

_AGENT, _PATIENT, _OWNER = "agent", "patient", "owner"
_LEADS = {"ADP", "SCONJ", "DET", "ADJ", "NOUN"}
"""Before a gerund these make a noun of it."""
_REACH = 8
"""A particle or complement stands at most so many words behind its verb: "set the house ablaze"."""


class Told(StrEnum):
    """How a sentence tells an event."""

    FACT = "fact"
    ATTEMPTED = "attempted"
    PLANNED = "planned"
    FEARED = "feared"
    POSSIBLE = "possible"
    DENIED = "denied"
    NEGATED = "negated"
    PAST = "remembered"


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words of a sentence that tell an event.

    ``word`` is the number of the verb or noun; ``frames`` are all that it may belong to, the most exact first; roles are
    numbers of noun groups; ``owner`` is the span of words before a noun that say whose it is (``Turkish``).
    ``agreed`` says whether both readings of the sentence give the same roles; ``weak`` words make no event alone.
    """

    word: int
    frames: tuple[Frame, ...]
    told: Told
    attacker: int | None = None
    target: int | None = None
    owner: tuple[int, int] | None = None
    agreed: bool = True
    nominal: bool = False
    weak: bool = False

    @property
    def type(self) -> str:
        """The type of the most exact frame."""
        return self.frames[0].type


def find_triggers(sentence: Sentence) -> list[Trigger]:
    """Return the words of a sentence that tell events, in order."""
    known = index()
    asked = (i for i in sentence.verbs if sentence.words[i].lemma in known.verbs or sentence.words[i].fine == "VBG")
    found = [t for p in map(sentence.predicate, asked) if (t := _of_gerund(sentence, p) or _of_verb(sentence, p))]
    verbs = {t.word for t in found}
    found += [t for i in range(sentence.body, len(sentence.words)) if i not in verbs and (t := _of_noun(sentence, i))]
    return sorted(found, key=lambda t: t.word)


def _of_verb(sentence: Sentence, predicate: Predicate) -> Trigger | None:
    units = index().verbs.get(predicate.lemma, ())
    matched = [(one, frame) for one, frame in units if _fits(sentence, predicate, one)]
    if not matched:
        return None
    matched.sort(key=lambda pair: -pair[0].demands)
    one, frame = matched[0]
    roles = [_roles(frame, one, reading) for reading in (predicate.chunks, predicate.tree)]
    return Trigger(
        predicate.word,
        tuple(dict.fromkeys(f for _, f in matched)),
        _told(sentence, predicate.word, negated=predicate.tree.negated or predicate.chunks.negated),
        _first(r[0] for r in roles),
        _first(r[1] for r in roles),
        agreed=roles[0] == roles[1],
        weak=one.weak,
    )


def _of_gerund(sentence: Sentence, predicate: Predicate) -> Trigger | None:
    """Return the trigger of a gerund that stands as a noun: "killed by shelling from the hills"."""
    i = predicate.word
    word = sentence.words[i]
    before = sentence.words[i - 1].tag if i > sentence.body else ""
    has_object = predicate.tree.object is not None or predicate.chunks.object is not None
    if word.fine != "VBG" or before not in _LEADS or has_object:
        return None
    matched = _nouns_at(sentence, i, word.form.lower())
    if not matched:
        return None
    frame = matched[0][1]
    around = [*predicate.chunks.prepositions, *predicate.tree.prepositions]
    return Trigger(
        i,
        tuple(dict.fromkeys(f for _, f in matched)),
        _told(sentence, i, negated=predicate.tree.negated or predicate.chunks.negated),
        next((g for case, g in around if case in frame.attacker), None),
        next((g for case, g in around if case in frame.target), None),
        nominal=True,
        weak=matched[0][0].weak,
    )


def _nouns_at(sentence: Sentence, i: int, noun: str) -> list[tuple[Unit, Frame]]:
    """Return the units that end in a noun at a word, the longest first."""
    matched = [(one, frame) for one, frame in index().nouns.get(noun, ()) if _ends_at(sentence, i, one)]
    return sorted(matched, key=lambda pair: -len(pair[0].words))


def _first(groups: Iterator[int | None]) -> int | None:
    return next((g for g in groups if g is not None), None)


def _fits(sentence: Sentence, predicate: Predicate, one: Unit) -> bool:
    """Whether what a unit asks for stands around a verb."""
    words, at = sentence.words, predicate.word
    if len(one.words) > 1 and not _words_fit(sentence, at, one):
        return False
    readings = (predicate.tree, predicate.chunks)
    if one.objects:
        heads = {words[sentence.groups[g].head].lemma for r in readings for g in (r.object, r.patient) if g is not None}
        if heads.isdisjoint(one.objects):
            return False
    if one.cases:
        given = {case.split()[-1] for r in readings for case, _ in r.prepositions}
        following = {w.lemma for w in words[at + 1 : at + 3]}
        return not (given | following).isdisjoint(one.cases)
    return True


def _words_fit(sentence: Sentence, at: int, one: Unit) -> bool:
    """Whether the other words of a unit stand behind its verb, or right before it where the verb comes last."""
    lemmas = [w.lemma for w in sentence.words]
    if verb_of(one) == one.words[-1] and one.words[0] != one.words[-1]:
        return tuple(lemmas[max(0, at + 1 - len(one.words)) : at + 1]) == one.words
    following = iter(lemmas[at + 1 : at + 1 + _REACH])
    return all(word in following for word in one.words[1:])


def _roles(frame: Frame, one: Unit, reading: Reading) -> tuple[int | None, int | None]:
    """Return the groups of attacker and target by one reading of a verb."""
    found = []
    for role in (frame.attacker, frame.target):
        group = None
        for function in role:
            if function == _AGENT:
                group = reading.agent
            elif function == _PATIENT:
                said = not one.objects and (not one.cases or reading.voice is Voice.PASSIVE)
                group = reading.patient if said else None
            else:
                group = next((g for case, g in reading.prepositions if case.split()[-1] == function), None)
            if group is not None:
                break
        found.append(group)
    return found[0], found[1]


def _of_noun(sentence: Sentence, i: int) -> Trigger | None:
    word = sentence.words[i]
    if word.tag not in {"NOUN", "PROPN", "ADJ"}:
        return None
    matched = _nouns_at(sentence, i, word.lemma)
    if not matched:
        return None
    one, frame = matched[0]
    group = sentence.group_of[i]
    complements = sentence.complements(group) if group >= 0 and sentence.groups[group].head == i else ()
    first = i + 1 - len(one.words)
    start = sentence.groups[group].start if group >= 0 else first
    return Trigger(
        i,
        tuple(dict.fromkeys(f for _, f in matched)),
        _told(sentence, i, negated=sentence.words[start].lemma in _told_words()["none"]),
        next((g for case, g in complements if case in frame.attacker), None),
        next((g for case, g in complements if case in frame.target), None),
        (start, first) if _OWNER in frame.attacker and start < first else None,
        nominal=True,
        weak=one.weak,
    )


def _ends_at(sentence: Sentence, i: int, one: Unit) -> bool:
    """Whether a unit's words end at a noun; the words before the last may stand in any form."""
    first = i + 1 - len(one.words)
    if first < 0:
        return False
    parts = sentence.words[first:i]
    return all(w in {p.lemma, p.form.lower()} for w, p in zip(one.words, parts, strict=False))


@cache
def _told_words() -> dict[str, frozenset[str]]:
    data = read(language.path("frames.toml"))["told"]
    return {name: frozenset(words) for name, words in data.items()}


def _told(sentence: Sentence, i: int, *, negated: bool) -> Told:
    """Return how an event is told: by its own helpers, then by the words that govern it."""
    if negated:
        return Told.NEGATED
    kinds = _told_words()
    words = sentence.words
    if any(words[c].lemma in kinds["possible"] for c in sentence.children[i]):
        return Told.POSSIBLE
    for above in _governors(sentence, i):
        lemma = words[above].lemma
        for told in (Told.ATTEMPTED, Told.PLANNED, Told.FEARED, Told.DENIED):
            if lemma in kinds[told.value]:
                return told
        if lemma in kinds["past"] or lemma in kinds["past_nouns"]:
            return Told.PAST
    return Told.FACT


def _governors(sentence: Sentence, i: int) -> Iterator[int]:
    """Yield the words that a word depends on as their object or complement, the nearest first."""
    while sentence.words[i].label in {"obj", "ccomp", "xcomp", "nsubj:pass", "nmod", "conj", "compound", "advcl"}:
        above = sentence.words[i].head
        if above < 0:
            return
        if sentence.words[i].label not in {"conj", "advcl", "nmod"} or sentence.words[above].tag == "NOUN":
            yield above
        i = above
