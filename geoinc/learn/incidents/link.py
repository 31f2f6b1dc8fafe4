"""Learn whether two accounts of a text tell of one event: ``python -m geoinc.learn.incidents.link DATA``.

From bulletins made of rows of all tables (``evaluate.bulletins``), where every account of a row is of its event and of no
other; and from the rows alone. Articles are learned from reports whose sentences are known to tell this event or that:
those of ``examples/reports`` and, of one event each, of ``examples/languages``; the news reports with templates are left
out of it and test it. Both start from ``link_articles.csv``, set by hand; what tells the two apart is learned from
bulletins of all sizes and from news.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations
from pathlib import Path

from geoinc.evaluate import languages
from geoinc.evaluate.bulletins import FORMS, Bulletin, bulletins
from geoinc.incidents.decisions import scorer
from geoinc.incidents.decisions.scorer import Features, Scorer, save
from geoinc.incidents.frames.lexicon import index
from geoinc.incidents.gather import ARTICLES, FORM, NAME, Event, features, form_features, gather, is_collection
from geoinc.incidents.reading import Account, page_of, read
from geoinc.learn.incidents import logistic, worked
from geoinc.learn.incidents.texts import Prepared, Text, news, own, prepared, reports, rows
from geoinc.model import Document
from geoinc.pipeline import Pipeline
from geoinc.text.tokens import words_of

PRIOR = Path(__file__).with_name("link_articles.csv")
PENALTY = 0.5
HOLD = 5.0
ARTICLE_PENALTY, ARTICLE_HOLD = 1.0, 40.0
"""How many times as hard the penalty draws the weights that long news reports gave: our own articles are few."""
FORM_PENALTY = 0.3
BULLETINS = 120
ALL_FORMS = {**FORMS, "one after another": "{} "}
"""Nobody writes reports into one line without more; but what parts them within a line is learned from such."""
COUNTS = {"alone": 1.0, "one after another": 2.0}
"""How much a text of such a form counts, where a bulletin counts 10."""
SIZES = (3, 4, 5, 7, 10, 10)
MOST = {"awsd": 500, "asam": 500}
NEWS = 120
"""So many articles of each corpus."""
FOLDS = 4
Told = tuple[Bulletin, Sequence[Account]]
Labelled = tuple[Sequence[Account], Sequence[int | None]]
"""The accounts of an article, and the event of each by a number, where it is known."""
OF_BULLETINS = frozenset({"new line of a paragraph", "new paragraph of several"})
"""What only says how bulletins are set."""
OURS = ("worked",)
"""Where accounts are joined from more reports, those of two events are: 72 of 100 events kept their pin, not 77."""
EXAMPLES = Path(__file__).parents[3] / "examples"
APART = 2.5
"""How many times as much a pair of two events counts as one of the same, which most pairs of an article are."""
_ARTICLE = 10.0


def accounts(item: Prepared) -> list[Account]:
    """Return the accounts of a text."""
    document = item.text.document
    return read(page_of(document, item.every_relation, index(), words_of(document.text)))


def pairs(found: Sequence[Told]) -> Iterator[tuple[Features, float, float]]:
    """Yield an account and an event told before as features, whether they are one, and how much that counts."""
    for made, told in found:
        events: dict[int, Event] = {}
        cases: list[tuple[Features, float]] = []
        for account in told:
            if account.adds is not None:
                continue
            item = made.item(account.sentence.start)
            cases += [(features(account, event), float(i == item)) for i, event in events.items() if i >= item - 3]
            events.setdefault(item, Event([])).accounts.append(account)
        for case, label in cases:
            yield case, label, COUNTS.get(made.form, 10.0) / len(cases)


def learn(found: Sequence[Told]) -> Scorer:
    """Return the scorer learned from messages and collections of them, with their accounts."""
    return _fitted(list(pairs(found)), penalty=PENALTY, hold=HOLD)


def _fitted(cases: Sequence[tuple[Features, float, float]], *, penalty: float, hold: float) -> Scorer:
    """Return the scorer of cases, their labels and how much each counts, drawn to the weights set by hand."""
    known, labels, weights = ([*column] for column in zip(*cases, strict=True))
    return logistic.fit(known, labels, weights, penalty=penalty, prior=prior(), hold=hold)


def learn_articles(found: Sequence[Labelled]) -> Scorer:
    """Return the scorer learned from articles, whose weights stay near those set by hand."""
    cases: list[tuple[Features, float, float]] = []
    for told, labels in found:
        own = list(_article_pairs(told, labels))
        share = _ARTICLE / max(3, len(own))
        cases += [(case, same, share * (1.0 if same else APART)) for case, same in own]
    return _fitted(cases, penalty=ARTICLE_PENALTY, hold=ARTICLE_HOLD)


def _article_pairs(told: Sequence[Account], labels: Sequence[int | None]) -> Iterator[tuple[Features, float]]:
    events: dict[int, Event] = {}
    for account, label in zip(told, labels, strict=True):
        if account.adds is None and label is not None:
            for i, event in events.items():
                told_of = {name: value for name, value in features(account, event).items() if name not in OF_BULLETINS}
                yield told_of, float(i == label)
            events.setdefault(label, Event([])).accounts.append(account)


def articles(pipeline: Pipeline) -> list[Labelled]:
    """Return the articles to learn from; what tells of no event of its report teaches nothing here."""
    found: list[Labelled] = []
    for report in worked.labelled(pipeline, OURS):
        told = accounts(report.item)
        found.append((told, [None if n == worked.NONE else n for n in report.events(told)]))
    single = [languages.read(path).reports for path in sorted((EXAMPLES / "languages").glob("*.toml"))]
    for item in prepared([_as_text(r[languages.REFERENCE]) for r in single if languages.REFERENCE in r], pipeline):
        told = accounts(item)
        found.append((told, [0] * len(told)))
    return found


def _as_text(document: Document) -> Text:
    return Text("own", document, told=True)


def kept_together(found: Sequence[Labelled]) -> tuple[int, int, int, int]:
    """Return how many pairs of accounts of one event are gathered together, of how many, and of two events apart."""
    right = [0, 0, 0, 0]
    for told, labels in found:
        where = {id(a): n for n, e in enumerate(gather(told)) for a in e.accounts}
        known = [(id(a), label) for a, label in zip(told, labels, strict=True) if label is not None and id(a) in where]
        for (one, ours), (other, theirs) in combinations(known, 2):
            same = ours == theirs
            right[1 if same else 3] += 1
            right[0 if same else 2] += (where[one] == where[other]) is same
    return right[0], right[1], right[2], right[3]


def learn_form(found: Sequence[Told], articles: Sequence[Sequence[Account]]) -> Scorer:
    """Return the scorer that tells collections from articles."""
    made = [form_features(told) for bulletin, told in found if bulletin.form in FORMS and told]
    others = [form_features(told) for told in articles if len({a.sentence.line for a in told}) > 1]
    weights = [100.0 / len(made)] * len(made) + [100.0 / len(others)] * len(others)
    labels = [1.0] * len(made) + [0.0] * len(others)
    return logistic.fit([*made, *others], labels, weights, penalty=FORM_PENALTY)


def prior() -> Mapping[str, float]:
    """Return the weights to start from."""
    with PRIOR.open(encoding="utf-8", newline="") as lines:
        return {row["feature"]: float(row["weight"]) for row in csv.DictReader(lines)}


def recovered(found: Sequence[Told]) -> tuple[int, int]:
    """Return how many reports give exactly one event of their own, and how many reports there are."""
    right = total = 0
    for made, told in found:
        events = [{made.item(a.sentence.start) for a in e.accounts} for e in gather(told) if e.seeds]
        total += len(made.starts)
        right += sum(sum(i in e for e in events) == 1 and {i} in events for i in range(len(made.starts)))
    return right, total


def gathered(texts: Sequence[Text], pipeline: Pipeline, *, seed: int, count: int) -> list[Told]:
    """Return bulletins of texts and the texts alone, with their accounts."""
    tables: dict[str, list[Document]] = {}
    for text in texts:
        tables.setdefault(text.table, []).append(text.document)
    made = [
        *bulletins(tables, count, seed=seed, sizes=SIZES, forms=ALL_FORMS),
        *(Bulletin(text.document, (0,), "alone") for text in texts),
    ]
    found = prepared([Text("bulletins", b.document, told=True) for b in made], pipeline)
    return [(b, accounts(p)) for b, p in zip(made, found, strict=True)]


def _left_out(found: Sequence[Labelled], fold: int) -> tuple[int, int, int, int]:
    """Return :func:`kept_together` of a fold by what the others teach."""
    save(ARTICLES, learn_articles([f for i, f in enumerate(found) if i % FOLDS != fold]).weights)
    scorer.load.cache_clear()
    return kept_together(found[fold::FOLDS])


def main(data: Path) -> None:
    """Learn, write the weights and print what share of reports of left-out rows is recovered."""
    texts = [t for name in ("awsd", "asam", "msa") for t in rows(data / "incidents", name, most=MOST.get(name))]
    texts += [t for t in own() if t.told]
    asked, kept = texts[::FOLDS], [t for i, t in enumerate(texts) if i % FOLDS]
    pipeline = Pipeline.default()
    found = gathered(kept, pipeline, seed=1, count=BULLETINS)
    told = [accounts(p) for p in prepared([*news(data / "corpora", NEWS), *reports(data / "incidents")], pipeline)]
    save(NAME, learn(found).weights)
    save(FORM, learn_form(found, told[::2]).weights)
    long_reports = articles(pipeline)
    ways = [_left_out(long_reports, i) for i in range(FOLDS)]
    together, same, apart, different = map(sum, zip(*ways, strict=True))
    save(ARTICLES, learn_articles(long_reports).weights)
    scorer.load.cache_clear()
    sys.stdout.write(
        f"articles left out: {together / same:.3f} of {same} pairs of one event together, {apart / different:.3f} of "
        f"{different} of two events apart\n"
    )
    others = gathered(asked, pipeline, seed=2, count=BULLETINS // FOLDS)
    for form in (*ALL_FORMS, "alone"):
        right, total = recovered([f for f in others if f[0].form == form])
        sys.stdout.write(f"{form:<20} {right / total:.3f} of {total} reports left out give one event of their own\n")
    long = [a for a in told[1::2] if len({x.sentence.line for x in a}) > 1]
    sys.stdout.write(f"{sum(map(is_collection, long))} of {len(long)} articles left out are taken for collections\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
