"""Who fills a role: the parties that a noun group names, through pronouns, lists, members and nations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from geoinc.incidents.actors import (
    Party,
    country_of,
    find_parties,
    governed_from,
    is_no_group,
    is_plain,
    nation_of,
    tie_words,
)
from geoinc.incidents.tolls.people import kind_of
from geoinc.model import Span
from geoinc.text.analysis import ParsedSentence as Read
from geoinc.text.analysis import Word
from geoinc.text.sentences import Sentence

Extent = tuple[int, int]
"""Code points of the text: from, to (exclusive)."""
CROWDS = frozenset({"civilians", "protesters"})
"""Kinds of people who do not attack as such."""
FIGHTING = frozenset({"armed group", "militia", "gang"})
"""Kinds of those whose members attack in their name."""
_UNKNOWN, _STATE = "unknown", "state"
_POSSESSIVE, _NAME = "POS", "NNP"
_PEOPLE = frozenset({"people", "kin", "staff", "attackers"})
_OF = "of"
_BRACKETS = frozenset("()[]")
_OPENING = 4
"""Who is named in the first so many code points of a sentence ("The Front") is what it is about."""


class Fillers(NamedTuple):
    """The ``parties`` of a sentence, to be found in the noun groups of its analysis; what is ``barred`` names nobody.

    ``before`` are the sentences told right before it, the nearest first: "the group" is the one that they name.
    """

    sentence: Sentence
    parties: Sequence[Party]
    barred: Sequence[Extent] = ()
    before: Sequence[Sentence] = ()

    def without(self, extents: Iterable[Extent]) -> Fillers:
        """Return the fillers without those who stand in some extents."""
        taken = list(extents)
        return self._replace(parties=[p for p in self.parties if not _meets(p, taken)], barred=(*self.barred, *taken))

    def doers(self, read: Read, group: int | None, *, anyone: bool = False) -> list[Party]:
        """Return who acts, by a noun group: parties, the nation whose arms they are, or a name that nobody knows.

        ``anyone`` takes names and people in no list too ("JNIM", "her spouse").
        """
        found: dict[int, Party] = {}
        for one in _joined(read, _described(read, group)):
            inside = [p for p in self._parties_of(read, one) if p.kind not in CROWDS or _is_head(p, read, one)]
            inside = inside or list(self._nations(read, read.groups[one].start, read.groups[one].end))
            inside = inside or self._named_before(read, one)
            inside = inside or self._unlisted(read, one, anyone=anyone) or self._wielders(read, one)
            if inside and all(is_plain(p.name) for p in inside):  # "a local gang, Al-Khobar"
                inside = [
                    p
                    for g in _apposed(read, one)
                    for p in (*self._parties_of(read, g), *self._by_name(read, g))
                    if p.named
                ] or inside
            found |= {p.span.start: p for p in inside}
        return list(found.values())

    def _named_before(self, read: Read, group: int) -> list[Party]:
        """Return the armed group that the sentences before name last, for "the group", or "it" that opens a sentence."""
        found = read.groups[group]
        first, head = read.words[found.start], read.words[found.head]
        it = found.start == read.body and head.lemma in tie_words()["it"]
        if not it and not (first.lemma in tie_words()["definite"] and head.lemma in tie_words()["again"]):
            return []
        named = ((s, p) for s in self.before for p in reversed(find_parties(s)) if p.named and p.kind in FIGHTING)
        again = next(
            (p for s, p in named if not it or (s is self.before[0] and p.span.start <= s.start + _OPENING)), None
        )
        if again is None:
            return []
        start, end = first.start, head.end
        text = " ".join(read.text[start:end].split())
        return [again._replace(span=Span(self.sentence.document_id, start, end, text))]

    def _wielders(self, read: Read, group: int) -> list[Party]:
        """Return who did something to the thing of a group that the participle behind it tells: "a drone launched by rebels"."""
        end = read.groups[group].end
        predicate = read.predicate(end) if end in read.verbs else None
        agent = predicate.chunks.agent if predicate is not None and predicate.chunks.patient == group else None
        return [] if agent is None or agent == group else self._parties_of(read, agent)

    def _unlisted(self, read: Read, group: int, *, anyone: bool) -> list[Party]:
        """Return whom a group names that is in no list, or what it is "of": "a member of the ABC", "a group of youths"."""
        if not anyone:
            return []
        parts = [group, *_of(read, group), *_apposed(read, group)]
        member = read.words[read.groups[group].head].lemma in tie_words()["members"]
        named = (list(self._by_name(read, one)) for one in (parts if member else parts[:1]))
        called = (list(self._by_noun(read, one)) for one in parts)
        return next((found for found in (*named, *called) if found), [])

    def owners(self, read: Read, first: int, end: int) -> list[Party]:
        """Return whose event it is by the words before its noun: "a Turkish air strike", "the rebels' attack"."""
        extent = read.words[first].start, read.words[end - 1].end
        inside = [p for p in self.parties if _meets(p, [extent])]
        return inside or list(self._nations(read, first, end, named=read.words[end - 1].fine == _POSSESSIVE))

    def sufferers(self, read: Read, group: int | None) -> list[Party]:
        """Return to whom it is done, by a noun group."""
        found: dict[int, Party] = {}
        for one in _joined(read, group):
            inside = self._parties_of(read, one) or list(self._by_noun(read, one))
            found |= {p.span.start: p for p in inside}
        return list(found.values())

    def _parties_of(self, read: Read, group: int) -> list[Party]:
        """Return the parties of a group and of what it is a part of; for a pronoun those that it stands for."""
        if read.words[read.groups[group].head].tag == "PRON":
            return self._stood_for(read, group)
        found = [p for p in self.parties if _meets(p, [self._with_name(read, group)])]
        return [*found, *(p for p in self._tied(read, group) if p.span not in {f.span for f in found})]

    def _tied(self, read: Read, group: int) -> Iterator[Party]:
        """Yield whom a group is said to belong to: "forces loyal to the president", "men thought to be members of the Front"."""
        ties = tie_words()
        opened = doubted = False
        end = read.groups[group].end
        aside = [w.lemma for w in read.words[end : end + 2]]
        end += len(aside) == 2 and aside[0] == "," and aside[1] in ties["doubting"]
        for word in read.words[end:]:
            party = next((p for p in self.parties if _meets(p, [(word.start, word.end)])), None)
            if opened and party is not None and (party.named or party.kind not in CROWDS):
                yield party._replace(doubt=party.doubt or doubted)
                return
            doubted = doubted or word.lemma in ties["doubting"]
            opens = word.lemma in ties["words"] or word.tag == "ADV"
            if not (
                opens or (opened and word.form.lower() in ties["between"]) or (opened and word.lemma in ties["between"])
            ):
                return
            opened = opened or word.lemma in ties["words"]

    def _with_name(self, read: Read, group: int) -> Extent:
        """Return where a group stands, with the name right before it: "EPL [Popular Liberation Army] guerrillas"."""
        i = read.groups[group].start
        while i > read.body:
            before = read.words[i - 1]
            named = any(p.named and _meets(p, [(before.start, before.end)]) for p in self.parties)
            if not named and before.fine != "JJ" and before.form not in _BRACKETS:
                break
            i -= 1
        return read.words[i].start, _extent(read, group)[1]

    def _stood_for(self, read: Read, group: int) -> list[Party]:
        """Return whom a pronoun stands for: the subject of the verb over its own, or the party named last before it."""
        pronoun = read.words[read.groups[group].head]
        verb = read.words[pronoun.head].head if pronoun.head >= 0 else -1
        if verb >= 0 and read.words[verb].tag == "VERB":
            above = read.predicate(verb)
            before = (above.chunks.subject, above.tree.subject, above.tree.object)
            subject = next((g for g in before if g is not None and g < group), None)
            if subject is not None and read.words[read.groups[subject].head].tag != "PRON":
                return self._parties_of(read, subject) or self._unlisted(read, subject, anyone=True)
        return [p for p in self.parties if p.span.end <= pronoun.start][-1:]

    def _nations(self, read: Read, first: int, end: int, *, named: bool = True) -> Iterator[Party]:
        """Yield the nations that words name: "Turkish jets", and where countries may act by name "Israel"."""
        for word in read.words[first:end]:
            lower = word.text.lower()
            found = nation_of(lower) or (country_of(lower) if named else None)
            if found is not None and word.text[0].isupper() and not _is_within(word, self.barred if named else ()):
                span = Span(self.sentence.document_id, word.start, word.end, word.text)
                yield Party(found, "state", found, span)

    def _by_noun(self, read: Read, group: int) -> Iterator[Party]:
        """Yield people who are no party by any list: "her angry spouse", "three staff"."""
        found = read.groups[group]
        head = read.words[found.head]
        if (
            head.tag != "NOUN"
            or _is_within(head, self.barred)
            or kind_of(head.lemma, head.text, head.tag) not in _PEOPLE
        ):
            return
        first = found.start
        while first < found.head and (read.words[first].tag in {"DET", "NUM"} or read.words[first].fine == "PRP$"):
            first += 1
        start = read.words[first].start
        name = " ".join(read.text[start : head.end].split())
        yield Party(name, "civilians", "civilians", Span(self.sentence.document_id, start, head.end, name))

    def _by_name(self, read: Read, group: int) -> Iterator[Party]:
        """Yield whom a group names that is in no list: "JNIM", "Ana Ruiz"."""
        found = read.groups[group]
        head = read.words[found.head]
        barred = _is_within(head, self.barred) or is_no_group(head.text) or self.sentence.text.isupper()
        barred = barred or is_adverbial(read, group)
        written = [w.text[0].isupper() for w in read.words[max(found.start, found.head - 1) : found.head + 1]]
        if not (written[-1] and (head.tag == "PROPN" or (len(written) > 1 and all(written)))) or barred:
            return
        first = found.head
        while first > found.start and (
            read.words[first - 1].fine == _NAME or read.words[first - 1].form == "-" or _is_titled(read, first - 1)
        ):
            first -= 1
        start = read.words[first].start
        name = " ".join(read.text[start : head.end].split())
        span = Span(self.sentence.document_id, start, head.end, name)
        seat = governed_from(name)
        yield Party(seat, _STATE, seat, span) if seat else Party(name, _UNKNOWN, name, span, named=True)


def _is_titled(read: Read, i: int) -> bool:
    """Whether a word within a sentence is written large, as names are."""
    return i > read.body and read.words[i].text[0].isupper() and read.words[i].tag in {"ADJ", "NOUN", "PROPN"}


def is_adverbial(read: Read, group: int) -> bool:
    """Whether a preposition before a group says where or when rather than who: "the church in Owo, which …"."""
    start = read.groups[group].start
    before = read.words[start - 1] if start else None
    return before is not None and before.tag == "ADP" and before.lemma not in tie_words()["leading"]


def _is_within(word: Word, extents: Sequence[Extent]) -> bool:
    return any(start <= word.start < end for start, end in extents)


def _is_head(party: Party, read: Read, group: int) -> bool:
    """Whether a party is what a group is of, not only what describes it ("a people's court"), or a pronoun stands for it."""
    head = read.words[read.groups[group].head]
    return head.tag == "PRON" or head.start < party.span.end


def _meets(party: Party, extents: Sequence[Extent]) -> bool:
    return any(party.span.start < end and start < party.span.end for start, end in extents)


def _joined(read: Read, group: int | None) -> Sequence[int]:
    """Return a group with those that are joined to it, where it is the first of them; none that opens a clause of its own."""
    if group is None:
        return ()
    joined = next((run for run in read.coordinations if group in run), None)
    if joined is None or joined[0] != group:
        return (group,)
    subjects = {read.predicate(v).tree.subject for v in read.verbs if v > read.groups[joined[-1]].head}
    return (group, *(g for g in joined[1:] if g not in subjects or group in subjects))


def _described(read: Read, group: int | None) -> int | None:
    """Return the group before one in apposition: "The Front, a branch of the League, …"."""
    if group is None or any(group in run for run in read.coordinations):
        return group
    start = read.groups[group].start
    before = read.group_of[start - 2] if start > 1 and read.words[start - 1].form == "," else -1
    if before < 0 or read.words[start].tag != "DET" or read.words[read.groups[before].head].form[0] == "‹":
        return group
    opens = read.groups[before].start
    return before if opens <= read.body or read.words[opens - 1].tag in {"PUNCT", "CCONJ"} else group


def _extent(read: Read, group: int) -> Extent:
    """Return where a group stands, with the nouns that hang on it by "of" ("members of the militia")."""
    found = read.groups[group]
    return read.words[found.start].start, max(
        read.words[read.groups[g].end - 1].end for g in (group, *_of(read, group))
    )


def _apposed(read: Read, group: int) -> list[int]:
    """Return the groups that name a group again, in apposition: "a little-known gang, the Fifth Brigade, …"."""
    heads = [c for c in read.children[read.groups[group].head] if read.words[c].label == "appos"]
    return [g for c in heads if (g := read.group_of[c]) >= 0]


def _of(read: Read, group: int) -> list[int]:
    """Return the groups that stand right behind a group with "of"."""
    end = read.groups[group].end
    return [g for case, g in read.complements(group) if case == _OF and read.groups[g].start <= end + 1]
