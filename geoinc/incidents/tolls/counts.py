"""A count of people harmed: a claim with what is known of how it was read."""

from __future__ import annotations

from dataclasses import dataclass

from geoinc.incidents.tolls import fate
from geoinc.incidents.tolls.people import People, people_words
from geoinc.model import Claim, Span
from geoinc.text.analysis import ParsedSentence as Read
from geoinc.text.sentences import Sentence

SURE = frozenset(
    {"both", "tree", "chunks", "tree over", "chunks over", "joined", "noun", "of", "state", "toll", "own hand"}
)
"""Ties that make a claim of their own; others only where they are chosen."""


@dataclass(frozen=True, slots=True)
class Count:
    """A claim with what is known of how it was read, by which counts are chosen.

    ``tie`` and ``use`` say how its people were tied to the harm (:mod:`~geoinc.incidents.tolls.harms`), ``word`` is the
    base form of the verb or noun that told it, ``head`` that of the people; ``people`` is None where nobody is named.
    ``run`` is the same for counts of one word of harm. ``distance`` (words) parts people that were only near; of those
    ``adjacent`` to their verb nothing does; ``shared`` ones have another harm as well. ``doer`` says that a person told
    before did the harm and may be meant; ``summed`` that the sentence may count over a time; ``marked`` that the words
    make them part of others; ``resolved`` that their number is that of people told before. ``fate`` is the probability of
    the harm by all that is said of its people (:mod:`~geoinc.incidents.tolls.fate`), by which alone those of tie "fate" are told.
    """

    claim: Claim
    tie: str
    use: str
    word: str
    sentence: int
    position: int
    people: People | None
    head: str
    distance: int = 0
    adjacent: bool = False
    shared: bool = False
    doer: bool = False
    summed: bool = False
    marked: bool = False
    resolved: bool = False
    run: tuple[int, int] = (0, 0)
    fate: float = 0.0

    @property
    def is_sure(self) -> bool:
        """Whether it makes a claim of its own, however the choice among counts falls."""
        if self.tie == "fate":
            return self.marked or self.fate >= fate.SURE
        return self.marked or (self.tie in SURE and self.use not in {"hinted", "suggested"})

    @property
    def value(self) -> int | None:
        """The number that stands for it, None where there is none."""
        return self.claim.min if self.claim.min is not None else self.claim.max


def victims_text(piece: Read, group: People | None) -> str:
    """Return the words of a group without its number, of "seven of them children" and "those killed were farmers" who they are."""
    if group is None:
        return ""
    start, end = _named(piece, group)
    words = piece.words[start:end]
    counted = words[0].start <= group.number_end <= words[-1].end
    text = piece.text[group.number_end if counted else words[0].start : words[-1].end]
    text = " ".join(text.split()).strip(" ,.;:-")
    for prefix in sorted(people_words()["article_prefixes"]):  # "of the crew" is "crew", in whatever order a set stands
        text = text.removeprefix(prefix)
    return text


def _said_to_be(piece: Read, group: People) -> tuple[int, int] | None:
    """Return the words behind "those killed in the raid were"."""
    for k in range(group.end, len(piece.words)):
        if piece.words[k].tag == "NOUN" and any(piece.words[c].label == "cop" for c in piece.children[k]):
            joined = [c for c in piece.children[k] if piece.words[c].label == "conj" and piece.words[c].tag == "NOUN"]
            n = piece.group_of[k]
            return (piece.groups[n].start if n >= 0 else k), max([k, *joined]) + 1
    return None


def _named(piece: Read, group: People) -> tuple[int, int]:
    """Return the words that say who a group are."""
    if group.part and group.counted:
        k = group.end + 2
        k += k < len(piece.words) and piece.words[k].tag == "AUX"
        n = piece.group_of[k] if k < len(piece.words) else -1
        return (piece.groups[n].start, piece.groups[n].end) if n >= 0 else (group.start, group.end)
    if piece.words[group.head].form.lower() in people_words()["pointing"]:
        return _said_to_be(piece, group) or (group.start, group.end)
    return group.start, group.end


def words_span(sentence: Sentence, piece: Read, group: People | None, first: int, last: int) -> Span:
    """Return the span of words ``first`` to ``last``, widened to a group."""
    if group is not None:
        first, last = min(first, group.start), max(last, group.end - 1)
    start, end = piece.words[first].start, piece.words[last].end
    return Span(sentence.document_id, start, end, piece.text[start:end])
