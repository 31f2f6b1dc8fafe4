from __future__ import annotations

import pytest

from geoinc import testing
from geoinc.gazetteer import Gazetteer
from geoinc.gazetteer.names.context import NO_CONTEXT
from geoinc.model import Anchor, Document, PlaceKind, Reason, RelationKind
from geoinc.relations.anchors import resolve
from geoinc.relations.anchors.resolve import Anchors
from geoinc.relations.clauses import AnchorName, Clause


@pytest.fixture(scope="module")
def anchors() -> Anchors:
    return Anchors.of(
        testing.gazetteer(
            testing.place("Syria", 38, 35, kind=PlaceKind.COUNTRY, country="SY", code="SY", demonyms=["Syrian"], population=17_000_000),
            testing.place("New Zealand", 174, -41, kind=PlaceKind.COUNTRY, country="NZ", code="NZ", population=5_000_000),
            testing.place("North Island", 175.5, -38.5, kind=PlaceKind.ISLAND, country="NZ"),
            testing.place("Idlib", 36.7, 35.8, kind=PlaceKind.ADMIN1, country="SY", code="SY.12"),
            testing.place("Idlib", 36.63, 35.93, country="SY", admin1="SY.12", population=120_000),
            testing.place("Manuel Ávila Camacho", -100.1, 20.1, country="MX"),
            testing.place("Macquarie", 149, -35, country="AU"),
            testing.place("Laikit, Laikit II (Dimembe)", 125.0, 1.5, country="ID"),
        )
    )  # fmt: skip


def resolved(anchors: Anchors, text: str, kind: RelationKind = RelationKind.NEAR, *, named: bool = True) -> Anchor:
    name, *context = text.split(", ")
    clause = Clause(kind, 0, len(text), (AnchorName(0, len(name), name, tuple(context), named=named),))
    (anchor,) = anchors.for_clause(clause, Document(text))
    return anchor


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Idlib Governorate", "Idlib"),
        ("idlib", "Idlib"),
        ("Manuel Ávila Camacho (Ponte Duro)", "Manuel Ávila Camacho"),
        ("Nowhere/Idlib", "Idlib"),
        ("the North Island of New Zealand".removeprefix("the "), "North Island"),
        ("southern Syria", "Syria"),
        ("Syrian", "Syria"),
        ("Laikit, Laikit II (Dimembe)", "Laikit, Laikit II (Dimembe)"),
    ],
)
def test_spellings_that_find_their_place(anchors: Anchors, text: str, name: str) -> None:
    found = resolved(anchors, text)
    assert [c.place.name for c in found.candidates][:1] == [name]
    assert sum(c.probability for c in found.candidates) == pytest.approx(1)


def test_the_relation_prefers_its_kind_of_place(anchors: Anchors) -> None:
    offset, inside = (
        resolved(anchors, "Idlib", kind).candidates[0].place.kind for kind in (RelationKind.OFFSET, RelationKind.IN)
    )
    assert (offset, inside) == (PlaceKind.SETTLEMENT, PlaceKind.ADMIN1)


def test_a_name_without_its_class_word_is_of_the_class(anchors: Anchors) -> None:
    assert resolved(anchors, "Macquarie Island").reason is Reason.NO_ANCHOR
    assert resolved(anchors, "Macquarie").candidates


@pytest.mark.parametrize(("named", "reason"), [(True, Reason.NO_ANCHOR), (False, Reason.UNNAMED_ANCHOR)])
def test_absence_has_a_reason(anchors: Anchors, named: bool, reason: Reason) -> None:  # noqa: FBT001
    assert resolved(anchors, "Atlantis", named=named).reason is reason


def test_one_resolver_a_gazetteer(anchors: Anchors) -> None:
    gazetteer: Gazetteer = anchors.gazetteer
    assert Anchors.of(gazetteer) is anchors


def test_units_are_weighed_by_the_order_of_their_class_words_kinds(
    anchors: Anchors, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []
    monkeypatch.setattr(resolve, "candidates", lambda *given, **_: asked.append(given[-1]) or resolve.Candidates())
    anchors._units_called("Idlib county", NO_CONTEXT)
    anchors._units_called("Idlib province", NO_CONTEXT)
    assert asked[0] == tuple(k for k in resolve.name_classes()["county"].kinds if k in resolve.LEVELS)
    assert asked[0][0] is PlaceKind.ADMIN2
    assert asked[1][0] is PlaceKind.ADMIN1
