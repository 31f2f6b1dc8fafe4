"""Learn whether two accounts of a text tell of one event: ``python -m geoinc.learn.incidents.link DATA``.

From bulletins made of rows of all tables, as list items, lines, paragraphs or one after another, where every account
of a row is of its event and of no other; and from the rows alone. The weights start from ``link_articles.csv``, which
holds what was found on long news reports, and by which articles are read; what tells the two apart is learned as well.
"""

from __future__ import annotations

import csv
import random
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

from geoinc.incidents.decisions.scorer import Features, Scorer, save
from geoinc.incidents.gather import ARTICLES, FORM, NAME, Event, features, form_features, gather
from geoinc.incidents.reading import Account, page_of, read
from geoinc.incidents.triggers import lexicon
from geoinc.learn.incidents import logistic
from geoinc.learn.incidents.texts import Prepared, Text, own, prepared, reports, rows
from geoinc.model import Document
from geoinc.pipeline import Pipeline
from geoinc.text.tokens import words_of

PRIOR = Path(__file__).with_name("link_articles.csv")
PENALTY = 0.5
HOLD = 5.0
"""How many times as hard the penalty draws the weights that long news reports gave."""
ITEMS = 10
BULLETINS = 160
FORMS = ("- {}\n", "{n}. {}\n", "{}\n\n", "{}\n\n", "{}\n", "{} ", "* {}\n\n")
"""How items may be set, where ``n`` counts them."""
MOST = {"awsd": 500, "asam": 500}
FOLDS = 4
_LATER = timedelta(days=2)


@dataclass(frozen=True, slots=True)
class Bulletin:
    """A text made of reports, and where each begins."""

    text: Text
    starts: tuple[int, ...]

    def item(self, position: int) -> int:
        """Return which report a position is in."""
        return sum(start <= position for start in self.starts) - 1


def bulletin(items: Sequence[Text], form: str, name: str) -> Bulletin:
    """Return a bulletin of reports, published after the last of them."""
    text, starts = "", []
    for n, item in enumerate(items, start=1):
        starts.append(len(text))
        text += form.format(" ".join(item.document.text.split()), n=n)
    days = [item.document.published for item in items if item.document.published]
    published = max(days) if days and len(items) > 1 else items[0].document.published
    return Bulletin(Text("bulletins", Document(text.strip(), id=name, published=published), told=True), tuple(starts))


def bulletins(texts: Sequence[Text], count: int, *, seed: int) -> Iterator[Bulletin]:
    """Yield bulletins of ten reports of mixed tables, each table alike often."""
    chance = random.Random(seed)  # noqa: S311 - a draw for training, not a secret
    tables: dict[str, list[Text]] = {}
    for text in texts:
        tables.setdefault(text.table, []).append(text)
    names = sorted(tables)
    for number in range(count):
        items = [chance.choice(tables[chance.choice(names)]) for _ in range(ITEMS)]
        yield bulletin(items, FORMS[number % len(FORMS)], f"bulletin-{seed}-{number}")


def accounts(item: Prepared) -> list[Account]:
    """Return the accounts of a text."""
    document = item.text.document
    return read(page_of(document, item.every_relation, lexicon(), words_of(document.text)))


def pairs(found: Sequence[tuple[Bulletin, Sequence[Account]]]) -> Iterator[tuple[Features, float, float]]:
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
            yield case, label, 10.0 / len(cases) if len(made.starts) > 1 else 1.0 / len(cases)


def learn(found: Sequence[tuple[Bulletin, Sequence[Account]]]) -> Scorer:
    """Return the scorer learned from messages and collections of them, with their accounts."""
    cases = list(pairs(found))
    return logistic.fit(
        [c for c, _, _ in cases],
        [y for _, y, _ in cases],
        [w for _, _, w in cases],
        penalty=PENALTY,
        prior=prior(),
        hold=HOLD,
    )


def learn_form(found: Sequence[tuple[Bulletin, Sequence[Account]]], news: Sequence[Sequence[Account]]) -> Scorer:
    """Return the scorer that tells collections from articles."""
    made = [told for bulletin_, told in found if len(bulletin_.starts) > 1 and told]
    articles = [told for told in news if told]
    cases = [form_features(told) for told in (*made, *articles)]
    labels = [1.0] * len(made) + [0.0] * len(articles)
    return logistic.fit(cases, labels, [100.0 / len(made)] * len(made) + [100.0 / len(articles)] * len(articles))


def prior() -> Mapping[str, float]:
    """Return the weights to start from."""
    with PRIOR.open(encoding="utf-8", newline="") as lines:
        return {row["feature"]: float(row["weight"]) for row in csv.DictReader(lines)}


def recovered(found: Sequence[tuple[Bulletin, Sequence[Account]]]) -> tuple[int, int]:
    """Return how many reports give exactly one event of their own, and how many reports there are."""
    right = total = 0
    for made, told in found:
        events = [{made.item(a.sentence.start) for a in e.accounts} for e in gather(told) if e.seeds]
        total += len(made.starts)
        right += sum(sum(i in e for e in events) == 1 and {i} in events for i in range(len(made.starts)))
    return right, total


def gathered(
    texts: Sequence[Text], pipeline: Pipeline, *, seed: int, count: int
) -> list[tuple[Bulletin, list[Account]]]:
    """Return bulletins of texts and the texts alone, with their accounts."""
    made = [*bulletins(texts, count, seed=seed), *(bulletin([t], "{}", t.document.id) for t in texts)]
    return [(b, accounts(p)) for b, p in zip(made, prepared([b.text for b in made], pipeline), strict=True)]


def main(data: Path) -> None:
    """Learn, write the weights and print what share of reports of left-out rows is recovered."""
    texts = [t for name in ("awsd", "asam", "msa") for t in rows(data / "incidents", name, most=MOST.get(name))]
    texts += [t for t in own() if t.told]
    asked, kept = texts[::FOLDS], [t for i, t in enumerate(texts) if i % FOLDS]
    pipeline = Pipeline.default()
    found = gathered(kept, pipeline, seed=1, count=BULLETINS)
    news = [accounts(p) for p in prepared(reports(data / "incidents"), pipeline)]
    save(NAME, learn(found).weights)
    save(FORM, learn_form(found, news).weights)
    save(ARTICLES, prior())
    from geoinc.incidents.decisions import scorer

    scorer.load.cache_clear()
    others = gathered(asked, pipeline, seed=2, count=BULLETINS // FOLDS)
    for name, chosen in (
        ("bulletins", [f for f in others if len(f[0].starts) > 1]),
        ("rows alone", [f for f in others if len(f[0].starts) == 1]),
    ):
        right, total = recovered(chosen)
        sys.stdout.write(
            f"{name:<12} {right / total:.3f} of {total} reports left out give one event of their own" + "\n"
        )


if __name__ == "__main__":
    main(Path(sys.argv[1]))
