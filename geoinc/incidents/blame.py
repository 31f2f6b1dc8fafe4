"""Who is accused of an event, who claims it and who denies it: suspected and claimed actors, with whoever says so.

"The army accused the rebels of shelling the town", "the attack was blamed on a gang", "no group claimed
responsibility", "the ministry denied any part in it". The accused is a suspect on the accuser's word, never an attacker
as a fact; the accuser is no part of the event by accusing. The words are in ``language/en/incidents/blame.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import NamedTuple

from geoinc.incidents.actors import Party, actor_kind, words_for
from geoinc.incidents.fillers import CROWDS, FIGHTING, Extent, Fillers, is_adverbial
from geoinc.incidents.frames.lexicon import LexicalUnit, index, unit, verb_of, verb_phrases
from geoinc.incidents.frames.matcher import fits, governors, role_of
from geoinc.language.lexicon import FOLDER, load, rows
from geoinc.model import Actor, Role, Stance
from geoinc.text import analysis
from geoinc.text.inflection import gerund
from geoinc.text.tokens import Gate

_SHAPE = {"part!": str, "verbs!": list, "who!": list, "by": list, "doubted": bool, "armed": bool, "group": bool}
_PARTS = {
    "accused": (Role.ATTACKER, Stance.SUSPECTED),
    "claimant": (Role.CLAIMANT, Stance.CLAIMED),
    "own": (Role.ATTACKER, Stance.CLAIMED),
    "denier": (Role.INVOLVED, Stance.DENIED),
}
_PARTICIPLE, _INFINITIVE = "VBN", "TO"
_REACH = 16
"""So many words behind a verb of blame tell of what."""


class _Rule(NamedTuple):
    """A verb of blame: what it makes of whom, the functions of that party and of who says so."""

    unit: LexicalUnit
    part: str
    who: tuple[str, ...]
    by: tuple[str, ...] = ()
    doubted: bool = False
    armed: bool = False
    group: bool = False


@dataclass(frozen=True, slots=True)
class Blame:
    """What a sentence says of a party, by a word at a code point; ``accuser`` is where whoever says so stands."""

    party: Party
    part: str
    position: int
    speaker: str | None = None
    accuser: Extent | None = None

    def actor(self) -> Actor:
        """Return the party as an actor of the event."""
        role, stance = _PARTS[self.part]
        party = self.party
        speaker = party.name if self.part in {"claimant", "own"} else self.speaker
        return Actor(party.name, role, party.span, side=party.side, kind=party.kind, stance=stance, speaker=speaker)


@cache
def _rules() -> dict[str, tuple[_Rule, ...]]:
    """Return the rules by their verb, those that ask for most first."""
    found: dict[str, list[_Rule]] = {}
    for row in rows(FOLDER / "blame.toml", "blame", _SHAPE):
        for text in row["verbs"]:
            rule = _Rule(
                unit(text),
                row["part"],
                tuple(row["who"]),
                tuple(row.get("by", ())),
                bool(row.get("doubted", False)),
                bool(row.get("armed", False)),
                bool(row.get("group", False)),
            )
            found.setdefault(verb_of(rule.unit), []).append(rule)
    return {verb: tuple(sorted(known, key=lambda r: -r.unit.demands)) for verb, known in found.items()}


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(load("blame")["words"][name])


@cache
def _gate() -> Gate:
    phrases = [p for known in _rules().values() for rule in known for p in verb_phrases(rule.unit)]
    phrases += [((*words[:-1], gerund(words[-1])), needs) for words, needs in phrases if len(words) > 1]
    phrases += [((word,), _words("own")) for word in _words("says")]
    phrases += [((word,), _words("copulas")) for word in words_for(frozenset({_NAMELESS})) if " " not in word]
    return Gate([*phrases, *(((word,), None) for word in _words("states"))])


@lru_cache(maxsize=256)
def may_blame(words: frozenset[str]) -> bool:
    """Whether a sentence of these words (runs of letters, lower case) can accuse, claim or deny; kept, as it is asked often."""
    return _gate().opens(words)


def find_blame(read: Sequence[analysis.ParsedSentence], fillers: Fillers) -> list[Blame]:
    """Return who is accused, claims or denies in a sentence, each once in each way."""
    anyone = fillers._replace(barred=())  # capitals are accused as their governments are
    found: dict[tuple[int, str], Blame] = {}
    for piece in read:
        told = (_by_verbs, _by_states, _by_own_words, _by_identity)
        for blame in (one for way in told for one in way(piece, anyone)):
            found.setdefault((blame.party.span.start, blame.part), blame)
    return list(found.values())


def is_doubted(read: analysis.ParsedSentence, word: int) -> bool:
    """Whether what a word tells is only believed, alleged or apparent."""
    beside = {read.words[c].lemma for c in read.children[word] if read.words[c].tag == "ADV"}
    above = {read.words[i].lemma for i in governors(read, word)}
    subject_of = read.words[read.words[word].head]
    if read.words[word].label.startswith("nsubj") and subject_of.fine == _PARTICIPLE:  # "the raid is believed to be"
        above.add(subject_of.lemma)
    return not (beside.isdisjoint(_words("doubting")) and above.isdisjoint(_words("suspecting")))


def _by_verbs(read: analysis.ParsedSentence, fillers: Fillers) -> Iterator[Blame]:
    for verb in read.verbs:
        known = _rules().get(read.words[verb].lemma, ())
        predicate = read.predicate(verb) if known else None
        rule = next((r for r in known if predicate is not None and fits(read, predicate, r.unit)), None)
        if rule is None or predicate is None or (rule.doubted and not is_doubted(read, verb)):
            continue
        if not (_words("of").intersection(rule.who) or _is_of_a_deed(read, verb)):
            continue
        who = role_of(read, predicate, rule.who)
        if rule.part == "claimant":
            who = _spoken_for(read, who)
        if not (predicate.tree.negated or predicate.chunks.negated):
            by = role_of(read, predicate, rule.by)
            if by is not None and is_adverbial(read, by):  # "villagers in Benue blamed"
                by = predicate.tree.agent
            yield from _blames(read, fillers, verb, rule, (who, by))


def _spoken_for(read: analysis.ParsedSentence, group: int | None) -> int | None:
    """Return whom somebody or something that claims speaks for: "a spokesman for the Front", "a video by the group"."""
    if group is None or read.words[read.groups[group].head].lemma not in _words("mouths"):
        return group
    return next((g for case, g in read.complements(group) if case in _words("for")), group)


def _is_of_a_deed(read: analysis.ParsedSentence, verb: int) -> bool:
    """Whether what somebody is accused "of" is an event, not "collaborating"; who is "suspected to be" somebody is not accused."""
    after = read.words[verb + 1 : verb + 1 + _REACH]
    if after and after[0].fine == _INFINITIVE:
        return False
    leads = next((i for i, w in enumerate(after) if w.tag in {"ADP", "SCONJ"}), None)
    of = leads if leads is not None and after[leads].form.lower() in _words("of") else None
    told = {w.lemma for w in after[of + 1 :]} if of is not None else set()
    known = index()
    deeds = known.verbs.keys() | known.nouns.keys() | _words("deeds")
    return of is None or not deeds.isdisjoint(told)


def _by_states(read: analysis.ParsedSentence, fillers: Fillers) -> Iterator[Blame]:
    """Yield who "is behind the attack", "believed to be responsible for" it."""
    rule = _Rule(LexicalUnit(()), "accused", ())
    for i, word in enumerate(read.words):
        first = i
        while first > 0 and _leads(read.words[first - 1]):
            first -= 1
        between = {w.lemma for w in read.words[first:i]}
        if word.lemma in _words("states") and between & _words("being") and between.isdisjoint(_words("none")):
            subject = read.group_of[first - 1] if first else -1
            if subject >= 0:
                yield from _blames(read, fillers, i, rule, (subject, None))


def _by_own_words(read: analysis.ParsedSentence, fillers: Fillers) -> Iterator[Blame]:
    """Yield who tells of a deed of its own: "the Front said it had hit the ship", "that its men took the base"."""
    rule = _Rule(LexicalUnit(()), "own", ())
    for verb in read.verbs:
        said = _teller(read, verb)
        if said is None:
            continue
        deed = read.predicate(verb)
        speaker = read.predicate(said).tree.subject
        doer = deed.chunks.agent if deed.tree.agent is None else deed.tree.agent
        if speaker is None or doer is None or deed.tree.negated or not _is_deed(read, deed):
            continue
        group = read.groups[doer]
        first = read.words[group.start]
        own = first.fine == _POSSESSIVE or read.words[group.head].tag == "PRON" or _of_its_own(read, doer)
        if own and first.lemma not in _words("others"):
            yield from (b for b in _blames(read, fillers, verb, rule, (speaker, None)) if b.party.kind not in CROWDS)


def _teller(read: analysis.ParsedSentence, verb: int) -> int | None:
    """Return the verb of speech that a clause is the statement of; "that" leads to it past "on Telegram"."""
    word = read.words[verb]
    said = word.head if word.label == "ccomp" else None
    if said is None and any(read.words[c].label == "mark" for c in read.children[verb]):
        said = next((v for v in reversed(read.verbs) if v < verb), None)
    return said if said is not None and said >= 0 and read.words[said].lemma in _words("telling") else None


def _by_identity(read: analysis.ParsedSentence, fillers: Fillers) -> Iterator[Blame]:
    """Yield who the attackers are said to be: "the gunmen were members of the Front", "are thought to be rebels"."""
    rule = _Rule(LexicalUnit(()), "accused", ())
    for i, word in enumerate(read.words):
        verb = word.head if word.label == "obj" and read.words[word.head].lemma in _words("being") else i
        copula = verb if verb != i else next((c for c in read.children[i] if read.words[c].label == "cop"), None)
        subject = next((c for c in read.children[verb] if read.words[c].label == "nsubj"), None)
        above = read.words[verb].head
        if subject is None and read.words[verb].label == "xcomp" and read.words[above].lemma in _words("suspecting"):
            subject = next((c for c in read.children[above] if read.words[c].label.startswith("nsubj")), None)
        group = read.group_of[i]
        if (
            copula is None
            or subject is None
            or group < 0
            or not _words("none").isdisjoint(w.lemma for w in read.words[subject:i])
        ):
            continue
        if actor_kind(read.words[subject].form.lower()) == _NAMELESS:
            yield from (
                b for b in _blames(read, fillers, i, rule, (group, None)) if b.party.kind not in {*CROWDS, _NAMELESS}
            )


_NAMELESS = "unknown"
"""The kind of those who are called by what they did."""


def _is_deed(read: analysis.ParsedSentence, deed: analysis.Predicate) -> bool:
    """Whether a verb tells of an event that somebody does."""
    units = index().verbs.get(deed.lemma, ())
    objects = {read.words[read.groups[g].head].lemma for g in (deed.tree.object, deed.chunks.object) if g is not None}
    done = deed.lemma in _words("doing") and not objects.isdisjoint(_words("deeds"))
    return done or deed.lemma in _words("done") or any(frame.attacker and fits(read, deed, one) for one, frame in units)


def _of_its_own(read: analysis.ParsedSentence, group: int) -> bool:
    """Whether a group is some of somebody's own: "one of its men"."""
    return any(
        read.words[read.groups[g].start].fine == _POSSESSIVE
        for case, g in read.complements(group)
        if case in _words("of")
    )


_POSSESSIVE = "PRP$"


def _leads(word: analysis.Word) -> bool:
    """Whether a word may stand between those who are behind something and that word."""
    return word.tag in {"AUX", "ADV", "PART"} or word.lemma in _words("suspecting")


def _blames(
    read: analysis.ParsedSentence, fillers: Fillers, word: int, rule: _Rule, groups: tuple[int | None, int | None]
) -> Iterator[Blame]:
    """Yield what a word says of those in its first group, on the word of the second."""
    who, by = groups
    position = read.words[word].start
    speaker, accuser = _speaker(read, by)
    for party in fillers.doers(read, who, anyone=True):
        if not (rule.armed and party.kind in CROWDS) and (not rule.group or _is_group(read, party, who)):
            yield Blame(party, rule.part, position, speaker, accuser)


def _is_group(read: analysis.ParsedSentence, party: Party, group: int | None) -> bool:
    """Whether a party is an armed group with a name, and what a noun group is of: none of "the leader of the Front"."""
    head = read.words[read.groups[group].head] if group is not None else None
    return party.named and party.kind in FIGHTING and head is not None and head.start < party.span.end <= head.end


def _speaker(read: analysis.ParsedSentence, group: int | None) -> tuple[str | None, Extent | None]:
    """Return who accuses, without an article, and where that stands."""
    if group is None:
        return None, None
    found = read.groups[group]
    told = {w.lemma for w in read.words[found.start : found.end]}
    if read.words[found.head].lemma in index().nouns or not told.isdisjoint(_words("none")):
        return None, None  # "An explosion blamed on rebels" says nothing, nor does nobody.
    first = found.start + (read.words[found.start].tag == "DET" and found.start < found.head)
    extent = read.words[first].start, read.words[found.end - 1].end
    return " ".join(read.text[slice(*extent)].split()), extent
