"""Learn what befell a group of people by the words around it: ``python -m geoinc.learn.incidents.fate DATA``.

From reports of which it is known what tells each event, and from rows of databases with their tolls. Nobody has noted of whom a
number was recorded: a group that words of harm are tied to for sure has suffered it; where such groups do not add up to
what was recorded, one of those of the recorded number has, whichever the others make likeliest.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from geoinc.evaluate import reports
from geoinc.incidents.attribution import Voices
from geoinc.incidents.decisions import scorer
from geoinc.incidents.decisions.scorer import Features, Scorer, save
from geoinc.incidents.tolls import fate
from geoinc.incidents.tolls.claims import find_counts
from geoinc.incidents.tolls.counts import Count
from geoinc.incidents.tolls.people import find_people
from geoinc.learn.incidents.texts import own, passages, rows
from geoinc.learn.incidents.worked import FOLDER, TEACH
from geoinc.model import Document, Harm
from geoinc.text.analysis import analyse
from geoinc.text.sentences import Sentence, sentences
from geoinc.text.tokens import words_of

TABLES = ("awsd", "msa")
OWN, PEACE = Path(__file__).with_suffix(".txt"), "peace"
NEWS = 600
"""So many passages of news, of which most tell of no harm."""
PENALTY = 1.0
STEPS, RATE = 200, 0.08
AGAIN = 60
"""So many steps follow where those recorded are asked anew."""
FEWEST = 4
"""A feature of fewer cases is not learned."""
EVERY = 7
"""Of the passages one in so many is taken."""
OUTSIDE, OF_TABLES, OF_OWN = 0.3, 0.5, 6.0
"""How much a group counts that is in no sentence of an event, one of a table, whose counts leave some of the people out, and one of our own."""
NOBODY = 0.02
"""The odds that none of the groups of a recorded number is the one that was recorded."""
ROUNDS = 1
"""How often it is asked anew which group was recorded."""
MOST = 10
"""More groups than this are not summed up."""
SMALL = 0.05
"""A weight smaller than this is left out."""
FOLDS = 4
ONE = "one"
Floats = NDArray[np.float64]
_FARTHEST = 30.0
Toll = Mapping[Harm, frozenset[int]]


@dataclass(frozen=True, slots=True)
class Fate:
    """A group of people: of which text and of what kind that is, what is said of it, and how many it counts.

    ``sure`` are the harms that words of harm tie to it, ``told`` those that some reading does; ``toll`` is what was recorded of the event that its
    sentence tells, None where it tells of none.
    """

    source: str
    text: str
    words: frozenset[str]
    features: Features
    value: int
    sure: frozenset[Harm]
    told: frozenset[Harm]
    toll: Toll | None


def of_tables(data: Path) -> Iterator[Fate]:
    """Yield the groups of people in rows of databases."""
    for table in TABLES:
        for text in rows(data / "incidents", table):
            toll = {h: frozenset({text.row[h.value]}) for h in fate.NAMES if text.row.get(h.value)}
            yield from _cases(table, text.document, [(toll, None)])


def of_reports(files: Iterable[Path]) -> Iterator[Fate]:
    """Yield the groups of people in files of reports."""
    for path in files:
        for report in reports.read(path):
            events = [({h: frozenset({n}) for h, n in e.toll.items() if n}, e.told) for e in report.events]
            yield from _cases(path.stem, report.document, events)


def of_own() -> Iterator[Fate]:
    """Yield the groups of people in sentences of our own."""
    for line in OWN.read_text("utf-8").splitlines():
        if line[:1] not in {"", "#"}:
            told, _, text = line.partition(" | ")
            pairs = [entry.split() for entry in told.split(", ") if entry != "none"]
            yield from _cases(OWN.stem, Document(text), [({Harm(h): frozenset({int(n)}) for h, n in pairs}, None)])


def of_peace(data: Path) -> Iterator[Fate]:
    """Yield the groups of people in texts that tell of no incident, or of hardly any, without those to whom words of harm are tied."""
    for document in peaceful(data):
        yield from (c for c in _cases(PEACE, document, []) if not c.told)


def peaceful(data: Path) -> list[Document]:
    """Return texts that tell of no incident, or of hardly any: those of our own, and passages of news."""
    news = islice(passages(data / "corpora"), 0, EVERY * NEWS, EVERY)
    return [t.document for t in (*(t for t in own() if not t.told), *news)]


def _cases(
    source: str, document: Document, events: Sequence[tuple[Toll, Sequence[tuple[int, int]] | None]]
) -> Iterator[Fate]:
    told = sentences(document)
    counts = find_counts(document, told, Voices(document.text, told), words_of(document.text))
    for sentence in told:
        tolls = [
            toll
            for toll, spans in events
            if spans is None or any(a < sentence.end and sentence.start < b for a, b in spans)
        ]
        toll = _joined(tolls) if tolls else None
        tied = [c for c in counts if c.sentence == sentence.index and c.tie != "fate"]
        yield from _of_sentence(source, document, sentence, tied, toll)


def _joined(tolls: Sequence[Toll]) -> Toll:
    return {h: frozenset().union(*(t.get(h, frozenset()) for t in tolls)) for h in fate.NAMES}


def _of_sentence(
    source: str, document: Document, sentence: Sentence, counts: Sequence[Count], toll: Toll | None
) -> Iterator[Fate]:
    for piece in analyse(document.text, [(sentence.start, sentence.end)]):
        for group in find_people(piece):
            if not fate.may_have(group):
                continue
            tied = [c for c in counts if c.people == group]
            yield Fate(
                source,
                document.id,
                sentence.words,
                {**fate.features(piece, group), ONE: 1.0},
                group.value or 0,
                frozenset(c.claim.harm for c in tied if c.is_sure and not c.claim.negated),
                frozenset(c.claim.harm for c in tied if c.tie != "near" and c.use not in {"hinted", "suggested"}),
                toll,
            )


def learn(cases: Sequence[Fate]) -> dict[str, Mapping[str, float]]:
    """Return the weights of all decisions, by their names."""
    found: dict[str, Mapping[str, float]] = {}
    table = _Table.of([c.features for c in cases])
    likely = np.zeros(len(cases))
    for harm, name in fate.NAMES.items():
        fitted, chances = _of_harm(cases, harm, table)
        found[name] = _named(table.names, fitted)
        likely = np.maximum(likely, chances)
    gate: dict[frozenset[str], float] = {}
    for case, chance in zip(cases, likely.tolist(), strict=True):
        gate[case.words] = max(gate.get(case.words, 0.0), chance)
    words = _Table.of([{**dict.fromkeys(sorted(words), 1.0), ONE: 1.0} for words in gate])
    found[fate.GATE] = _named(words.names, _fitted(words, np.array(list(gate.values())), np.ones(len(gate))))
    return found


class _Table(NamedTuple):
    """The features of cases: the row, the column and the value of each that is not 0."""

    names: list[str]
    rows: NDArray[np.int64]
    columns: NDArray[np.int64]
    values: Floats
    size: int

    @classmethod
    def of(cls, cases: Sequence[Features]) -> _Table:
        counts = Counter(name for case in cases for name in case)
        names = sorted(name for name, n in counts.items() if n >= FEWEST)
        index = {name: i for i, name in enumerate(names)}
        told = [(row, index[n], v) for row, case in enumerate(cases) for n, v in case.items() if n in index]
        rows, columns, values = (np.array(part) for part in zip(*told, strict=True))
        return cls(names, rows, columns, values.astype(float), len(cases))

    def chances(self, fitted: Floats) -> Floats:
        """Return the probability of each case."""
        scores = np.bincount(self.rows, self.values * fitted[self.columns], minlength=self.size)
        return np.asarray(1.0 / (1.0 + np.exp(-np.clip(scores, -_FARTHEST, _FARTHEST))))


def _fitted(table: _Table, chances: Floats, weights: Floats, *, start: Floats | None = None) -> Floats:
    """Return the weights of features under which cases have their chances, by Adam (Kingma and Ba, 2015)."""
    solved = np.zeros(len(table.names)) if start is None else start.copy()
    mean, spread = np.zeros_like(solved), np.zeros_like(solved)
    for step in range(1, (STEPS if start is None else AGAIN) + 1):
        slope = weights * (chances - table.chances(solved))
        gradient = (
            np.bincount(table.columns, table.values * slope[table.rows], minlength=len(solved)) - PENALTY * solved
        )
        mean = 0.9 * mean + 0.1 * gradient
        spread = 0.999 * spread + 0.001 * gradient**2
        solved += RATE * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.999**step)) + 1e-8)
    return solved


def _named(names: Sequence[str], fitted: Floats) -> dict[str, float]:
    found = dict(zip(names, fitted.tolist(), strict=True))
    return {
        scorer.BIAS: found[ONE],
        **{name: weight for name, weight in found.items() if abs(weight) >= SMALL and name != ONE},
    }


def _of_harm(cases: Sequence[Fate], harm: Harm, table: _Table) -> tuple[Floats, Floats]:
    """Return the weights of features for a harm, and the chance of each case that it befell that group."""
    chances, weights = np.zeros(len(cases)), np.zeros(len(cases))
    for n, case in enumerate(cases):
        hit = case.toll is not None and case.value in case.toll.get(harm, ())
        if harm in case.sure:
            chances[n], weights[n] = 1.0, max(1.0, _weight(case)) if case.toll is not None else OUTSIDE
        elif not hit and harm not in case.told:
            weights[n] = _weight(case)
    asked = list(_unexplained(cases, harm))
    for group in asked:
        chances[group], weights[group] = 1.0 / len(group), max(1.0, _weight(cases[group[0]]))
    fitted = _fitted(table, chances, weights)
    for _ in range(ROUNDS):
        likely = table.chances(fitted)
        for group in asked:
            chances[group] = _shared(likely[group].tolist())
        fitted = _fitted(table, chances, weights, start=fitted)
    return fitted, chances


def _weight(case: Fate) -> float:
    if case.toll is None:
        return OUTSIDE
    return OF_OWN if case.source == OWN.stem else OF_TABLES if case.source in TABLES else 1.0


def _shared(chances: Sequence[float]) -> list[float]:
    """Return how likely each of some groups is the one that was recorded."""
    odds = [p / (1.0 - p + 1e-9) for p in chances]
    return [o / (sum(odds) + NOBODY) for o in odds]


def _unexplained(cases: Sequence[Fate], harm: Harm) -> Iterator[list[int]]:
    """Yield, of each recorded number that those known for sure do not add up to, the groups of that number (their numbers)."""
    events: dict[tuple[str, str, tuple[tuple[Harm, tuple[int, ...]], ...]], list[int]] = {}
    for n, case in enumerate(cases):
        if case.toll:
            key = tuple((h, tuple(sorted(of))) for h, of in sorted(case.toll.items()) if of)
            events.setdefault((case.source, case.text, key), []).append(n)
    for told in events.values():
        sure = [cases[n].value for n in told if harm in cases[n].sure][:MOST]
        sums = {sum(some) for size in range(1, len(sure) + 1) for some in combinations(sure, size)}
        for number in sorted((cases[told[0]].toll or {}).get(harm, frozenset()) - sums):
            group = [n for n in told if harm not in cases[n].sure and cases[n].value == number]
            if group:
                yield group


def use(weights: Mapping[str, Mapping[str, float]]) -> None:
    """Write weights, and read them from now on."""
    for name, table in weights.items():
        save(name, table)
    scorer.load.cache_clear()
    fate.may_tell.cache_clear()


def fold_of(source: str, text: str) -> int:
    """Return the part of the texts that one is left out with: reports by their file."""
    return (TEACH.index(source) if source in TEACH else sum(map(ord, text))) % FOLDS


def every(data: Path) -> list[Fate]:
    """Return all groups of people to learn from."""
    reported = of_reports(FOLDER / f"{name}.toml" for name in TEACH)
    return [*of_tables(data), *reported, *of_own(), *of_peace(data)]


def main(data: Path) -> None:
    """Print how often the group of a recorded number is found in texts left out; :mod:`~geoinc.learn.incidents.toll` writes the weights."""
    cases = every(data)
    for harm, (found, asked, false) in left_out(cases).items():
        sys.stdout.write(
            f"{harm.value:<10} {found} of {asked} recorded of groups that no word of harm is tied to, {false} others\n"
        )


def left_out(cases: Sequence[Fate]) -> dict[Harm, tuple[int, int, int]]:
    """Return by harm how many recorded numbers that nothing else explains are found, how many there are, and how many others are."""
    counts = {harm: [0, 0, 0] for harm in fate.NAMES}
    for fold in range(FOLDS):
        weights = learn([c for c in cases if fold_of(c.source, c.text) != fold])
        own = [c for c in cases if fold_of(c.source, c.text) == fold and c.source not in TABLES]
        for harm, name in fate.NAMES.items():
            judge = Scorer(dict(weights[name]))
            likely = [judge.probability(c.features) >= _HALF for c in own]
            groups = list(_unexplained(own, harm))
            counts[harm][0] += sum(any(likely[n] for n in group) for group in groups)
            counts[harm][1] += len(groups)
            counts[harm][2] += sum(
                p and harm not in c.told and c.toll is not None and c.value not in c.toll.get(harm, ())
                for c, p in zip(own, likely, strict=True)
            )
    return {harm: (found, asked, false) for harm, (found, asked, false) in counts.items()}


_HALF = 0.3


if __name__ == "__main__":
    main(Path(sys.argv[1]))
