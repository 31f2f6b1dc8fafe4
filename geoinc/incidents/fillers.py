"""Who fills a role: the parties that a noun group names, through pronouns, lists, members and nations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from geoinc.incidents.actors import Party, country_of, is_no_group, nation_of, tie_words
from geoinc.model import Span
from geoinc.text.analysis import Sentence as Read
from geoinc.text.sentences import Sentence

Extent = tuple[int, int]
"""Code points of the text: from, to (exclusive)."""
CROWDS = frozenset({"civilians", "protesters"})
"""Kinds of people who do not attack as such."""
_UNKNOWN = "unknown"
_POSSESSIVE = "POS"
_BRACKETS = frozenset("()[]")


@dataclass(frozen=True, slots=True)
class Fillers:
    """The ``parties`` of a sentence, to be found in the noun groups of its analysis; ``places`` are nobody."""

    sentence: Sentence
    parties: Sequence[Party]
    places: Sequence[Extent] = ()

    def without(self, extents: Iterable[Extent]) -> Fillers:
        """Return the fillers without the parties that stand in some extents."""
        taken = list(extents)
        return replace(self, parties=[p for p in self.parties if not _meets(p, taken)])

    def doers(self, read: Read, group: int | None) -> list[Party]:
        """Return who acts, by a noun group: parties, the nation whose arms they are, or a name that nobody knows."""
        found: dict[int, Party] = {}
        for one in _joined(read, _described(read, group)):
            inside = [p for p in self._parties_of(read, one) if p.kind not in CROWDS or _is_head(p, read, one)]
            inside = inside or list(self._nations(read, read.groups[one].start, read.groups[one].end))
            inside = inside or list(self._by_name(read, one))
            found |= {p.span.start: p for p in inside}
        return list(found.values())

    def owners(self, read: Read, first: int, end: int) -> list[Party]:
        """Return whose event it is by the words before its noun: "a Turkish air strike", "the rebels' attack"."""
        extent = read.words[first].start, read.words[end - 1].end
        inside = [p for p in self.parties if _meets(p, [extent])]
        return inside or list(self._nations(read, first, end, named=read.words[end - 1].fine == _POSSESSIVE))

    def sufferers(self, read: Read, group: int | None) -> list[Party]:
        """Return to whom it is done, by a noun group."""
        found = {p.span.start: p for one in _joined(read, group) for p in self._parties_of(read, one)}
        return list(found.values())

    def _parties_of(self, read: Read, group: int) -> list[Party]:
        """Return the parties of a group and of what it is a part of; for a pronoun those that it stands for."""
        if read.words[read.groups[group].head].tag == "PRON":
            return self._stood_for(read, group)
        found = [p for p in self.parties if _meets(p, [self._with_name(read, group)])]
        tied, doubted = _tied(read, group)
        more = (replace(p, doubt=p.doubt or doubted) for p in self.parties if tied and _meets(p, [tied]))
        return [*found, *(p for p in more if p not in found)]

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
            subject = above.tree.subject if above.chunks.subject is None else above.chunks.subject
            if subject is not None and subject < group and read.words[read.groups[subject].head].tag != "PRON":
                return self._parties_of(read, subject)
        return [p for p in self.parties if p.span.end <= pronoun.start][-1:]

    def _nations(self, read: Read, first: int, end: int, *, named: bool = True) -> Iterator[Party]:
        """Yield the nations that words name: "Turkish jets", and where countries may act by name "Israel"."""
        for word in read.words[first:end]:
            lower = word.text.lower()
            found = nation_of(lower) or (country_of(lower) if named else None)
            if found is not None and word.text[0].isupper():
                span = Span(self.sentence.document_id, word.start, word.end, word.text)
                yield Party(found, "state", found, span)

    def _by_name(self, read: Read, group: int) -> Iterator[Party]:
        """Yield whom a group names that is in no list: "JNIM", "Ana Ruiz"."""
        found = read.groups[group]
        head = read.words[found.head]
        free = not any(a <= head.start < b for a, b in self.places)
        if head.tag != "PROPN" or not head.text[0].isupper() or not free or is_no_group(head.text):
            return
        first = found.head
        while first > found.start and read.words[first - 1].tag == "PROPN":
            first -= 1
        start = read.words[first].start
        name = " ".join(read.text[start : head.end].split())
        yield Party(name, _UNKNOWN, name, Span(self.sentence.document_id, start, head.end, name), named=True)


def _is_head(party: Party, read: Read, group: int) -> bool:
    """Whether a party is what a group is of, not only what describes it ("a people's court"), or a pronoun stands for it."""
    head = read.words[read.groups[group].head]
    return head.tag == "PRON" or head.start < party.span.end


def _meets(party: Party, extents: Sequence[Extent]) -> bool:
    return any(party.span.start < end and start < party.span.end for start, end in extents)


def _joined(read: Read, group: int | None) -> Sequence[int]:
    """Return a group with those that are joined to it, where it is the first of them."""
    if group is None:
        return ()
    joined = next((run for run in read.coordinations if group in run), (group,))
    return joined if joined[0] == group else (group,)


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
    start, end = read.words[found.start].start, read.words[found.end - 1].end
    for case, other in read.complements(group):
        if case == "of" and read.groups[other].start <= found.end + 1:
            end = read.words[read.groups[other].end - 1].end
    return start, end


def _tied(read: Read, group: int) -> tuple[Extent | None, bool]:
    """Return whom a group is said to belong to ("forces loyal to the president"), and whether that is in doubt."""
    ties = tie_words()
    i = read.groups[group].end
    doubted = False
    while i < len(read.words) and read.words[i].tag == "ADV":
        doubted = doubted or read.words[i].lemma in ties["doubting"]
        i += 1
    words = read.words[i : i + 2]
    starts = {g.start: n for n, g in enumerate(read.groups)}
    if len(words) < 2 or words[0].lemma not in ties["words"] or words[1].tag != "ADP" or i + 2 not in starts:
        return None, False
    return _extent(read, starts[i + 2]), doubted
