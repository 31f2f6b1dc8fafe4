"""Fragments that all productions share: what of an anchor is meant, pairs of anchors, parts."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache

from geoinc.model import MentionKind, RelationKind
from geoinc.model.vocabulary import QUALIFIERS
from geoinc.relations import directions, lexicon, patterns
from geoinc.relations.clauses import AnchorName, AnchorReader

NOUN_COLUMNS = ("noun", "kind", "qualifiers", "where", "of")
PREPOSITION_COLUMNS = ("words", "kind", "qualifiers", "named")
KINDS = frozenset(RelationKind)


@dataclass(frozen=True, slots=True)
class Noun:
    """A row of nouns.csv."""

    pattern: str
    kind: RelationKind
    qualifiers: tuple[str, ...]
    where: str
    of: str


@dataclass(frozen=True, slots=True)
class Preposition:
    """A row of prepositions.csv."""

    words: str
    kind: RelationKind
    qualifiers: tuple[str, ...]
    named: bool


@dataclass(frozen=True, slots=True)
class Target:
    """The anchors of a clause, what of them is meant, and where their words end."""

    names: tuple[AnchorName, ...]
    qualifiers: tuple[str, ...]
    end: int


@lru_cache(maxsize=1)
def nouns() -> tuple[Noun, ...]:
    """Return the nouns that tie a location to its anchor."""
    return tuple(
        Noun(
            row.need("noun"),
            RelationKind(row.words("kind", KINDS)[0]),
            row.words("qualifiers", QUALIFIERS),
            row.words("where", {"before", "after", "both"})[0],
            (*row.words("of", QUALIFIERS), "")[0],
        )
        for row in lexicon.read("nouns.csv", NOUN_COLUMNS)
    )


@lru_cache(maxsize=1)
def prepositions() -> dict[str, Preposition]:
    """Return the prepositions by their words."""
    rows = lexicon.read("prepositions.csv", PREPOSITION_COLUMNS)
    return {
        row.need("words"): Preposition(
            row.need("words"),
            RelationKind(row.words("kind", KINDS)[0]),
            row.words("qualifiers", QUALIFIERS),
            row.words("named", {"yes", "no"})[0] == "yes",
        )
        for row in rows
    }


@lru_cache(maxsize=1)
def wholes() -> frozenset[str]:
    """Return the names that begin with a direction and are no parts."""
    return frozenset(row.need("name") for row in lexicon.read("wholes.csv", ("name",)))


@lru_cache(maxsize=512)
def noun_for(words: str, *, before: bool) -> Noun | None:
    """Return the noun that ``words`` are, among those that stand before (or after) their anchor."""
    wanted = {"both", "before" if before else "after"}
    plain = " ".join(words.lower().split())
    return next((n for n in nouns() if n.where in wanted and re.fullmatch(n.pattern, plain)), None)


@lru_cache(maxsize=2)
def noun_pattern(*, before: bool) -> str:
    """Return the regular expression (without groups) of all nouns before, or after, their anchor."""
    wanted = {"both", "before" if before else "after"}
    found = sorted((n.pattern for n in nouns() if n.where in wanted), key=len, reverse=True)
    return "(?:" + "|".join(p.replace(" ", r"\s+") for p in found) + ")"


@lru_cache(maxsize=1)
def adjective_pattern() -> str:
    """Return the regular expression of one part adjective ("northern", "south-east", "central")."""
    return patterns.source("adjective", direction_word=directions.word_pattern())


@lru_cache(maxsize=1)
def adjectives_pattern() -> str:
    """Return the regular expression of coordinated part adjectives ("northern and eastern")."""
    return patterns.source("adjectives", adjective=adjective_pattern())


@lru_cache(maxsize=1)
def other_parts() -> dict[str, str]:
    """Return the words of parts beside the compass, and the qualifier that each says."""
    return patterns.mapping("other_parts")


def parts_in(words: str) -> tuple[str, ...]:
    """Return the part qualifiers that adjectives say, in order.

    Examples
    --------
    >>> parts_in("northern and central"), parts_in("south-eastern")
    (('north', 'central'), ('southeast',))
    """
    found = []
    for piece in patterns.compiled("part_joint").split(words.lower()):
        plain = patterns.compiled("leading_extreme").sub("", piece).strip()
        bearing = directions.read(plain) if plain and plain not in other_parts() else None
        if plain in patterns.words("side_of_something"):
            found.append(plain)
        elif bearing is not None:
            found.append(directions.compass_word(bearing))
        elif plain in other_parts():
            found.append(other_parts()[plain])
    return tuple(dict.fromkeys(found))


@dataclass(frozen=True, slots=True)
class _Of:
    part: re.Pattern[str]
    road: re.Pattern[str]
    trailing: re.Pattern[str]


@lru_cache(maxsize=1)
def _of() -> _Of:
    before, after = noun_pattern(before=True), noun_pattern(before=False)
    return _Of(
        patterns.compiled("part_of", adjective=adjective_pattern(), nouns=before),
        patterns.compiled("road_of"),
        patterns.compiled("trailing_noun", nouns=after),
    )


JOINED = re.compile(r"\s?[-–—/]\s?[^\W\d_]")
"""A name that goes on as a pair ("US-Mexico border") is not the anchor alone."""


def target(reader: AnchorReader, position: int) -> Target | None:
    """Read what a clause is relative to, from ``position`` on."""
    road = _of().road.match(reader.text, position)
    if road:
        names, end = pair(reader, road.end())
        return Target(names, ("of:road",), end) if names else None
    part = _of().part.match(reader.text, position)
    noun = noun_for(part["noun"], before=True) if part else None
    if part and noun and noun.of:
        found = _whole_target(
            reader, part.end(), two=part["link"] in patterns.words("two_linked") or noun.kind is RelationKind.CONFLUENCE
        )
        which = parts_in(part["which"] or "")
        return replace(found, qualifiers=(noun.of, *which)) if found else None
    return _whole_target(reader, position, two=False)


def _whole_target(reader: AnchorReader, position: int, *, two: bool) -> Target | None:
    if two:
        names, end = pair(reader, position)
        return Target(names, (), end) if names else None
    name = reader.after(position)
    if name is None:
        return None
    return _trimmed(reader, name) if reader.loose else _with_trailing(reader, name)


def _with_trailing(reader: AnchorReader, name: AnchorName) -> Target | None:
    """Take in a noun that follows a name in running text ("the Turkish border"); an adjective needs one."""
    trailing = _of().trailing.match(reader.text, name.end)
    noun = noun_for(trailing["noun"], before=False) if trailing else None
    if trailing and noun and noun.of:
        whole = reader.text[name.start : trailing.end()]
        if reader.known(whole):
            return Target((replace(name, text=whole, end=trailing.end(), resolution=None),), (), trailing.end())
        return Target((name,), (noun.of,), trailing.end())
    return (
        None
        if _adjective(name) or JOINED.match(reader.text, name.end)
        else Target((name,), (), class_end(reader, name))
    )


def class_end(reader: AnchorReader, name: AnchorName) -> int:
    """Return where a name in running text ends with the word for its class: "in the Donetsk region"."""
    found = None if reader.loose else patterns.compiled("class_after").match(reader.text, name.end)
    return found.end() if found else name.end


def _adjective(name: AnchorName) -> bool:
    """Whether a mention is part of other words. After "8 km east of", what acts or is spoken of is a place all the same."""
    return name.resolution is not None and name.resolution.mention.kind in {MentionKind.DEMONYM, MentionKind.EMBEDDED}


def _modifies(name: AnchorName) -> bool:
    return name.resolution is not None and name.resolution.mention.kind is not MentionKind.LITERAL


def _trimmed(reader: AnchorReader, name: AnchorName) -> Target:
    """Take a trailing noun off a loosely read name ("Bayelsa Coast", "the Turkish-Syrian border")."""
    for found in _of().trailing.finditer(name.text):
        noun = noun_for(found["noun"], before=False)
        if noun and noun.of and found.end() == len(name.text) and not reader.known(name.text):
            short = replace(name, text=name.text[: found.start()], end=name.start + found.start())
            shared = noun.of == "of:border" and not reader.known(short.text)
            return Target(split_pair(short) if shared else (short,), (noun.of,), name.end)
    return Target((name,), (), name.end)


def narrowed(reader: AnchorReader, found: Target) -> Target:
    """Take in a second name that narrows the first ("the deconfliction line on the Euphrates River")."""
    link = patterns.compiled("on").match(reader.text, found.end)
    second = reader.after(link.end()) if link else None
    if second is None or not second.named or len(found.names) != 1 or _modifies(second):
        return found
    name = replace(found.names[0], context=(second.text, *found.names[0].context))
    return Target((name,), (*found.qualifiers, "narrowed"), second.end)


def pair(reader: AnchorReader, position: int) -> tuple[tuple[AnchorName, ...], int]:
    """Read two names joined by "and", "to" or a dash; none where there are not two."""
    joint = patterns.compiled("and")
    first = reader.after(position, stop=joint)
    link = joint.match(reader.text, first.end) if first else None
    second = reader.after(link.end()) if link else None
    if first is None or second is None:
        return (), position
    first = _with_shared_head(first, second, reader)
    return (replace(first, context=first.context or second.context), second), second.end


def _with_shared_head(first: AnchorName, second: AnchorName, reader: AnchorReader) -> AnchorName:
    """Give the first name the word that it shares with the second ("the Blue and White Nile")."""
    _, _, head = second.text.partition(" ")
    whole = f"{first.text} {head}"
    lone = bool(head) and " " not in first.text and first.resolution is None
    return replace(first, text=whole) if lone and reader.known(whole) and reader.known(second.text) else first


def resolved(names: tuple[AnchorName, ...]) -> bool:
    """Return whether all names are mentions that the caller has pinned to a place."""
    return all(n.resolution is not None and n.resolution.pinned for n in names)


MAX_LISTED = 4


def several(reader: AnchorReader, position: int, *, stop: re.Pattern[str] | None = None) -> tuple[AnchorName, ...]:
    """Read names of a list: "A, B and C"."""
    joint = patterns.compiled("list")
    ends = patterns.compiled("list_or_stop", stop=stop.pattern) if stop else joint
    names: list[AnchorName] = []
    while len(names) < MAX_LISTED and (name := reader.after(position, stop=ends)):
        names.append(name)
        link = joint.match(reader.text, name.end)
        if link is None:
            break
        position = link.end()
    return tuple(names)


def attached(reader: AnchorReader, names: tuple[AnchorName, ...]) -> tuple[AnchorName, ...]:
    """Give the names of a pair in running text the resolutions of the mentions that stand there."""
    if reader.loose or len(names) == 1:
        return names
    return tuple(reader.after(name.start) or name for name in names)


def split_several(name: AnchorName, reader: AnchorReader) -> tuple[AnchorName, ...]:
    """Split "Iran-Armenia-Azerbaijan" where all are places; as a pair else."""
    pieces = list(re.finditer(r"[^-–—/]+", name.text))
    if len(pieces) <= 2 or not all(reader.known(piece.group().strip()) for piece in pieces):
        return split_pair(name)
    return tuple(
        replace(name, text=piece.group().strip(), start=name.start + piece.start(), end=name.start + piece.end())
        for piece in pieces
    )


def split_pair(name: AnchorName) -> tuple[AnchorName, ...]:
    """Split a name such as "Homs–Palmyra" or "Al Hasakah/Deir ez Zor" in two; itself where it has no joint."""
    for joint in patterns.words("pair_joints"):
        pieces = list(re.finditer(joint, name.text))
        if len(pieces) == 1 and pieces[0].start() > 0 and pieces[0].end() < len(name.text):
            cut = pieces[0]
            first = replace(name, text=name.text[: cut.start()], end=name.start + cut.start())
            return first, replace(name, text=name.text[cut.end() :], start=name.start + cut.end())
    return (name,)
