"""Learn whether a trigger tells of an event here and now: ``python -m geoinc.learn.incidents.told DATA``.

DATA holds ``incidents/`` (rows of reports), ``syntax/gum.conllu.gz`` and ``corpora/`` (news). Every trigger of a text
without an incident is a case of none. Of a text with one, which triggers tell of it is not known: at first all are taken
to, then those that the scorer so learned finds likely, and always the likeliest one. Of reports whose events quote their
words (:mod:`~geoinc.learn.incidents.worked`) each trigger is known; what they recall of old teaches nothing. Each sentence of these is a
text of its own as well, whose page is the sentence: so much is read in single lines. Passages of news, of which nothing
is known, are cases of none where what was learned without them finds no incident. Tables count as :data:`COUNTS` says,
however long they are.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from geoinc.incidents.decisions.scorer import Features, Scorer, log_odds
from geoinc.incidents.decisions.told import NAME, page_features
from geoinc.incidents.frames.lexicon import index
from geoinc.incidents.reading import TOLD, Account, candidates, page_of
from geoinc.learn.incidents import logistic
from geoinc.learn.incidents.left_out import keep
from geoinc.learn.incidents.texts import (
    Prepared,
    Text,
    chapters,
    every_other_dated,
    own,
    passages,
    prepared,
    reports,
    rows,
    snippets,
)
from geoinc.learn.incidents.worked import NONE, Labelled, labelled
from geoinc.pipeline import Pipeline
from geoinc.text.tokens import words_of

if TYPE_CHECKING:
    from numpy.typing import NDArray

COUNTS = {"awsd": 300.0, "asam": 300.0, "msa": 250.0, "snippets": 400.0, "own": 300.0, "none": 6400.0, "chapters": 800.0, "reports": 600.0, "news": 1800.0, "worked": 3200.0, "alone": 4800.0}  # fmt: skip
"""How much each table counts in all."""
OTHERS = 1.4
"""How many times as much words of worked reports count that tell of no event: those reports tell of little else."""
MOST = {"awsd": 600, "asam": 600}
CLEAN = 0.6
"""Passages of news that are likelier than this to tell of an incident are not learned from."""
PENALTY = 2.0
ROUNDS = 3


@dataclass(frozen=True, slots=True)
class TriggerTable:
    """A text's triggers as features."""

    table: str
    told: bool
    triggers: tuple[Features, ...]
    known: tuple[bool, ...] | None = None
    """Whether each trigger tells of an event, where that is known of each alone."""
    fold: int = 0

    def labels(self) -> list[tuple[Features, bool]]:
        """Return the triggers with what they are taken to tell at first."""
        return list(zip(self.triggers, self.known or [self.told] * len(self.triggers), strict=True))


def texts(data: Path) -> list[Text]:
    """Return all texts to learn from."""
    tables = [t for name in ("awsd", "asam", "msa") for t in rows(data / "incidents", name, most=MOST.get(name))]
    return [
        *tables,
        *every_other_dated(snippets(data / "incidents")),
        *reports(data / "incidents"),
        *every_other_dated(own()),
        *every_other_dated(chapters(data / "syntax" / "gum.conllu.gz")),
        *every_other_dated(passages(data / "corpora")),
    ]


def cases(found: Iterable[Prepared]) -> list[TriggerTable]:
    """Return the texts that have a trigger meant as a fact or an attempt."""
    made = []
    for item in found:
        document = item.text.document
        page = page_of(document, item.every_relation, index(), words_of(document.text))
        triggers = tuple(_every_feature(a) for a in candidates(page) if a.trigger.meant)
        if triggers:
            made.append(TriggerTable(item.text.table, item.text.told, triggers, fold=item.text.fold))
    return made


def known(found: Iterable[Labelled]) -> list[TriggerTable]:
    """Return the reports of which each trigger is known."""
    made = []
    for report in found:
        document = report.item.text.document
        page = page_of(document, report.item.every_relation, index(), words_of(document.text))
        told = [
            (a, number) for a in candidates(page) if a.trigger.meant and not report.is_old(number := report.event(a))
        ]
        if told:
            made.append(_table("worked", told, report.item.text.fold))
        for _, group in groupby(told, key=lambda case: case[0].sentence.index):
            own = list(group)
            words = own[0][0].sentence.words
            made.append(_table("alone", own, report.item.text.fold, page_features(words)))
    return made


def _table(name: str, told: Sequence[tuple[Account, int]], fold: int, page: Features | None = None) -> TriggerTable:
    """Return a text's triggers with whether each tells of an event; ``page``: what its words say, where it is part of another text."""
    labels = tuple(number != NONE for _, number in told)
    found = [_every_feature(a) for a, _ in told]
    if page is not None:
        found = [{**_without_text(features), **page} for features in found]
    return TriggerTable(name, any(labels), tuple(found), labels, fold)


def _every_feature(account: Account) -> Features:
    return {**account.around.features, **account.features}


def _without_text(features: Features) -> Features:
    return {name: value for name, value in features.items() if not name.startswith(_OF_TEXT)}


_OF_TEXT = ("page ", "before ", "said before ", "text, ")


def learn(found: Sequence[TriggerTable]) -> Scorer:
    """Return the scorer learned from cases."""
    triggers = [(n, features, told) for n, case in enumerate(found) for features, told in case.labels()]
    table = logistic.sparse([features for _, features, _ in triggers])
    of = np.array([n for n, _, _ in triggers])
    told = np.array([told for _, _, told in triggers])
    solved = np.zeros(len(table.names))
    clean = np.array([case.table != "news" for case in found])
    for news in (False, True):
        if news:
            clean |= _likeliest(table.scores(solved), of) < log_odds(CLEAN)
        solved = _learned(found, table, solved, clean[of], of, told)
    return Scorer(dict(zip(table.names, map(float, solved), strict=True)))


def _learned(  # noqa: PLR0913, PLR0917 - what is learned from
    found: Sequence[TriggerTable],
    table: logistic.SparseTable,
    start: NDArray[np.float64],
    used: NDArray[np.bool_],
    of: NDArray[np.intp],
    told: NDArray[np.bool_],
) -> NDArray[np.float64]:
    """Return the weights learned from those triggers that are used: of texts with an incident in the end those that tell of it."""
    sizes = Counter(found[n].table for n in of[used].tolist())
    known = np.array([case.known is not None for case in found])[of]
    counts = np.array([COUNTS[case.table] / max(1, sizes[case.table]) for case in found])[of]
    counts = np.where(known & ~told, OTHERS, 1.0) * counts
    kept, solved = used, start
    for _ in range(ROUNDS):
        solved = logistic.fit_sparse(table, told.astype(float), counts * kept, solved, penalty=PENALTY)
        scores = table.scores(solved)
        tells = (scores > 0) | (scores >= _likeliest(scores, of)[of])
        kept = used & (~told | known | tells)
    return solved


def _likeliest(scores: NDArray[np.float64], of: NDArray[np.intp]) -> NDArray[np.float64]:
    """Return the highest score of each text's triggers; those of one text follow one another."""
    return np.maximum.reduceat(scores, np.flatnonzero(np.diff(of, prepend=-1)))


def best(scorer: Scorer, case: TriggerTable) -> float:
    """Return the probability of a text's likeliest trigger."""
    return max(map(scorer.probability, case.triggers))


def found_of_tables(found: Sequence[TriggerTable]) -> Iterator[str]:
    """Yield, for each table of incidents, the share found by what was learned without it."""
    for table in sorted({c.table for c in found if c.told and c.known is None}):
        scorer = learn([c for c in found if c.table != table])
        asked = [c for c in found if c.table == table]
        share = sum(best(scorer, c) >= TOLD for c in asked) / len(asked)
        yield f"{table:<10} {share:.3f} of {len(asked)} with a trigger are found to tell of an incident"


def left_out(found: Sequence[TriggerTable], scorers: Sequence[Scorer]) -> Iterator[str]:
    """Yield what was learned without each part finds there: in texts without an incident, and which words of reports."""
    none = [best(scorers[c.fold], c) >= TOLD for c in found if c.table == "none"]
    yield f"none       {sum(none) / len(none):.3f} of {len(none)} with a trigger are found to tell of an incident"
    for table in ("worked", "alone"):
        cases = [(scorers[c.fold].score(f), told) for c in found if c.table == table for f, told in c.labels()]
        told, others = [s for s, is_told in cases if is_told], [s for s, is_told in cases if not is_told]
        yield (
            f"{table:<10} {_share(told):.3f} of {len(told)} words told, {_share(others):.3f} of {len(others)} others; "
            f"at three in ten others {_share(told, float(np.quantile(others, 0.7))):.3f}"
        )


def _share(scores: Sequence[float], least: float = log_odds(TOLD)) -> float:
    return sum(s >= least for s in scores) / len(scores)


def main(data: Path) -> None:
    """Learn, write the weights and print what was found of texts left out."""
    pipeline = Pipeline.default()
    found = [*cases(prepared(texts(data), pipeline)), *known(labelled(pipeline))]
    scorers = keep(NAME, [(c.fold, c) for c in found], learn)
    for line in (*left_out(found, scorers), *found_of_tables(found)):
        sys.stdout.write(line + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
