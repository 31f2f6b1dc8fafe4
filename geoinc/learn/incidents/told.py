"""Learn whether a trigger tells of an event here and now: ``python -m geoinc.learn.incidents.told DATA``.

DATA holds ``incidents/`` (rows of reports), ``syntax/gum.conllu.gz`` and ``corpora/`` (news). Every trigger of a text
without an incident is a case of none. Of a text with one, which triggers tell of it is not known: at first all are taken
to, then those that the scorer so learned finds likely, and always the likeliest one. Of reports whose events quote their
words (:mod:`~geoinc.learn.incidents.worked`) each trigger is known; what they recall of old teaches nothing. Passages of news, of which nothing
is known, are cases of none where what was learned without them finds no incident. Tables count as :data:`COUNTS` says,
however long they are.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from geoinc.incidents.decisions.scorer import Features, Scorer, save
from geoinc.incidents.frames.lexicon import index
from geoinc.incidents.reading import TOLD, candidates, page_of
from geoinc.learn.incidents import logistic
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

NAME = "told"
COUNTS = {"awsd": 300.0, "asam": 300.0, "msa": 250.0, "snippets": 400.0, "own": 300.0, "none": 3200.0, "chapters": 400.0, "reports": 600.0, "news": 900.0, "worked": 1600.0}  # fmt: skip
"""How much each table counts in all."""
OTHERS = 2.0
"""How many times as much words of worked reports count that tell of no event: those reports tell of little else."""
MOST = {"awsd": 600, "asam": 600}
CLEAN = 0.6
"""Passages of news that are likelier than this to tell of an incident are not learned from."""
PENALTY = 2.0
ROUNDS = 3
FOLDS = 2


@dataclass(frozen=True, slots=True)
class TriggerTable:
    """A text's triggers as features."""

    table: str
    told: bool
    text: str
    triggers: tuple[Features, ...]
    known: tuple[bool, ...] | None = None
    """Whether each trigger tells of an event, where that is known of each alone."""

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
        triggers = tuple(a.features for a in candidates(page) if a.trigger.meant)
        if triggers:
            made.append(TriggerTable(item.text.table, item.text.told, document.text, triggers))
    return made


def known(found: Iterable[Labelled]) -> list[TriggerTable]:
    """Return the reports of which each trigger is known."""
    made = []
    for report in found:
        document = report.item.text.document
        page = page_of(document, report.item.every_relation, index(), words_of(document.text))
        told = [
            (a.features, number)
            for a in candidates(page)
            if a.trigger.meant and not report.is_old(number := report.event(a))
        ]
        if told:
            labels = tuple(number != NONE for _, number in told)
            made.append(TriggerTable("worked", any(labels), document.text, tuple(f for f, _ in told), labels))
    return made


def learn(found: Sequence[TriggerTable]) -> Scorer:
    """Return the scorer learned from cases."""
    known = [case for case in found if case.table != "news"]
    scorer = _learned(known)
    return _learned([*known, *(case for case in found if case.table == "news" and best(scorer, case) < CLEAN)])


def _learned(found: Sequence[TriggerTable]) -> Scorer:
    triggers = [(case, features, told) for case in found for features, told in case.labels()]
    sizes = Counter(case.table for case, _, _ in triggers)
    kept = triggers
    scorer = Scorer({})
    for _ in range(ROUNDS):
        weights = [
            COUNTS[case.table] / sizes[case.table] * (OTHERS if case.known is not None and not told else 1.0)
            for case, _, told in kept
        ]
        labels = [float(told) for _, _, told in kept]
        scorer = logistic.fit([features for _, features, _ in kept], labels, weights, penalty=PENALTY)
        kept = [t for t in triggers if not t[2] or t[0].known is not None or _tells(scorer, t[1], t[0])]
    return scorer


def _tells(scorer: Scorer, features: Features, case: TriggerTable) -> bool:
    score = scorer.score(features)
    return score > 0 or score >= max(map(scorer.score, case.triggers))


def best(scorer: Scorer, case: TriggerTable) -> float:
    """Return the probability of a text's likeliest trigger."""
    return max(map(scorer.probability, case.triggers))


def left_out(found: Sequence[TriggerTable]) -> Mapping[str, tuple[float, int]]:
    """Return, for each table of incidents, the share found by what was learned without it; for those without, by folds."""
    shares = {}
    for table in sorted({c.table for c in found if c.told and c.known is None}):
        scorer = learn([c for c in found if c.table != table])
        asked = [c for c in found if c.table == table]
        shares[table] = (sum(best(scorer, c) >= TOLD for c in asked) / len(asked), len(asked))
    none = [c for c in found if c.table == "none"]
    wrong = 0
    for fold in range(FOLDS):
        asked = none[fold::FOLDS]
        kept = {id(c) for c in asked}
        scorer = learn([c for c in found if id(c) not in kept])
        wrong += sum(best(scorer, c) >= TOLD for c in asked)
    shares["none"] = (wrong / len(none), len(none))
    return shares


def one_by_one(found: Sequence[TriggerTable]) -> tuple[int, int, int, int]:
    """Return how many triggers of worked reports left out are rightly told, of how many, and rightly not, of how many."""
    right = [0, 0, 0, 0]
    asked = [c for c in found if c.known is not None]
    for fold in range(FOLDS):
        part = {id(c) for c in asked[fold::FOLDS]}
        scorer = learn([c for c in found if id(c) not in part])
        for case in asked[fold::FOLDS]:
            for features, told in case.labels():
                right[1 if told else 3] += 1
                right[0 if told else 2] += (scorer.probability(features) >= TOLD) is told
    return right[0], right[1], right[2], right[3]


def main(data: Path) -> None:
    """Learn, write the weights and print what was found of texts left out."""
    pipeline = Pipeline.default()
    found = [*cases(prepared(texts(data), pipeline)), *known(labelled(pipeline))]
    save(NAME, learn(found).weights)
    for table, (share, of) in left_out(found).items():
        sys.stdout.write(f"{table:<10} {share:.3f} of {of} with a trigger are found to tell of an incident" + "\n")
    told, of, none, others = one_by_one(found)
    sys.stdout.write(
        f"worked reports left out: {told / of:.3f} of {of} triggers told, {none / others:.3f} of {others} others not\n"
    )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
