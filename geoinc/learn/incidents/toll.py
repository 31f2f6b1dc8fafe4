"""Learn which counts of a report make up its toll: ``python -m geoinc.learn.incidents.toll DATA``.

From rows of databases with numbers of killed, wounded and kidnapped, and from reports of which it is known what tells
each event (:mod:`~geoinc.learn.incidents.worked`): an event's counts are those of all that tells of it. Nobody has noted which counts of a text
the numbers come from: right are all subsets with the right sum, and what is made likely is that one of them is chosen.
"""

from __future__ import annotations

import random
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from geoinc.incidents.attribution import Voices
from geoinc.incidents.decisions.scorer import Scorer, save
from geoinc.incidents.frames.lexicon import index
from geoinc.incidents.reading import page_of, read
from geoinc.incidents.tolls.choice import NAME, Options, choose, features, options
from geoinc.incidents.tolls.claims import find_counts
from geoinc.incidents.tolls.counts import Count
from geoinc.language import lexicon
from geoinc.learn.incidents import fate
from geoinc.learn.incidents.texts import Text, rows
from geoinc.learn.incidents.worked import NONE, TEACH, Labelled, labelled
from geoinc.model import Document, Harm
from geoinc.pipeline import Pipeline
from geoinc.text.sentences import sentences
from geoinc.text.tokens import words_of

HARMS = (Harm.KILLED, Harm.WOUNDED, Harm.KIDNAPPED)
PENALTY = 3.0
STEPS = 300
RATE = 0.05
FOLDS = 5
TABLES = {"awsd": 1.0, "msa": 4.0}
"""The tables learned from, and how much a row of each counts."""
COUNTS = {**TABLES, "worked": 2.0, "untold": 0.5, "peace": 0.5}
FORMS = Path(__file__).with_suffix(".toml")
DRAWS = 6
"""How often numbers are drawn for each report of our own."""
SHARE = 0.7
"""The share of reports with several victims that are told again."""
_FEWEST = 3
Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class TollChoice:
    """The counts of one harm in a report, and the number that was recorded."""

    table: str
    asked: Options
    gold: frozenset[int]
    row: int
    made: str = ""
    """How the report was told again; nothing of a report as it stands."""

    @property
    def is_right(self) -> list[bool]:
        """Which subsets have the recorded sum."""
        return [self.asked.total(s) in self.gold for s in self.asked.subsets] if self.asked.counts else []


def retold(texts: Sequence[Text]) -> Iterator[tuple[int, str, Text, Harm]]:
    """Yield reports with their toll told once more: which row, how, the text, and the harm that it is true of."""
    chance = random.Random(1)  # noqa: S311 - a draw for training, not a secret
    forms = {name: found for name, found in lexicon.read(FORMS).items() if name != "report"}
    for number, text in enumerate(texts):
        harms = [h for h in HARMS if (text.row.get(h.value) or 0) > 1]
        if not harms or chance.random() > SHARE:
            continue
        harm = chance.choice(harms)
        how = chance.choice(sorted(forms))
        n = text.row[harm.value]
        m, k = n + chance.randint(1, 9), chance.randint(1, n - 1)
        sentence = chance.choice(forms[how]).format(n=n, m=m, k=k, harm=harm.value)
        told = text.document.text
        told = told + sentence if sentence.startswith(" ") else sentence + told
        row = {**text.row, harm.value: m if how == "risen" else n}
        yield number, how, replace(text, document=replace(text.document, text=told), row=row), harm


def cases(texts: Sequence[Text]) -> Iterator[TollChoice]:
    """Yield what is recorded of reports, with the counts in their texts, where there are any."""
    for number, text in enumerate(texts):
        gold = {harm: text.row[harm.value] for harm in HARMS if text.row.get(harm.value) is not None}
        counts = _counts(text.document)
        for harm, count in gold.items():
            asked = options(counts, harm)
            if count or (asked.counts and () in asked.subsets):
                yield TollChoice(text.table, asked, frozenset({count}), number)
    for number, how, text, harm in retold(texts):
        yield TollChoice(
            text.table, options(_counts(text.document), harm), frozenset({text.row[harm.value]}), number, how
        )


def worked(found: Sequence[Labelled]) -> Iterator[TollChoice]:
    """Yield what is told of the events of reports, with the counts in all that tells of each; a harm not recorded befell nobody."""
    for number, report in enumerate(found):
        document = report.item.text.document
        accounts = read(page_of(document, report.item.every_relation, index(), words_of(document.text)))
        events = report.events(accounts)
        for event in sorted(set(events) - {NONE}):
            counts = [c for a, of in zip(accounts, events, strict=True) if of == event for c in a.counts]
            for harm in HARMS:
                count, asked = report.report.events[event].toll.get(harm), options(counts, harm)
                if count or (asked.counts and () in asked.subsets):
                    table = "untold" if count is None else "worked"
                    yield TollChoice(table, asked, frozenset({count or 0}), number)


def peace(texts: Sequence[Document]) -> Iterator[TollChoice]:
    """Yield the counts of texts that tell of no incident, or of hardly any, where none was read for sure: nobody came to harm."""
    for number, document in enumerate(texts):
        counts = _counts(document)
        for asked in (options(counts, harm) for harm in HARMS):
            if asked.counts and () in asked.subsets:
                yield TollChoice("peace", asked, frozenset({0}), number)


def reports() -> Iterator[TollChoice]:
    """Yield the counts of our own reports, each with several draws of numbers."""
    chance = random.Random(2)  # noqa: S311 - a draw for training, not a secret
    for number, report in enumerate(lexicon.read(FORMS)["report"]):
        for _ in range(DRAWS):
            drawn = dict(zip("abc", chance.sample(range(2, 40), 3), strict=True))
            drawn |= {name: _added(report[name], drawn) for name in ("T", "R") if name in report}
            counts = _counts(Document(report["text"].format(**drawn)))
            for harm in HARMS:
                gold = [_added(g, drawn) for g in report.get(harm.value, "").split(",") if g]
                if gold:
                    yield TollChoice("own", options(counts, harm), frozenset(gold), number)


def _added(words: str, drawn: Mapping[str, int]) -> int:
    return sum(drawn[w] if w in drawn else int(w) for w in words.split("+"))


def _counts(document: Document) -> list[Count]:
    told = sentences(document)
    return find_counts(document, told, Voices(document.text, told), words_of(document.text))


def learn(found: Sequence[TollChoice]) -> Scorer:
    """Return the scorer learned from cases in which some subsets are right and some are not."""
    useful = [c for c in found if any(c.is_right) and not all(c.is_right)]
    described = [[features(c.asked, s) for s in c.asked.subsets] for c in useful]
    counts = Counter(name for case in described for name in {n for subset in case for n in subset})
    names = sorted(name for name, n in counts.items() if n >= _FEWEST)
    column = {name: i for i, name in enumerate(names)}
    entries = [
        (k, column[n], v)
        for k, f in enumerate(f for case in described for f in case)
        for n, v in f.items()
        if n in column
    ]
    where, which, value = (np.array(part) for part in zip(*entries, strict=True))
    of = np.repeat(np.arange(len(useful)), [len(d) for d in described])
    right = np.array([r for c in useful for r in c.is_right], float)
    weight = np.array([COUNTS.get(c.table, 1.0) for c in useful])
    solved = _ascend((where, which, value), of, right, weight, len(names))
    return Scorer(dict(zip(names, map(float, solved), strict=True)))


def _ascend(
    table: tuple[NDArray[np.int64], NDArray[np.int64], Floats],
    of: NDArray[np.int64],
    right: Floats,
    weight: Floats,
    size: int,
) -> Floats:
    """Return the weights under which a right subset is likeliest, by Adam."""
    where, which, value = table
    count = len(of)
    solved = np.zeros(size)
    mean, spread = np.zeros(size), np.zeros(size)
    for step in range(1, STEPS + 1):
        score = np.bincount(where, solved[which] * value, minlength=count)
        top = np.full(len(weight), -np.inf)
        np.maximum.at(top, of, score)
        odds = np.exp(score - top[of])
        total = np.bincount(of, odds, minlength=len(weight))
        good = np.bincount(of, odds * right, minlength=len(weight))
        slope = weight[of] * odds * (right / np.maximum(good, 1e-12)[of] - 1.0 / total[of])
        gradient = np.bincount(which, slope[where] * value, minlength=size) - PENALTY * solved
        mean = 0.9 * mean + 0.1 * gradient
        spread = 0.999 * spread + 0.001 * gradient**2
        solved = solved + RATE * (mean / (1 - 0.9**step)) / (np.sqrt(spread / (1 - 0.999**step)) + 1e-8)
    return solved


def is_right(case: TollChoice, scorer: Scorer) -> bool:
    """Whether the chosen subset has the recorded sum."""
    return bool(case.asked.counts) and case.asked.total(choose(case.asked, scorer)) in case.gold


def crossed(found: Sequence[TollChoice]) -> list[tuple[TollChoice, bool]]:
    """Return each case with whether it is right by what was learned from other rows."""
    answers = []
    for fold in range(FOLDS):
        scorer = learn([c for c in found if c.row % FOLDS != fold])
        answers += [(c, is_right(c, scorer)) for c in found if c.row % FOLDS == fold]
    return answers


def left_out(found: Sequence[TollChoice]) -> list[tuple[TollChoice, bool]]:
    """Return each case with whether it is right by what was learned from the other tables."""
    answers = []
    for table in sorted({c.table for c in found}):
        scorer = learn([c for c in found if c.table != table])
        answers += [(c, is_right(c, scorer)) for c in found if c.table == table]
    return answers


def every(data: Path, fates: Sequence[Mapping[str, Mapping[str, float]]]) -> list[TollChoice]:
    """Return what is recorded of rows and reports, with counts read by what was learned of :mod:`fate` without them, part by part."""
    texts = [t for name in TABLES for t in rows(data / "incidents", name)]
    pipeline, peaceful = Pipeline.default(), fate.peaceful(data)
    found: list[TollChoice] = []
    for part, weights in enumerate(fates):
        fate.use(weights)
        found += cases([t for t in texts if fate.fold_of(t.table, t.document.id) == part])
        found += worked(labelled(pipeline, [name for name in TEACH if fate.fold_of(name, "") == part]))
        found += peace([d for d in peaceful if fate.fold_of(fate.PEACE, d.id) == part])
    return found


def main(data: Path) -> None:
    """Learn, write the weights and print how good the choice is on rows and on tables left out."""
    groups = fate.every(data)
    whole = fate.learn(groups)
    left_out_of = [fate.learn([g for g in groups if fate.fold_of(g.source, g.text) != n]) for n in range(fate.FOLDS)]
    found = every(data, left_out_of)
    fate.use(whole)
    found += reports()
    save(NAME, learn(found).weights)
    for name, answers in (("rows", crossed(found)), ("tables", left_out(found))):
        for table in sorted({c.table for c in found}):
            for harm in HARMS:
                asked = [(c, ok) for c, ok in answers if c.gold != {0} and c.table == table and c.asked.harm is harm]
                _show(f"{name} {table} {harm.value}", [a for a in asked if not a[0].made])
        for how in sorted({c.made for c in found if c.made}):
            _show(f"{name} told again, {how}", [a for a in answers if a[0].made == how])


def _show(name: str, answers: Sequence[tuple[TollChoice, bool]]) -> None:
    if answers:
        right = sum(ok for _, ok in answers) / len(answers)
        any_ = sum(any(c.is_right) for c, _ in answers) / len(answers)
        sys.stdout.write(f"{name:<32} {right:.3f} of {len(answers)} right (some subset {any_:.3f})\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
