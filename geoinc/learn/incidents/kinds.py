"""Learn which type an event has: ``python -m geoinc.learn.incidents.kinds DATA``.

From snippets with a label, rows that record the means, and reports whose templates have a type; each allows one type or
several. What the classifier of snippets says of its own rows comes from one that has not seen them.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from geoinc.evaluate.incidents import MUC_TYPES
from geoinc.incidents.build import names_told
from geoinc.incidents.classify import classify
from geoinc.incidents.decisions.kinds import NAME, candidates, text_of
from geoinc.incidents.decisions.scorer import Features, Scorer, save
from geoinc.incidents.frames.lexicon import index
from geoinc.incidents.gather import gather
from geoinc.incidents.reading import Account, page_of, read
from geoinc.incidents.types import by_case
from geoinc.learn.event_types import LabelledSnippet, cross_probabilities
from geoinc.learn.incidents import logistic
from geoinc.learn.incidents.texts import Prepared, prepared, reports, rows, snippets
from geoinc.pipeline import Pipeline
from geoinc.text.tokens import words_of

MEANS: Mapping[str, frozenset[str]] = {
    "Shooting": frozenset({"attack", "armed clash"}),
    "Bodily assault": frozenset({"attack"}),
    "Kidnapping": frozenset({"abduction", "arrest"}),
    "Kidnap-killing": frozenset({"abduction", "attack"}),
    "Aerial bombardment": frozenset({"air strike"}),
    "Shelling": frozenset({"shelling"}),
    "Vehicle-born IED": frozenset({"bombing", "suicide bombing"}),
    "Roadside IED": frozenset({"bombing"}),
    "Other Explosives": frozenset({"bombing", "grenade attack"}),
    "Landmine": frozenset({"bombing"}),
    "Rape/sexual assault": frozenset({"sexual violence"}),
    "Complex attack": frozenset({"attack", "bombing", "suicide bombing", "armed clash"}),
    "Body-borne IED": frozenset({"suicide bombing"}),
}
"""The types that answer to the means which the reports on aid workers record; whom the police detain is kidnapped there, too."""
COUNTS = {"snippets": 1.0, "awsd": 1.0, "msa": 1.0, "reports": 6.0}
"""How much an event of each table counts."""
MOST = {"awsd": 600}
FOLDS = 5


@dataclass(frozen=True, slots=True)
class TypeChoice:
    """An event's candidate types as features, and which of them are right."""

    table: str
    names: tuple[str, ...]
    options: tuple[Features, ...]
    right: tuple[bool, ...]


def cases(found: Iterable[Prepared], looks: Mapping[str, Mapping[str, float]]) -> list[TypeChoice]:
    """Return the largest event of each text that allows some types; ``looks`` are by text, what was not seen there."""
    made = []
    for item in found:
        allowed = _allowed(item)
        accounts = _largest(item)
        if not allowed or not accounts:
            continue
        text = text_of(accounts)
        known = looks.get(item.text.document.text) or {t.name: p for t, p in classify(text)}
        options = candidates(accounts, names_told(accounts), known)
        right = tuple(name in allowed for name in options)
        made.append(TypeChoice(item.text.table, tuple(options), tuple(options.values()), right))
    return made


def _allowed(item: Prepared) -> frozenset[str]:
    row = item.text.row
    match item.text.table:
        case "awsd":
            return MEANS.get(row["means"].strip(), frozenset())
        case "msa":
            return frozenset({"attack"})
        case "snippets":
            event = by_case(row["label"])
            return frozenset() if event is None else frozenset({event.name})
    kinds = {k for t in row["templates"] for k in t["incident_type"]}
    return frozenset(name for k in kinds for name in MUC_TYPES.get(k, ()))


def _largest(item: Prepared) -> Sequence[Account]:
    document = item.text.document
    told = read(page_of(document, item.every_relation, index(), words_of(document.text)))
    events = [e.accounts for e in gather(told) if e.seeds]
    if not events:
        return ()
    return max(events, key=len) if item.text.table == "reports" else [a for e in events for a in e]


def learn(found: Sequence[TypeChoice]) -> Scorer:
    """Return the scorer learned from cases."""
    return logistic.fit_choice([c.options for c in found], [c.right for c in found], [COUNTS[c.table] for c in found])


def crossed(found: Sequence[TypeChoice]) -> Iterator[tuple[TypeChoice, bool]]:
    """Yield each case with whether what was learned without it chooses right."""
    for fold in range(FOLDS):
        scorer = learn([c for i, c in enumerate(found) if i % FOLDS != fold])
        for case in found[fold::FOLDS]:
            scores = [scorer.score(o) for o in case.options]
            yield case, case.right[scores.index(max(scores))]


def looks_of(found: Sequence[Prepared]) -> dict[str, dict[str, float]]:
    """Return what classifiers that have not seen a snippet say of it, by its text."""
    labelled = [
        LabelledSnippet(item.text.document.text, item.text.row["label"])
        for item in found
        if item.text.table == "snippets"
    ]
    return {
        row.text: {event.name: p for label, p in chances.items() if (event := by_case(label))}
        for row, chances in zip(labelled, cross_probabilities(labelled), strict=True)
    }


def main(data: Path) -> None:
    """Learn, write the weights and print how often the choice is right on texts left out."""
    folder = data / "incidents"
    texts = [*snippets(folder), *rows(folder, "awsd", most=MOST["awsd"]), *rows(folder, "msa"), *reports(folder)]
    found = prepared(texts, Pipeline.default())
    made = cases(found, looks_of(found))
    save(NAME, learn(made).weights)
    answers = list(crossed(made))
    for table in COUNTS:
        own = [right for case, right in answers if case.table == table]
        any_right = sum(any(case.right) for case, _ in answers if case.table == table)
        sys.stdout.write(
            f"{table:<9} {sum(own) / len(own):.3f} right of {len(own)} (any candidate {any_right / len(own):.3f})\n"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
