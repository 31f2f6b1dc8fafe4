"""Learn whether two accounts of a text tell of one event: ``python -m geoinc.learn.incidents.link DATA``.

From bulletins made of rows of all tables (``evaluate.bulletins``), where every account of a row is of its event and of no
other; and from the rows alone, starting from ``link_prior.csv``, set by hand. Articles are learned from reports whose
clauses are known to tell this event or that (``learn.incidents.worked``), each file left out once to judge; the news
reports with templates teach nothing. What tells the two apart is learned from bulletins of all sizes and from news.
"""

from __future__ import annotations

import csv
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from geoinc.evaluate.bulletins import FORMS, Bulletin, bulletins
from geoinc.incidents.decisions.nets import Nets
from geoinc.incidents.decisions.scorer import Features, Scorer, save
from geoinc.incidents.frames.lexicon import index
from geoinc.incidents.gather import ARTICLES, FORM, NAME, form_features, gather, is_collection, runs
from geoinc.incidents.linking import Event, choices, features
from geoinc.incidents.reading import Account, page_of, read
from geoinc.learn.incidents import logistic, nets, worked
from geoinc.learn.incidents.left_out import each, keep, without
from geoinc.learn.incidents.texts import FOLDS, Prepared, Text, news, own, prepared, reports, rows
from geoinc.model import Document
from geoinc.pipeline import Pipeline
from geoinc.text.tokens import words_of

PRIOR = Path(__file__).with_name("link_prior.csv")
PENALTY = 0.5
HOLD = 5.0
ARTICLE_ACCOUNTS = 12
"""An article of more accounts counts no more than one of so many."""
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
Told = tuple[Bulletin, Sequence[Account]]
Labelled = tuple[Sequence[Account], Sequence[int | None]]
"""The accounts of an article, and the event of each by a number, where it is known."""
APART, DROPPED = 4.0, 1.5
"""How many times as much an account of a new event counts as one of an event told before, which most are; and one that alone reports nothing."""


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
            if account.adds:
                continue
            item = made.item(account.sentence.start)
            cases += [(features(account, event), float(i == item)) for i, event in events.items() if i >= item - 3]
            events.setdefault(item, Event([])).accounts.append(account)
        for case, label in cases:
            yield case, label, COUNTS.get(made.form, 10.0) / len(cases)


def learn(found: Sequence[Told]) -> Scorer:
    """Return the scorer learned from messages and collections of them, with their accounts, drawn to weights set by hand."""
    known, labels, weights = ([*column] for column in zip(*pairs(found), strict=True))
    return logistic.fit(known, labels, weights, penalty=PENALTY, prior=prior(), hold=HOLD)


SHAPE = nets.NetsShape(penalty=5e-3)
"""Weights are drawn to 0 harder than elsewhere: what parts one story from the next is told by few things."""


def learn_articles(found: Sequence[Labelled], rows: Sequence[Told] = ()) -> Nets:
    """Return the nets of a choice, learned from articles: which event told before an account is of, or a new one.

    What messages add to their events is learned from rows.
    """
    cases: list[tuple[list[Features], list[bool], float]] = []
    for told, labels in found:
        own = list(_article_choices(told, labels))
        share = min(1.0, ARTICLE_ACCOUNTS / max(1, len(own)))
        cases += [(options, right, share * weight) for options, right, weight in own]
    cases += _added(rows)
    options, right, weights = map(list, zip(*cases, strict=True))
    return nets.fit_choice(options, right, weights, SHAPE)


def _article_choices(
    told: Sequence[Account], labels: Sequence[int | None]
) -> Iterator[tuple[list[Features], list[bool], float]]:
    """Yield what each account may be of, which of that is right, and how much that counts."""
    events: dict[int, Event] = {}
    for account, label in zip(told, labels, strict=True):
        if label is None:
            continue
        if events:
            fresh = label not in events
            weight = (APART if account.seeds else DROPPED) if fresh else 1.0
            yield choices(account, list(events.values())), [*(i == label for i in events), fresh], weight
        if label != worked.NONE:
            events.setdefault(label, Event([])).accounts.append(account)


def _added(found: Sequence[Told]) -> Iterator[tuple[list[Features], list[bool], float]]:
    """Yield what each account of messages may be of that reports nothing alone, with what is right: the event of its row."""
    for made, told in found:
        events: dict[int, Event] = {}
        for account in told:
            item = made.item(account.sentence.start)
            if not account.seeds and item in events:
                yield choices(account, list(events.values())), [*(i == item for i in events), False], 1.0
            if account.seeds or item in events:
                events.setdefault(item, Event([])).accounts.append(account)


def articles(found: Sequence[tuple[worked.Labelled, Sequence[Account]]]) -> list[Labelled]:
    """Return the articles of reports to learn from, with the event of each account, where it is known."""
    return [
        (told, [event_of(account, report) for account in told])
        for report, every in found
        for told in runs(every)
        if not is_collection(told)
    ]


def event_of(account: Account, report: worked.Labelled) -> int | None:
    """Return the number of the event that an account is of, :data:`worked.NONE` of what only adds, and to none; None where nobody knows.

    A toll that is not quoted is of the one event that has it, and of none where no event has so many.
    """
    event = report.event(account)
    if event != worked.NONE:
        return event
    if not account.adds:
        return None
    told = {(c.claim.harm, c.value) for c in account.counts if c.is_sure and c.value}
    tolls = [set(e.toll.items()) for e in report.report.events]
    having = [number for number, toll in enumerate(tolls) if told & toll]
    if len(having) == 1:
        return having[0]
    most = {harm: max((e.toll.get(harm, 0) for e in report.report.events), default=0) for harm, _ in told}
    known = not having and all(n > most[harm] for harm, n in told) and (told or not account.counts)
    return worked.NONE if known else None


def bcubed(found: Sequence[Labelled]) -> tuple[float, float]:
    """Return the precision and recall of the events of articles, account by account (B³ of Bagga and Baldwin, 1998)."""
    precision = recall = 0.0
    total = 0
    for told, labels in found:
        where = {id(a): n for n, e in enumerate(gather(told)) for a in e.accounts}
        known = [
            (where[id(a)], label)
            for a, label in zip(told, labels, strict=True)
            if label is not None and label != worked.NONE and id(a) in where
        ]
        both, ours, theirs = Counter(known), Counter(n for n, _ in known), Counter(label for _, label in known)
        precision += sum(both[pair] / ours[pair[0]] for pair in known)
        recall += sum(both[pair] / theirs[pair[1]] for pair in known)
        total += len(known)
    return precision / total, recall / total


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
    quoted = list(each(worked.labelled(pipeline), lambda part: articles([(r, accounts(r.item)) for r in part])))
    keep(ARTICLES, quoted, lambda part: learn_articles(part, found))
    for fold in range(FOLDS):
        with without(fold):
            precision, recall = bcubed([article for of, article in quoted if of == fold])
        sys.stdout.write(
            f"{precision:.3f} precision, {recall:.3f} recall of accounts of articles of part {fold}, left out\n"
        )
    others = gathered(asked, pipeline, seed=2, count=BULLETINS // FOLDS)
    for form in (*ALL_FORMS, "alone"):
        right, total = recovered([f for f in others if f[0].form == form])
        sys.stdout.write(f"{form:<20} {right / total:.3f} of {total} reports left out give one event of their own\n")
    long = [a for a in told[1::2] if len({x.sentence.line for x in a}) > 1]
    sys.stdout.write(f"{sum(map(is_collection, long))} of {len(long)} articles left out are taken for collections\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
