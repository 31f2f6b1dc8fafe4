"""What befell a group of people by the words around it: a learned probability of each harm.

The lexicon of harms knows words that can mean little else. Most of how reports tell harm is no such word: "did not come
home", "are in hospital with burns", "were marched into the bush". What is looked at is what is said of the group: its verbs with what
hangs on them, what it is said to be, what it is of, and the words beside it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from geoinc.incidents.decisions.scorer import Features, load
from geoinc.incidents.tolls.harms import harm_words
from geoinc.incidents.tolls.people import People, people_words
from geoinc.model import Harm
from geoinc.text.analysis import ParsedSentence

NAMES = {Harm.KILLED: "fate_killed", Harm.WOUNDED: "fate_wounded", Harm.KIDNAPPED: "fate_kidnapped"}
"""The decisions whose weights this uses, and GATE: whether the words of a sentence can tell any of them."""
GATE = "fate_gate"
OPENS = 0.05
"""Sentences whose words tell of a harm with less than this probability are not read for it."""
LEAST = 0.2
"""A harm less likely than this is none."""
UNLIKELY = 0.05
"""One that words of harm only hint at is none below this."""
SURE = 0.7
"""From this probability on it makes a claim of its own."""
_CONTENT = frozenset({"NOUN", "VERB", "ADJ", "ADV", "ADP"})
_HANGING = frozenset({"obl", "obj", "advmod", "compound:prt", "xcomp", "obl:agent", "ccomp", "advcl", "nmod"})
_LEADING = frozenset({"case", "mark"})
_RELATIVE = frozenset({"acl", "acl:relcl", "amod", "appos", "nmod", "conj"})
_AFTER, _BEFORE = 8, 5
_BESIDE = 0.5
"""How much a word beside a group counts, where one that hangs together with it counts 1."""


def features(sentence: ParsedSentence, group: People) -> Features:
    """Return what is said of a group of people."""
    found: Features = dict.fromkeys(_said(sentence, group), 1.0)
    words = sentence.words
    for side, near in (
        ("after", words[group.end : group.end + _AFTER]),
        ("before", words[max(0, group.start - _BEFORE) : group.start]),
    ):
        for word in near:
            if word.tag in _CONTENT:
                found.setdefault(f"{side} {word.lemma}", _BESIDE)
                found.setdefault(f"near {word.lemma}", _BESIDE)
    return found


def _said(sentence: ParsedSentence, group: People) -> Iterator[str]:
    yield from _themselves(sentence, group)
    at = _top(sentence, group)
    yield from _added(sentence, group, at)
    above = sentence.words[at].head
    if above < 0:
        yield "root"
    else:
        yield from _told(sentence, group, at, above)


def _themselves(sentence: ParsedSentence, group: People) -> Iterator[str]:
    """Yield who a group are."""
    head, own = sentence.words[group.head], sentence.words[group.start : group.end]
    yield f"kind {group.kind}"
    yield f"group {head.lemma}"
    traits = {"counted": group.counted, "part": group.part, "other": group.other, "refers": group.refers, "plural": group.plural}  # fmt: skip
    yield from (name for name, holds in traits.items() if holds)
    yield from (f"is {w.lemma}" for w in own if w.tag in {"ADJ", "VERB", "NOUN"} and w is not head)
    if group.part and group.end + 2 < len(sentence.words):
        yield f"some of {sentence.words[group.end + 2].lemma}"
    if _is_whole(sentence, group):
        yield "whole"
        yield from (f"whole {w.lemma}" for w in own)


def _added(sentence: ParsedSentence, group: People, at: int) -> Iterator[str]:
    """Yield what stands behind a group: relative clauses, participles, what is joined to it."""
    for child in sentence.children[at]:
        word = sentence.words[child]
        if word.label in _RELATIVE and not group.start <= child < group.end:
            yield f"with {word.label.split(':')[0]} {word.lemma}"
            yield from (f"with {name}" for name in _hanging(sentence, child))


def _told(sentence: ParsedSentence, group: People, at: int, above: int) -> Iterator[str]:
    """Yield what the word that a group hangs on says of it."""
    words = sentence.words
    verb, lemma = words[above], words[above].lemma
    role = "pass" if words[at].label == "nsubj:pass" else words[at].label.split(":")[0]
    yield f"{role} of {lemma}"
    yield f"{role} of a {verb.tag}"
    yield from (f"{role} of {name}" for name in _hanging(sentence, above, besides=at))
    number = sentence.group_of[group.head]
    if verb.tag in {"VERB", "AUX"} and number >= 0:
        predicate = sentence.predicate(above)
        for reading in (predicate.tree, predicate.chunks):
            if reading.patient == number:
                yield f"suffers {lemma}"
            if reading.agent == number:
                yield f"does {lemma}"
    if any(words[c].lemma in people_words()["negations"] for c in sentence.children[above]):
        yield f"{role} of not {lemma}"
        yield "negated"


def _is_whole(sentence: ParsedSentence, group: People) -> bool:
    """Whether some of a group are told of: "two of the 40 passengers"."""
    before = sentence.lower[max(0, group.start - 2) : group.start]
    return (
        len(before) == 2
        and before[1][0] in people_words()["partitive"]
        and sentence.words[group.start - 2].tag in _SOME
    )


_SOME = frozenset({"NUM", "PRON", "DET"})


def _top(sentence: ParsedSentence, group: People) -> int:
    """Return the word of a group that hangs on a word outside of it, of joined groups the first one's."""
    words, at = sentence.words, group.head
    for _ in range(len(words)):
        above = words[at].head
        if above < 0:
            return at
        if group.start <= above < group.end or words[at].label == "conj":
            at = above
            continue
        return at
    return at


def _hanging(sentence: ParsedSentence, word: int, *, besides: int = -1) -> list[str]:
    """Return what hangs on a word: its verb with particle or preposition and noun ("take into bush")."""
    words, found = sentence.words, list[str]()
    for child in sentence.children[word]:
        own = words[child]
        if child == besides or own.label not in _HANGING:
            continue
        case = article = ""
        for below in map(words.__getitem__, sentence.children[child]):
            if below.label == "det":
                article = article or below.lemma
            elif below.label in _LEADING:
                case = case or below.lemma
        found += (
            f"{words[word].lemma} {case or own.lemma}",
            f"… {case} {own.lemma}",
            f"… {case} {article} {own.lemma}",
        )
    return found


def governor(sentence: ParsedSentence, group: People) -> int:
    """Return the word that says what is told of a group of people, or its own head where nothing does."""
    at = _top(sentence, group)
    return sentence.words[at].head if sentence.words[at].head >= 0 else group.head


def is_no_count(sentence: ParsedSentence, group: People) -> bool:
    """Whether a group is counted with others, as some "of the wounded", or has a number for a name, as "the 201 battalion"."""
    whole = sentence.lower[group.end + 2 : group.end + 3] if group.part else ()
    named = group.refers and group.plural and sentence.words[group.head].fine == "NN"
    masses = people_words()["masses"]
    return (bool(whole) and whole[0][0] in harm_words()) or (named and sentence.lower[group.head][0] not in masses)


def may_have(group: People) -> bool:
    """Whether a group is one of people whose fate can be counted."""
    return group.kind not in {"thing", "pronoun"} and bool(group.value) and (group.counted or group.value == 1)


def fates(sentence: ParsedSentence, group: People) -> dict[Harm, float]:
    """Return the probability of each harm to a group of people; kept with the sentence, which is asked before and while its text is read."""
    known: dict[Harm, float] | None = sentence.kept.get((fates, group))
    if known is None:
        found = features(sentence, group)
        known = {harm: load(name).probability(found) for harm, name in NAMES.items()}
        sentence.kept[fates, group] = known
    return known


@lru_cache(maxsize=512)
def may_tell(words: frozenset[str]) -> bool:
    """Whether the words of a sentence (lower case) can tell what befell somebody; kept, as it is asked often."""
    return load(GATE).probability(dict.fromkeys(words, 1.0)) >= OPENS
