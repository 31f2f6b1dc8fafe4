from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geoinc import testing
from geoinc.gazetteer import Gazetteer
from geoinc.model import Alternative, Document, Mention, MentionKind, PlaceKind, Reason, Relation, Resolution
from geoinc.model import RelationKind as Kind
from geoinc.model.vocabulary import QUALIFIERS
from geoinc.relations.parse import find_relations

FOUNDING = (
    "The first clash was reported nine kilometers (about 5.6 miles) east of the de-confliction line along the Euphrates "
    "River. Shells fell within 400 yards of an SDF headquarters near Khusham, in Deir al-Zor province."
)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return testing.gazetteer(
        testing.place("Syria", 38.5, 35.0, kind=PlaceKind.COUNTRY, country="SY", code="SY", population=17_000_000, demonyms=["Syrian"]),
        testing.place("Turkey", 34.9, 39.0, kind=PlaceKind.COUNTRY, country="TR", code="TR", population=80_000_000, demonyms=["Turkish"]),
        testing.place("Russia", 100, 60, kind=PlaceKind.COUNTRY, country="RU", code="RU", population=140_000_000, demonyms=["Russian"]),
        testing.place("Timor-Leste", 126, -8.8, kind=PlaceKind.COUNTRY, country="TL", code="TL", names=["East Timor"]),
        testing.place("Deir al-Zor province", 40.0, 35.2, kind=PlaceKind.ADMIN1, country="SY", code="SY.07"),
        testing.place("Khusham", 40.29, 35.30, country="SY", population=5000),
        testing.place("Aleppo", 37.16, 36.2, country="SY", population=1_600_000),
        testing.place("Homs", 36.72, 34.73, country="SY", population=775_000),
        testing.place("Palmyra", 38.28, 34.56, country="SY", population=50_000),
        testing.place("Sinai", 34.0, 29.5, kind=PlaceKind.PENINSULA, country="EG"),
        testing.place("North Sinai", 33.8, 30.6, kind=PlaceKind.ADMIN1, country="EG", code="EG.27"),
        testing.place("Middle East", 42.0, 29.0, kind=PlaceKind.REGION),
        testing.place("West Bank", 35.2, 32.0, kind=PlaceKind.ADMIN1, country="PS", code="PS.WE"),
        testing.place("Euphrates River", 40.3, 35.2, kind=PlaceKind.RIVER),
        testing.place("Euphrates deconfliction line", 40.2, 35.3, kind=PlaceKind.LINE, names=["de-confliction line"], id="geoinc:line"),
    )  # fmt: skip


PIECES = (
    "8 km ", "-5 mi ", "east of ", "north-", "near ", "the ", "between ", " and ", "Homs", "Syria", "Turkish", " border", "'s ", "(", ")",
    ". ", "\n", "km", "in ", "off ", "coast of ", "road from ", "35.1° N, 40.2° E", "two hours' walk ", "İ", "\ud800", "°", "further ",
)  # fmt: skip
KINDS = {"Turkish": MentionKind.DEMONYM, "Russian": MentionKind.DEMONYM}
MENTIONED = (
    "Deir al-Zor province", "North Sinai", "East Timor", "Middle East", "West Bank", "Euphrates River", "Turkish", "Russian",
    "Khusham", "Aleppo", "Homs", "Palmyra", "Syria", "Russia",
)  # fmt: skip


def resolutions(text: str, gazetteer: Gazetteer) -> list[Resolution]:
    found: list[Resolution] = []
    for name in MENTIONED:
        start = text.find(name)
        while start >= 0:
            if not any(r.mention.start <= start < r.mention.end for r in found):
                index = gazetteer.indices(name)
                place = gazetteer.place_at(int(index[0]) if len(index) else gazetteer.demonym(name) or 0)
                kind = KINDS.get(name, MentionKind.LITERAL)
                found.append(Resolution(Mention(start, start + len(name), name, kind), place, probability=0.9))
            start = text.find(name, start + 1)
    return found


def relations(text: str, gazetteer: Gazetteer) -> list[Relation]:
    text = Document(text).text  # half characters are none there
    found = find_relations(Document(text), resolutions(text, gazetteer), gazetteer)
    for relation in found:
        assert relation.span.text == text[relation.span.start : relation.span.end]
        assert set(relation.qualifiers) <= QUALIFIERS
    return found


def summary(text: str, gazetteer: Gazetteer) -> list[tuple[Kind, str, list[str | None]]]:
    return [
        (r.kind, r.span.text, [a.candidates[0].place.name if a.candidates else None for a in r.anchors])
        for r in relations(text, gazetteer)
    ]


def test_the_founding_sentences(gazetteer: Gazetteer) -> None:
    assert summary(FOUNDING, gazetteer) == [
        (Kind.OFFSET, "nine kilometers (about 5.6 miles) east of the de-confliction line along the Euphrates River", ["Euphrates deconfliction line"]),
        (Kind.WITHIN, "within 400 yards of an SDF headquarters", [None]),
        (Kind.NEAR, "near Khusham", ["Khusham"]),
        (Kind.IN, "in Deir al-Zor province", ["Deir al-Zor province"]),
    ]  # fmt: skip


def test_unnamed_anchors_keep_their_words_and_a_reason(gazetteer: Gazetteer) -> None:
    within = relations(FOUNDING, gazetteer)[1]
    assert within.anchors[0].reason is Reason.UNNAMED_ANCHOR
    assert "headquarters" in within.anchors[0].text
    assert within.distance is not None
    assert within.distance.max_m == pytest.approx(400 * 0.9144)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A village 15km Northwest of Aleppo fell.", [(Kind.OFFSET, "15km Northwest of Aleppo", ["Aleppo"])]),
        ("It fell in northern and eastern Syria.", [(Kind.PART, "northern and eastern Syria", ["Syria"])]),
        ("Raids in central and North Sinai went on.", [(Kind.PART, "central and North Sinai", ["Sinai"])]),
        ("Shells hit the southern outskirts of Aleppo.", [(Kind.OUTSKIRTS, "the southern outskirts of Aleppo", ["Aleppo"])]),
        ("They crossed near the Turkish border.", [(Kind.BORDER, "near the Turkish border", ["Turkey"])]),
        ("A convoy on the Homs-Palmyra road burned.", [(Kind.ROAD, "Homs-Palmyra road", ["Homs", "Palmyra"])]),
        ("He died halfway between Homs and Palmyra.", [(Kind.HALFWAY, "halfway between Homs and Palmyra", ["Homs", "Palmyra"])]),
        ("It came down somewhere between Homs and Palmyra.", [(Kind.BETWEEN, "somewhere between Homs and Palmyra", ["Homs", "Palmyra"])]),
        ("The wreck lies at 35.33611 N, 40.30944 E.", [(Kind.COORDINATES, "35.33611 N, 40.30944 E", [])]),
        ("Khusham (20 kilometres north of) was hit.", [(Kind.OFFSET, "Khusham (20 kilometres north of)", ["Khusham"])]),
        ("East of Khusham, shells fell.", [(Kind.BEARING, "East of Khusham", ["Khusham"])]),
    ],
)  # fmt: skip
def test_running_text(text: str, expected: list[tuple[Kind, str, list[str]]], gazetteer: Gazetteer) -> None:
    assert summary(text, gazetteer) == expected


def test_the_word_after_a_name_says_its_kind(gazetteer: Gazetteer) -> None:
    text = "Shells fell in Aleppo province."
    city, province = (gazetteer.place_at(int(gazetteer.indices(n)[0])) for n in ("Aleppo", "Deir al-Zor province"))
    mention = Mention(15, 21, "Aleppo")
    resolution = Resolution(
        mention, city, probability=0.9, alternatives=(Alternative(city, 0.9), Alternative(province, 0.4))
    )
    (relation,) = find_relations(Document(text), [resolution], gazetteer)
    assert [a.place.kind for a in relation.anchors[0].candidates] == [PlaceKind.ADMIN1]


def test_probabilities_of_an_anchor_add_up_to_one_at_most(gazetteer: Gazetteer) -> None:
    city, town = (gazetteer.place_at(int(gazetteer.indices(n)[0])) for n in ("Aleppo", "Homs"))
    resolution = Resolution(Mention(5, 11, "Aleppo"), city, probability=0.9, alternatives=(Alternative(town, 0.4),))
    (relation,) = find_relations(Document("near Aleppo"), [resolution], gazetteer)
    assert sum(a.probability for a in relation.anchors[0].candidates) == pytest.approx(1)


def test_elliptical_offsets_add_to_the_one_before(gazetteer: Gazetteer) -> None:
    _, further = relations("Shells fell 8 km east of Homs, and 5 km further north a house burned.", gazetteer)
    assert further.kind is Kind.ORTHOGONAL
    assert [(d.stated_m, b.degrees) for d, b in further.offsets] == [(8000, 90), (5000, 0)]
    assert further.anchors[0].candidates[0].place.name == "Homs"


@pytest.mark.parametrize(
    "text",
    [
        "She was 5 miles from finishing the race.",
        "North of 100 people came, and it happened within hours.",
        "East Timor and the Middle East and the West Bank.",
        "Talks between Syria and Russia went on.",
        "They fought near Russian forces.",
        "It is a Bank of Syria building.",
        "He took off Monday and ran 5 miles of road.",
        "Up to 9,000 km east of Homs, or -5 km north of Homs.",
        "",
    ],
)
def test_misreadings_do_not_happen(text: str, gazetteer: Gazetteer) -> None:
    assert relations(text, gazetteer) == []


@pytest.mark.parametrize(
    "text",
    [
        "5" * 5000 + " km north of Homs",
        "5 km " * 800,
        "three hundred and " * 300 + "km",
        "(" * 2000,
        "northern and " * 800,
        "½" * 2000,
    ],
)
def test_hostile_texts_are_read(text: str, gazetteer: Gazetteer) -> None:
    relations(text, gazetteer)


@given(st.lists(st.sampled_from(PIECES), max_size=16).map("".join))
@settings(deadline=None)
def test_any_text_is_read_without_an_exception(gazetteer: Gazetteer, text: str) -> None:
    for relation in relations(text, gazetteer):
        assert relation.span.end <= len(text)


def test_spans_are_code_points_whatever_stands_before(gazetteer: Gazetteer) -> None:
    (relation,) = relations("🔥 حمص\u200f – «8 km east of Homs»", gazetteer)
    assert relation.span.text == "8 km east of Homs"


@pytest.mark.parametrize("verb", ["sealed", "cordoned", "cut", "ripped", "fought"])
def test_off_of_a_verb_is_no_water(verb: str, gazetteer: Gazetteer) -> None:
    def kinds(text: str) -> list[Kind]:
        return [r.kind for r in find_relations(Document(text), resolutions(text, gazetteer), gazetteer)]

    assert kinds("Gunmen boarded a tanker off Aleppo.") == [Kind.OFF_COAST]
    assert Kind.OFF_COAST not in kinds(f"Troops {verb} off Aleppo.")
