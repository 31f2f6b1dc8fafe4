"""Learn who of those named in an article did what an event tells: ``python -m geoinc.learn.incidents.doers DATA``.

From reports whose every clause is known to tell of this event or of that (:mod:`~geoinc.learn.incidents.worked`), where
they say who did it, and from the news reports of DATA with one template. An event of which a report names nobody
teaches that nobody may be the answer.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geoinc.evaluate.parties import is_another, is_named
from geoinc.incidents.decisions.doers import NAME, Company, PossibleDoer, choices, who_did
from geoinc.incidents.decisions.nets import Nets
from geoinc.incidents.decisions.scorer import Features
from geoinc.incidents.find import events_of
from geoinc.incidents.linking import Event
from geoinc.incidents.scene import Story
from geoinc.learn.incidents import nets
from geoinc.learn.incidents.left_out import each, keep
from geoinc.learn.incidents.texts import Prepared, prepared, reports
from geoinc.learn.incidents.worked import Labelled, labelled
from geoinc.model import Actor, Role
from geoinc.pipeline import Pipeline

SHAPE = nets.NetsShape(units=16, penalty=3e-3, features_out=0.3)
_EVENTS = 2
"""So many events of a report with one template are its template's, most likely."""
_PERPETRATORS = ("perp_individual_id", "perp_organization_id")


@dataclass(frozen=True, slots=True)
class NamedBeside:
    """Somebody named in an event's text: whether they did it (None for "gunmen" of a group that is named: no answer, and not wrong), and whether grammar says so."""

    features: Features
    right: bool | None
    does: bool


@dataclass(frozen=True, slots=True)
class Case:
    """An event, everybody who may have done it, and what speaks for nobody being named who did."""

    named: tuple[NamedBeside, ...]
    nobody: Features

    @property
    def known(self) -> bool:
        """Whether anybody named did it."""
        return any(one.right for one in self.named)


def cases(found: Sequence[Labelled]) -> Iterator[Case]:
    """Yield the events of reports, with who may have done each; those that are only recalled teach nothing."""
    for report in found:
        company = _company(report.item)
        for event in company.story.events:
            truth = report.majority([a for a in event.accounts if a.seeds])
            if truth is not None and not truth.optional and company.may_have_doer(event):
                expected = (*(truth.attackers or ()), *(truth.accused or ()))
                yield _case(company, event, expected)


def templates(found: Sequence[Prepared]) -> Iterator[Case]:
    """Yield the first events of the reports that have one template."""
    for item in found:
        told = [t for t in item.text.row["templates"] if not t.get("template_optional")]
        if len(told) == 1:
            company = _company(item)
            expected = list(_perpetrators(told[0]))
            for event in company.story.events[:_EVENTS]:
                if company.may_have_doer(event):
                    yield _case(company, event, expected)


def _perpetrators(template: Mapping[str, Any]) -> Iterator[str]:
    for slot in _PERPETRATORS:
        for one in template.get(slot, ()):
            yield from (text.lower() for text in one.get("strings", ()))


def _company(item: Prepared) -> Company:
    return Company(Story(*events_of(item.text.document, item.resolutions, item.relations)))


def _case(company: Company, event: Event, expected: Sequence[str]) -> Case:
    found = company.candidates(event)
    named = []
    for one, features in found:
        actors = list(_as_actors(one))
        right = is_named(expected, actors)
        another = any(is_another(expected, actor) for actor in actors)
        named.append(NamedBeside(features, True if right else False if another else None, one.does))
    return Case(tuple(named), company.nobody(event, found))


def _as_actors(one: PossibleDoer) -> Iterator[Actor]:
    yield from one.every_actor
    for _, party in one.parties:
        yield Actor(party.name, Role.INVOLVED, party.span, side=party.side, kind=party.kind)


def learn(found: Sequence[Case]) -> Nets:
    """Return the nets learned from events: two choices of each, as :func:`~geoinc.incidents.decisions.doers.choices` says."""
    options, right = [], []
    for case in found:
        features = [one.features for one in case.named]
        for numbers, nobody in choices(features, case.nobody):
            truths = [case.named[i].right for i in numbers]
            options.append([*(features[i] for i in numbers), nobody])
            right.append([*(bool(truth) for truth in truths), all(truth is False for truth in truths)])
    return nets.fit_choice(options, right, [1.0] * len(options), SHAPE)


def left_out(found: Sequence[tuple[int, Case]], judges: Sequence[Nets]) -> str:
    """Return a line: for how many events left out who did it is found, and how often somebody else, beside grammar alone."""
    right = wrong = before = astray = guessed = 0
    told = [case for _, case in found if case.known]
    for fold, case in found:
        did = who_did([n.features for n in case.named], case.nobody, judges[fold])
        kept = [n for n, one in zip(case.named, did, strict=True) if one]
        guessed += any(n.right is False for n in kept) and not case.known
        if case.known:
            right += any(n.right for n in kept)
            wrong += any(n.right is False for n in kept)
            before += any(n.right and n.does for n in case.named)
            astray += any(n.does and n.right is False for n in case.named)
    of, nobody = len(told), len(found) - len(told)
    return (
        f"of {of} events left out {right / of:.3f} name who did it ({before / of:.3f} by grammar alone), {wrong / of:.3f} "
        f"somebody else too ({astray / of:.3f}); of {nobody} of which nobody is named who did it {guessed / nobody:.3f} name somebody"
    )


def main(data: Path) -> None:
    """Learn, write the weights and print how good the decision is on reports left out."""
    pipeline = Pipeline.default()
    found = list(each(labelled(pipeline), cases))
    more = list(each(prepared(reports(data / "incidents"), pipeline), templates))
    sys.stdout.write(left_out(found, keep(NAME, [*found, *more], learn)) + "\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
