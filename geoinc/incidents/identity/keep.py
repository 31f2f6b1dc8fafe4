"""Former ids kept: a run's incidents matched with those of an earlier report.

What a digest of facts cannot survive (a day learned later, a village where only a province was known), a former report
can: its incidents are matched with the new ones by their ids, by the sentences that they share, and by what also
merges two articles. The best match keeps the former id. Of several former incidents that are now one the best gives
its id and the others stand in ``Incident.was``; of one that is now several the best keeps the id and the others name
it in ``was``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum

from geoinc.incidents.identity.derive import distinct, told
from geoinc.incidents.merge import JOINS, blocks_around, blocks_of, score
from geoinc.model import Incident


class Evidence(IntEnum):
    """What says that two incidents of two runs are one, the weakest first."""

    FACTS = 1
    WORDS = 2
    FORMER_ID = 3
    ID = 4


@dataclass(frozen=True, slots=True)
class _Match:
    """A new and a former incident that may be one; ``strength`` compares matches of the same evidence."""

    new: int
    former: int
    evidence: Evidence
    strength: float


def keep_ids(incidents: Sequence[Incident], former: Sequence[Incident]) -> list[Incident]:
    """Return incidents with the ids of the former ones that they are, in their order; others keep their own."""
    kept, came_from = _assigned(incidents, former)
    renamed = [
        _renamed(incident, former[kept[i]] if i in kept else None, [former[j] for j in came_from.get(i, ())])
        for i, incident in enumerate(incidents)
    ]
    first = sorted(range(len(renamed)), key=lambda i: i not in kept)
    own = dict(zip(first, distinct(renamed[i] for i in first), strict=True))
    return [own[i] for i in range(len(renamed))]


def _assigned(incidents: Sequence[Incident], former: Sequence[Incident]) -> tuple[dict[int, int], dict[int, list[int]]]:
    """Return for new incidents the former one whose id each keeps, and all others that each came from."""
    kept: dict[int, int] = {}
    came_from: dict[int, list[int]] = {}
    heirs: set[int] = set()
    late: list[_Match] = []
    ranked = sorted(
        _matches(incidents, former),
        key=lambda m: (-m.evidence, -m.strength, incidents[m.new].id, former[m.former].id),
    )
    for match in ranked:
        if match.new not in kept and match.former not in heirs:
            kept[match.new] = match.former
            heirs.add(match.former)
        else:
            late.append(match)
    for match in late:  # facts alone make no split: two strikes on one town in one night are two
        if match.former not in heirs or match.evidence > Evidence.FACTS:
            came_from.setdefault(match.new, []).append(match.former)
            heirs.add(match.former)
    return kept, came_from


def _renamed(incident: Incident, heir_of: Incident | None, others: Sequence[Incident]) -> Incident:
    name = incident.id if heir_of is None else heir_of.id
    former = (heir_of, *others) if heir_of is not None else others
    was = (*(i for f in former for i in (f.id, *f.was)), *incident.was)
    return replace(incident, id=name, was=tuple(dict.fromkeys(i for i in was if i != name)))


def _matches(incidents: Sequence[Incident], former: Sequence[Incident]) -> Iterator[_Match]:
    found: dict[tuple[int, int], _Match] = {}
    for match in (*_by_id(incidents, former), *_by_words(incidents, former), *_by_facts(incidents, former)):
        found.setdefault((match.new, match.former), match)
    yield from found.values()


def _by_id(incidents: Sequence[Incident], former: Sequence[Incident]) -> Iterator[_Match]:
    own = {incident.id: j for j, incident in enumerate(former)}
    names: dict[str, list[int]] = {}
    for j, incident in enumerate(former):
        for name in (incident.id, *incident.was):
            names.setdefault(name, []).append(j)
    for i, incident in enumerate(incidents):
        if incident.id in own:
            yield _Match(i, own[incident.id], Evidence.ID, 1.0)
        for name in (incident.id, *incident.was):
            yield from (_Match(i, j, Evidence.FORMER_ID, 1.0) for j in names.get(name, ()))


def _by_words(incidents: Sequence[Incident], former: Sequence[Incident]) -> Iterator[_Match]:
    """Yield those that rest on the same sentences, however their files are named."""
    theirs: dict[str, list[int]] = {}
    said = [_sentences(incident) for incident in former]
    for j, sentences in enumerate(said):
        for sentence in sentences:
            theirs.setdefault(sentence, []).append(j)
    for i, incident in enumerate(incidents):
        ours = _sentences(incident)
        for j in dict.fromkeys(j for sentence in ours for j in theirs.get(sentence, ())):
            share = len(ours.keys() & said[j].keys()) / min(len(ours), len(said[j]))
            same_type = incident.types[:1] == former[j].types[:1]
            yield _Match(i, j, Evidence.WORDS, share + same_type)


def _sentences(incident: Incident) -> Mapping[str, None]:
    return dict.fromkeys(words for span in incident.spans if (words := told(span.text)))


def _by_facts(incidents: Sequence[Incident], former: Sequence[Incident]) -> Iterator[_Match]:
    blocks: dict[tuple[object, ...], list[int]] = {}
    for j, incident in enumerate(former):
        for key in blocks_of(incident):
            blocks.setdefault(key, []).append(j)
    for i, incident in enumerate(incidents):
        near = dict.fromkeys(j for key in blocks_around(incident) for j in blocks.get(key, ()))
        for j in near:
            strength = score(incident, former[j], lambda _a, _b: False)
            if strength >= JOINS:
                yield _Match(i, j, Evidence.FACTS, strength)
