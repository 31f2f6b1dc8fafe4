"""Names of those who did something are compared as a reader would."""

from __future__ import annotations

import pytest

from geoinc.evaluate.parties import is_another, is_named
from geoinc.model import Actor, Role, Span


def actor(name: str, side: str | None = None) -> Actor:
    return Actor(name, Role.ATTACKER, Span("a", 0, len(name), name), side=side)


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        ("Rapid Support Forces", "RSF"),
        ("al Shabaab", "Al-Shabaab"),
        ("Malian army", "Mali's army"),
        ("gunmen", "unidentified attackers"),
        ("troops", "army"),
        ("insurgents", "Islamist fighters"),
    ],
)
def test_the_same_party_has_other_names(expected: str, found: str) -> None:
    assert is_named([expected], [actor(found)])
    assert not is_another([expected], actor(found))


def test_a_nation_is_named_by_its_side() -> None:
    assert is_named(["Pakistan"], [actor("defence ministry", side="Pakistan")])


@pytest.mark.parametrize(
    ("expected", "found"),
    [("Boko Haram", "gunmen"), ("Gran Grif", "bandits"), ("Israel", "navy"), ("five men with machetes", "assailants")],
)
def test_a_noun_for_people_is_neither_the_name_nor_another(expected: str, found: str) -> None:
    """A report may speak of gunmen and of the group that they are of: that is no answer, and no wrong one."""
    assert not is_named([expected], [actor(found)])
    assert not is_another([expected], actor(found))


@pytest.mark.parametrize(
    ("expected", "found"),
    [
        ("Boko Haram", "Islamic State"),
        ("Boko Haram", "soldiers"),
        ("army", "rebels"),
        ("gunmen", "police"),
        ("Israel", "militants"),
        ("five men with machetes", "two passengers with bags"),
    ],
)
def test_somebody_else_is_another(expected: str, found: str) -> None:
    """Numbers and small words that two names share make them no one."""
    assert is_another([expected], actor(found))
