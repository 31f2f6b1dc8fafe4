"""Learn whether a trigger tells of an event here and now: ``python -m geoinc.learn.incidents.told DATA``.

DATA holds ``incidents/`` (rows of reports), ``syntax/gum.conllu.gz`` and ``corpora/`` (news). Every trigger of a text
without an incident is a case of none. Of a text with one, which triggers tell of it is not known: at first all are taken
to, then those that the scorer so learned finds likely, and always the likeliest one. Passages of news, of which nothing
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
from geoinc.learn.incidents.texts import Prepared, Text, chapters, own, passages, prepared, reports, rows, snippets
from geoinc.pipeline import Pipeline
from geoinc.text.tokens import words_of

NAME = "told"
COUNTS = {"awsd": 300.0, "asam": 300.0, "msa": 150.0, "snippets": 400.0, "own": 300.0, "none": 1500.0, "chapters": 400.0, "reports": 300.0, "news": 900.0}  # fmt: skip
"""How much each table counts in all."""
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


def texts(data: Path) -> list[Text]:
    """Return all texts to learn from."""
    tables = [t for name in ("awsd", "asam", "msa") for t in rows(data / "incidents", name, most=MOST.get(name))]
    return [
        *tables,
        *snippets(data / "incidents"),
        *reports(data / "incidents"),
        *own(),
        *chapters(data / "syntax" / "gum.conllu.gz"),
        *passages(data / "corpora"),
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


def learn(found: Sequence[TriggerTable]) -> Scorer:
    """Return the scorer learned from cases."""
    known = [case for case in found if case.table != "news"]
    scorer = _learned(known)
    return _learned([*known, *(case for case in found if case.table == "news" and best(scorer, case) < CLEAN)])


def _learned(found: Sequence[TriggerTable]) -> Scorer:
    triggers = [(case, features) for case in found for features in case.triggers]
    sizes = Counter(case.table for case, _ in triggers)
    kept = triggers
    scorer = Scorer({})
    for _ in range(ROUNDS):
        weights = [COUNTS[case.table] / sizes[case.table] for case, _ in kept]
        labels = [float(case.told) for case, _ in kept]
        scorer = logistic.fit([features for _, features in kept], labels, weights, penalty=PENALTY)
        kept = [(c, f) for c in found for f in c.triggers if not c.told or _tells(scorer, f, c)]
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
    for table in sorted({c.table for c in found if c.told}):
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


def main(data: Path) -> None:
    """Learn, write the weights and print what was found of texts left out."""
    found = cases(prepared(texts(data), Pipeline.default()))
    save(NAME, learn(found).weights)
    for table, (share, of) in left_out(found).items():
        sys.stdout.write(f"{table:<10} {share:.3f} of {of} with a trigger are found to tell of an incident" + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
