"""Words of a text that report events, as the frames find them in its read sentences, with what the stage asks of each."""

from __future__ import annotations

from bisect import bisect, bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter

from geoinc.incidents.blame import may_blame
from geoinc.incidents.frames import matcher
from geoinc.incidents.frames.lexicon import Index, index
from geoinc.incidents.frames.matcher import Told
from geoinc.incidents.idioms import idioms
from geoinc.incidents.types import kind
from geoinc.language.lexicon import load
from geoinc.text import analysis
from geoinc.text.sentences import Sentence, holding

_POSSESSIVES = frozenset({"PRP$", "POS"})
_PLURALS = frozenset({"NNS", "NNPS"})
_START, _END = attrgetter("start"), attrgetter("end")


@dataclass(frozen=True, slots=True)
class Trigger:
    """Words that report an event. Offsets are code points into the text; ``first`` to ``last`` index its tokens.

    ``weak`` triggers make no event of their own; ``definite`` ones speak of an event already told; ``plural``
    ones of several; ``other`` ones of another than the last. ``frame`` and its roles are numbers of noun groups
    in the sentence ``read`` as :mod:`~geoinc.incidents.frames.matcher` gives them; there is none for a sentence
    that only adds to an event.
    """

    type: str
    start: int
    end: int
    text: str
    first: int
    last: int
    noun: bool
    weak: bool = False
    told: Told = Told.FACT
    definite: bool = False
    plural: bool = False
    other: bool = False
    perfect: bool = False
    frame: matcher.FrameMatch | None = field(default=None, compare=False, repr=False)
    read: analysis.ParsedSentence | None = field(default=None, compare=False, repr=False)

    @property
    def family(self) -> str:
        """The family of its type."""
        return kind(self.type).family

    @property
    def meant(self) -> bool:
        """Whether it tells of something that took place, now or in the past, or was tried."""
        return self.told in {Told.FACT, Told.ATTEMPTED, Told.PAST}


def read_sentences(
    text: str,
    told: Iterable[Sentence],
    known: Index | None = None,
    wanted: Callable[[Sentence], bool] | None = None,
) -> Mapping[int, Sequence[analysis.ParsedSentence]]:
    """Return, by their index, the analysis of those sentences that may tell an event, or whose it was.

    A very long one is in pieces.

    Parameters
    ----------
    wanted
        Which of those that may tell an event are wanted, and no others; all where None.
    """
    told = list(told)
    gate = (known or index()).gate
    if told and told[0].page is not None:
        gate = gate.within(told[0].page)
        told = told if wanted is None else holding(text, told, gate.keys)
    asked = [
        s for s in told if s.text.count("\t") <= 1 and (gate.opens(s.words) or (not wanted and may_blame(s.words)))
    ]
    asked = [s for s in asked if wanted is None or wanted(s)]
    if not asked:
        return {}
    starts = [s.start for s in asked]
    found: dict[int, list[analysis.ParsedSentence]] = {}
    for piece in analysis.analyse(text, [(s.start, s.end) for s in asked]):
        found.setdefault(asked[bisect(starts, piece.start) - 1].index, []).append(piece)
    return found


def find_triggers(
    sentence: Sentence, read: Sequence[analysis.ParsedSentence], known: Index | None = None
) -> list[Trigger]:
    """Return the event triggers of a sentence, in order.

    Parameters
    ----------
    read
        Its analysis, by :func:`read_sentences`.
    known
        The frames, with the user's own.
    """
    known = known or index()
    found = [_trigger(sentence, piece, t, known) for piece in read for t in matcher.find_triggers(piece, known)]
    dropped = idioms(sentence) if found else ()
    return [t for t in found if t is not None and not any(a < t.end and t.start < b for a, b in dropped)]


def _trigger(
    sentence: Sentence, read: analysis.ParsedSentence, found: matcher.FrameMatch, known: Index
) -> Trigger | None:
    words = read.words
    start, end = words[found.first].start, words[found.word].end
    tokens = sentence.tokens
    first, stop = bisect(tokens, start, key=_END), bisect_left(tokens, end, key=_START)
    if first >= stop:
        return None
    before = list(_determiners(read, found)) if found.nominal else []
    discourse = load("cues")["discourse"]
    opened = words[found.word + 1].lemma if found.word + 1 < len(words) else ""
    return Trigger(
        _refined(found, read, sentence, known),
        start,
        end,
        " ".join(t.lower for t in tokens[first:stop]),
        first,
        stop - 1,
        noun=found.nominal,
        weak=found.weak,
        told=found.told,
        definite=opened not in {"of", "in", "at"} and any(w in discourse["definite"] for w in before),
        plural=words[found.word].fine in _PLURALS,
        other=any(w in discourse["other"] for w in (before or _roles_open(read, found))),
        perfect=not found.nominal and any(words[c].form.lower() == "had" for c in read.children[found.word]),
        frame=found,
        read=read,
    )


def _determiners(read: analysis.ParsedSentence, found: matcher.FrameMatch) -> Iterator[str]:
    """Yield the words of a noun's group before it, possessors as "its"."""
    group = read.group_of[found.word]
    start = read.groups[group].start if group >= 0 else found.first
    for word in read.words[start : found.first]:
        yield "its" if word.fine in _POSSESSIVES else word.form.lower()


def _roles_open(read: analysis.ParsedSentence, found: matcher.FrameMatch) -> Iterator[str]:
    """Yield the words before the head of who does a verb and of whom it is done to ("a second prison was overrun")."""
    for group in (found.attacker, found.target):
        if group is not None and not found.nominal:
            yield from (w.form.lower() for w in read.words[read.groups[group].start : read.groups[group].head])


def _refined(found: matcher.FrameMatch, read: analysis.ParsedSentence, sentence: Sentence, known: Index) -> str:
    """Return the type of a trigger; a word beside it or its target may make it more exact ("strikes" by "aircraft")."""
    name = found.type
    target = "" if found.target is None else read.words[read.groups[found.target].head].lemma
    for rule in known.refinements:
        meant = name in rule.origin and found.lemma in rule.lemmas
        if meant and (target in rule.targets or not sentence.words.isdisjoint(rule.words)):
            return rule.to
    return name
