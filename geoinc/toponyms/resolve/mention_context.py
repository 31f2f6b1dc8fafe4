"""What the text around the mentions says: which are one name, which stand in which, and what kind is meant.

Mentions of one name form a group (one sense per discourse), unless the text itself gives the name different
containers ("Paris, Texas, and Paris, France"). Everything downstream works on groups.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import lru_cache
from itertools import pairwise
from math import log
from typing import TYPE_CHECKING, Final

import numpy as np

from geoinc.model import Document, Mention, MentionKind, PlaceKind
from geoinc.toponyms.resolve import lexicon
from geoinc.toponyms.ties import THE, any_of, listed

if TYPE_CHECKING:
    from numpy.typing import NDArray

    Floats = NDArray[np.float32]


class Link(IntEnum):
    """How the words between two neighbouring names tie the first to the second; LISTED marks a comma that may only list."""

    COMMA = 0
    IN = 1
    PAREN = 2
    OWNED = 3
    CHAIN = 4
    PEER = 5
    LISTED = 6


LINKS: Final = len(Link)
BETWEEN_CHARS: Final = 40
"""Names further apart than this are not tied by the words between them."""

LEAD_CHARS: Final = 250
"""A title and a first sentence."""

NEAR_CHARS: Final = 150.0
"""Distance at which the nearness of two mentions has fallen to one half."""

LONGEST_SHORTENED: Final = 4
"""A longer word with a full stop ends its sentence: "Mt. Hermon", not "in the state. Boone"."""

SIDE_CHARS: Final = 32
"""How much text on either side of a mention is looked at for cues."""

MOST_BEFORE: Final = 3
"""So many words before a mention are looked at, within that much text."""

TEXT_FEATURES: Final = (
    "log_count", "lead", "dateline", "capitals", "full_stop", "length", "words", "demonym",
    "after_in", "after_the", "cued", "has_container",
)  # fmt: skip

_COMMA = re.compile(r"\s*,\s*")
_IN = re.compile(rf"[^.;:!?()]{{0,24}}\b(?:{any_of('inside')})\s+(?:[^\W\d]+\s+){{0,3}}")
_PAREN = re.compile(rf"\s*\(\s*(?:{listed('inside')[0]}\s+)?")
_OWNED = re.compile(rf"(?:['’]s?\s+(?:[\w-]+\s+){{0,4}}|\s+(?:[\w-]+\s+){{0,4}}[\w-]+\s+(?:{any_of('of')})\s+)")
_ADJECTIVE = re.compile(r"\s+(?:[\w-]+\s+){0,4}")
_PEER = re.compile(rf"\s*,?\s*(?:{any_of('peers', 'spans')}|[&/–—;-])\s*(?:(?:{any_of('leads')})\s+)*")
_AFTER = re.compile(r"[\s-]+([^\W\d_]+)(?:\s+([^\W\d_]+))?(?:\s+([^\W\d_]+))?")
_DATELINE = re.compile(r"[^.\n]{0,30}?(?:\([^)\n]{2,20}\)\s*)?\s*(?:—|–|--|\s-\s|\([A-Z][\w. ]{1,16}\))")
_IN_WORDS = frozenset(listed("before_place"))
_OF = listed("of")
_NO_REACH = frozenset(listed("no_reach"))
_CAPITALS_LENGTH = 3


@dataclass(frozen=True, slots=True)
class MentionGroups:
    """The mentions of a document as groups: G groups of M mentions.

    ``group_of`` gives a mention's group; ``names`` the words of each group; ``text`` (G × features) what the
    text says about each; ``cues`` the kinds that words beside it ask for, ``own_cues``
    and the words themselves (folded) those beside each mention; ``links`` (links × G × G) how strongly
    the row's name is tied to the column's; ``nearness`` (G × G, 0…1) how close they come; ``counts`` (G).
    """

    group_of: tuple[int, ...]
    names: tuple[str, ...]
    demonym: tuple[bool, ...]
    cues: tuple[frozenset[PlaceKind], ...]
    own_cues: tuple[frozenset[PlaceKind], ...]
    own_words: tuple[str, ...]
    text: Floats
    counts: Floats
    links: Floats
    nearness: Floats


def read(document: Document, mentions: Sequence[Mention]) -> MentionGroups:
    """Read the surroundings of the mentions (sorted, not overlapping) of one document."""
    text = document.text
    ties = _ties(text, mentions)
    group_of, names = _group(mentions, ties)
    groups = len(names)
    members: list[list[int]] = [[] for _ in names]
    for position, group in enumerate(group_of):
        members[group].append(position)
    cued = [_cues(text, mention) for mention in mentions]
    cues = [kinds for kinds, _ in cued]
    links = _link_matrix(ties, group_of, groups)
    features = [_text_features(text, mention, cue) for mention, cue in zip(mentions, cues, strict=True)]
    contained = {group_of[left] for left, right, link in ties if link < Link.PEER and group_of[left] != group_of[right]}
    return MentionGroups(
        group_of=group_of,
        names=names,
        demonym=tuple(any(mentions[i].kind is MentionKind.DEMONYM for i in own) for own in members),
        cues=tuple(frozenset().union(*(cues[i] for i in own)) for own in members),
        own_cues=tuple(cues),
        own_words=tuple(word for _, word in cued),
        text=_by_group(features, members, contained),
        counts=np.array([len(own) for own in members], dtype=np.float32),
        links=links,
        nearness=_nearness(mentions, group_of, groups),
    )


def _ties(text: str, mentions: Sequence[Mention]) -> list[tuple[int, int, Link]]:
    """Return (mention, mention, link) of neighbours; a chain "X, Y, Z" also ties X to Z.

    In "X, Y and Z" the comma may list what is of one kind as well as say where X is.
    """
    ties: list[tuple[int, int, Link]] = []
    found = [_tie(text[a.end : b.start], a) for a, b in pairwise(mentions)]
    comma_before = False
    for left, (link, following) in enumerate(zip(found, [*found, None][1:], strict=True)):
        if link is Link.COMMA and following is Link.PEER:
            ties.append((left, left + 1, Link.LISTED))
        if link is Link.OWNED:
            ties.append((left + 1, left, link))
        elif link is not None:
            ties.append((left, left + 1, link))
            if link is Link.COMMA and comma_before:
                ties.append((left - 1, left + 1, Link.CHAIN))
        comma_before = link is Link.COMMA
    return ties


def _tie(between: str, left: Mention) -> Link | None:
    if len(between) > BETWEEN_CHARS or "\n" in between:
        return None
    if _COMMA.fullmatch(between) or _PEER.fullmatch(between):
        return Link.COMMA if "," in between.strip()[:1] and not between.strip()[1:] else Link.PEER
    if _OWNED.fullmatch(between) and (between[0] in "'’" or _last_generic(between)):
        return Link.OWNED
    if left.kind is MentionKind.DEMONYM and _ADJECTIVE.fullmatch(between):
        return Link.OWNED
    if _IN.fullmatch(between):
        return Link.IN
    return Link.PAREN if _PAREN.fullmatch(between) else None


def _last_generic(between: str) -> bool:
    words = between.split()
    return len(words) > 1 and words[-2].casefold() in lexicon.load().generics


def _group(
    mentions: Sequence[Mention], ties: Sequence[tuple[int, int, Link]]
) -> tuple[tuple[int, ...], tuple[str, ...]]:
    keys = [mention.text.casefold().strip() for mention in mentions]
    container = {left: keys[right] for left, right, link in ties if link in (Link.COMMA, Link.OWNED)}
    containers: dict[str, set[str]] = {}
    for position, key in container.items():
        containers.setdefault(keys[position], set()).add(key)
    order: dict[tuple[str, str], int] = {}
    names: list[str] = []
    group_of = []
    for position, key in enumerate(keys):
        split = len(containers.get(key, ())) > 1
        identity = (key, container.get(position, "") if split else "")
        if identity not in order:
            order[identity] = len(names)
            names.append(mentions[position].text)
        group_of.append(order[identity])
    return tuple(group_of), tuple(names)


def _link_matrix(ties: Sequence[tuple[int, int, Link]], group_of: Sequence[int], groups: int) -> Floats:
    links = np.zeros((LINKS, groups, groups), dtype=np.float32)
    for left, right, link in ties:
        row, column = group_of[left], group_of[right]
        if row != column:
            links[link, row, column] = 1
            if link is Link.PEER:
                links[link, column, row] = 1
    return links


def _nearness(mentions: Sequence[Mention], group_of: Sequence[int], groups: int) -> Floats:
    starts = np.array([mention.start for mention in mentions], dtype=np.float32)
    gap = np.abs(starts[:, None] - starts[None, :])
    near: Floats = 1 / (1 + gap / np.float32(NEAR_CHARS))
    if groups == len(mentions):
        return near
    result = np.zeros((groups, groups), dtype=np.float32)
    order = np.asarray(group_of)
    np.maximum.at(result, (order[:, None], order[None, :]), near)
    return result


def _cues(text: str, mention: Mention) -> tuple[frozenset[PlaceKind], str]:
    """Return the kinds that a generic word right after, or before ("city of …", "Lake …"), asks for, and the word."""
    generics, several = lexicon.load().generics, lexicon.load().begun
    before = text[max(0, mention.start - SIDE_CHARS) : mention.start]
    words = before.casefold().rsplit(maxsplit=MOST_BEFORE) if before[-1:].isspace() else []
    after = _AFTER.match(text[mention.end : mention.end + SIDE_CHARS])
    following = [word for word in after.groups() if word] if after else []
    if following and following[0].casefold() in several:
        for length in range(len(following), 1, -1):
            phrase = " ".join(following[:length]).casefold()
            if phrase in generics:
                return generics[phrase], phrase
    for word in following[:2]:
        if word.casefold() in generics:
            return generics[word.casefold()], word.casefold()
        if word[0].isupper() or word in _NO_REACH:
            break
    apposed = _apposed().match(text, mention.end) if text.startswith(",", mention.end) else None
    if apposed:
        return generics[apposed[1].casefold()], apposed[1].casefold()
    if words[-1:] == [THE] and words[-2:-1] and words[-2] in _OF:
        words.pop()
    if len(words) > 1 and words[-1] in _OF and words[-2] in generics:
        return (frozenset(), "") if _is_plural(words[-2]) else (generics[words[-2]], words[-2])
    word = words[-1] if words else ""
    word = word.rstrip(".") if len(word) <= LONGEST_SHORTENED else word
    return (generics[word], word) if word in generics else (frozenset(), "")


def _is_plural(word: str) -> bool:
    """Whether a word for a kind names several: "nine provinces of Canada" are parts of it."""
    generics = lexicon.load().generics
    return any(word != one and word in (f"{one}s", f"{one[:-1]}ies") for one in generics)


@lru_cache(maxsize=1)
def _apposed() -> re.Pattern[str]:
    """Return what says after a comma of which kind a place is: ", a district in"."""
    generics = "|".join(sorted(map(re.escape, lexicon.load().generics), key=len, reverse=True))
    return re.compile(
        rf",\s+(?:{any_of('apposing')})\s+(?:[\w-]+\s+){{0,3}}?({generics})\s+(?:{any_of('inside')})\b", re.IGNORECASE
    )


def _text_features(text: str, mention: Mention, cues: frozenset[PlaceKind]) -> list[float]:
    words = text[max(0, mention.start - SIDE_CHARS) : mention.start].rsplit(maxsplit=MOST_BEFORE)
    before = words[-1] if words else ""
    earlier = words[-2] if len(words) > 1 else ""
    name = mention.text
    return [
        mention.start < LEAD_CHARS,
        _is_dateline(text, mention),
        name.isupper() and len(name) > _CAPITALS_LENGTH,
        name.endswith("."),
        min(len(name), 30) / 10,
        min(name.count(" ") + 1, 5) / 2,
        mention.kind is MentionKind.DEMONYM,
        before.casefold() in _IN_WORDS or (before == THE and earlier.casefold() in _IN_WORDS),
        before in (THE, THE.capitalize()),
        bool(cues),
    ]


def _is_dateline(text: str, mention: Mention) -> bool:
    line_start = text.rfind("\n", 0, mention.start) + 1
    opens = mention.start - line_start <= 2 * SIDE_CHARS and text[line_start : mention.start].strip().isupper()
    return (mention.start == line_start or opens) and bool(_DATELINE.match(text, mention.end, mention.end + 60))


def _by_group(features: Sequence[list[float]], members: Sequence[Sequence[int]], contained: set[int]) -> Floats:
    rows = [
        (
            log(len(own)),
            *(features[own[0]] if len(own) == 1 else map(max, *(features[at] for at in own))),
            group in contained,
        )
        for group, own in enumerate(members)
    ]
    return np.array(rows, dtype=np.float32)
