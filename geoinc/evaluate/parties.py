"""Whether an actor that was found is one of those expected, or somebody else: as a reader would compare their names."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from geoinc.gazetteer.names.fold import fold
from geoinc.incidents.actors import content_words, is_army, is_plain, kind_told
from geoinc.model import Actor

_STEM = 5
_UNKNOWN, _STATE = "unknown", "state"
_JOINING = frozenset({"the", "of", "and", "in"})
"""Words that have no letter in the initials of a name."""
_IRREGULAR = frozenset({"armed group", "militia", "gang"})


def is_named(expected: Sequence[str], actors: Iterable[Actor]) -> bool:
    """Whether any of the actors is one of those expected.

    Their names, words or sides share a word of content, or initials; or both are only nouns for people of one kind
    ("attackers" and "gunmen", "troops" and "the army").
    """
    wanted = {stem for name in expected for stem in _stems(name)}
    return any(
        not wanted.isdisjoint(stem for name in (actor.name, actor.span.text, actor.side or "") for stem in _stems(name))
        or any(_are_alike(name, actor.name) for name in expected)
        for actor in actors
    )


def is_another(expected: Sequence[str], actor: Actor) -> bool:
    """Whether an actor is somebody else than those expected: "gunmen" may well be of the group that a report blames."""
    if is_named(expected, [actor]):
        return False
    kind = kind_told(actor.name) if is_plain(actor.name) else None
    if kind == _UNKNOWN:
        return False
    states = [kind_told(name) == _STATE for name in expected]
    return not ((kind in _IRREGULAR and not all(states)) or (kind == _STATE and any(states)))


def _are_alike(one: str, other: str) -> bool:
    """Whether two nouns for people stand for one kind of them."""
    if not (is_plain(one) and is_plain(other)):
        return False
    kinds = {kind_told(one), kind_told(other)}
    if kinds == {_STATE}:
        return is_army(one) and is_army(other)
    return (len(kinds) == 1 and kinds <= _IRREGULAR) or (_UNKNOWN in kinds and kinds <= {_UNKNOWN, *_IRREGULAR})


def _stems(name: str) -> Iterator[str]:
    words = fold(name.replace(".", "")).split()
    yield from (word[:_STEM] for word in content_words(words))
    if len(words) > 1:
        yield "".join(w[0] for w in words if w not in _JOINING)
