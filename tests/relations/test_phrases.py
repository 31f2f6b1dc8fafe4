from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoinc.model import Genre, Reason, Rounding
from geoinc.model import RelationKind as Kind
from geoinc.model.vocabulary import QUALIFIERS
from geoinc.relations.clauses import Clause
from geoinc.relations.phrases import Phrase, parse_phrase

KNOWN = {
    "north korea",
    "west virginia",
    "east timor",
    "south sudan",
    "west bank",
    "middle east",
    "the middle east",
    "lagos",
    "chittagong",
    "syria",
    "san giovanni in fiore",
}


def parse(text: str) -> Phrase:
    return parse_phrase(text, lambda name: name.lower() in KNOWN)


def only(text: str) -> Clause:
    (clause,) = parse(text).clauses
    assert set(clause.qualifiers) <= QUALIFIERS
    return clause


def names(clause: Clause) -> list[str]:
    return [name.text for name in clause.names]


@pytest.mark.parametrize(
    ("text", "kind", "anchors", "metres", "degrees"),
    [
        ("57 km E of Uchiza, Peru", Kind.OFFSET, ["Uchiza"], 57_000, 90),
        ("15km Northwest of Gwoza", Kind.OFFSET, ["Gwoza"], 15_000, 315),
        ("152NM ENE of Salalah", Kind.OFFSET, ["Salalah"], 281_504, 67.5),
        ("15 mi. SW La Pesca", Kind.OFFSET, ["La Pesca"], 24_140, 225),
        ("Around 42nm SE off Brass, Nigeria.", Kind.OFFSET, ["Brass"], 77_784, 135),
        ("AROUND 140NM SOUTH OF LOME", Kind.OFFSET, ["LOME"], 259_280, 180),
        ("Qala i Naw (20 kilometres north of)", Kind.OFFSET, ["Qala i Naw"], 20_000, 0),
        ("Hillsdale, 1 mi E, State Fish Hatchery", Kind.OFFSET, ["Hillsdale"], 1609, 90),
        ("less than 2 km to the west of Afrin", Kind.WITHIN, ["Afrin"], 2000, 270),
        ("within 5 km of Homs", Kind.WITHIN, ["Homs"], 5000, None),
        ("at least 20 km from Homs", Kind.BEYOND, ["Homs"], 20_000, None),
        ("18 km from Monguno town", Kind.DISTANCE, ["Monguno town"], 18_000, None),
        ("4 km  of The Geysers, CA", Kind.DISTANCE, ["Geysers"], 4000, None),
        ("4.6 nm off the coast of Yemen", Kind.OFF_COAST, ["Yemen"], 8519, None),
        ("5 km downstream of Deir ez-Zor on the Euphrates", Kind.DOWNSTREAM, ["Deir ez-Zor", "Euphrates"], 5000, None),
        ("course 198° from Annapolis", Kind.BEARING, ["Annapolis"], None, 198),
        ("south of the Fiji Islands", Kind.BEARING, ["Fiji Islands"], None, 180),
        ("Santa Paula, west of", Kind.BEARING, ["Santa Paula"], None, 270),
        ("two hours' walk north of Goma", Kind.TRAVEL, ["Goma"], 8485, 0),
    ],
)  # fmt: skip
def test_distances_and_bearings(
    text: str, kind: Kind, anchors: list[str], metres: float | None, degrees: float | None
) -> None:
    clause = only(text)
    assert (clause.kind, names(clause)) == (kind, anchors)
    assert (clause.distance and clause.distance.stated_m) == (metres and pytest.approx(metres, abs=1))
    assert (clause.bearing.degrees if clause.bearing else None) == degrees


@pytest.mark.parametrize(
    ("text", "kind", "anchors", "qualifiers"),
    [
        ("near Khusham", Kind.NEAR, ["Khusham"], ()),
        ("Micanopy, near", Kind.NEAR, ["Micanopy"], ()),
        ("vicinity of Taganak Island", Kind.NEAR, ["Taganak Island"], ("vicinity",)),
        ("opposite Fort Mohave", Kind.NEAR, ["Fort Mohave"], ("opposite",)),
        ("on the way to Palmyra", Kind.NEAR, ["Palmyra"], ("toward",)),
        ("between Ariha and Idlib", Kind.BETWEEN, ["Ariha", "Idlib"], ()),
        ("halfway between Homs and Palmyra", Kind.HALFWAY, ["Homs", "Palmyra"], ()),
        ("road between Ariha and Jisr ash Shughur", Kind.ROAD, ["Ariha", "Jisr ash Shughur"], ()),
        ("Homs–Palmyra road", Kind.ROAD, ["Homs", "Palmyra"], ()),
        ("along the Badghis–Herat highway", Kind.ROAD, ["Badghis", "Herat"], ()),
        ("Al Hasakah/Deir ez Zor border", Kind.BORDER, ["Al Hasakah", "Deir ez Zor"], ()),
        ("Afghanistan-Tajikistan border region", Kind.BORDER, ["Afghanistan", "Tajikistan"], ("region",)),
        ("near the Burkinabe border", Kind.BORDER, ["Burkinabe"], ()),
        ("northern and eastern Syria", Kind.PART, ["Syria"], ("north", "east")),
        ("central and North Sinai", Kind.PART, ["Sinai"], ("central", "north")),
        ("in the north of Syria", Kind.PART, ["Syria"], ("north",)),
        ("northern tip of Sumatra", Kind.PART, ["Sumatra"], ("tip", "north")),
        ("southern countryside of Aleppo", Kind.OUTSKIRTS, ["Aleppo"], ("countryside", "south")),
        ("Aleppo's southern countryside", Kind.OUTSKIRTS, ["Aleppo"], ("countryside", "south")),
        ("outskirts of Damascus", Kind.OUTSKIRTS, ["Damascus"], ("outskirts",)),
        ("east bank of the Euphrates", Kind.BANK, ["Euphrates"], ("east",)),
        ("mouth of the Congo River", Kind.MOUTH, ["Congo River"], ()),
        ("confluence of the Khabur and the Euphrates", Kind.CONFLUENCE, ["Khabur", "Euphrates"], ()),
        ("upstream of Raqqa", Kind.UPSTREAM, ["Raqqa"], ()),
        ("off Mogadishu", Kind.OFF_COAST, ["Mogadishu"], ()),
        ("off the west coast of Sumatra", Kind.OFF_COAST, ["Sumatra"], ("west",)),
        ("near the east coast of Honshu, Japan", Kind.NEAR, ["Honshu"], ("of:coast", "east")),
        ("Lagos Outer Anchorage", Kind.ANCHORAGE, ["Lagos"], ("outer",)),
        ("Chittagong 'C' Anchorage", Kind.ANCHORAGE, ["Chittagong"], ()),
        ("Port of Algiers", Kind.PORT, ["Algiers"], ()),
        ("Izu Islands, Japan region", Kind.IN, ["Izu Islands"], ("region",)),
        ("20 km from the Turkish border", Kind.DISTANCE, ["Turkish"], ("of:border",)),
        ("5 km north of the road between Homs and Palmyra", Kind.OFFSET, ["Homs", "Palmyra"], ("of:road",)),
        ("12 km off the southern coast of Crete", Kind.OFF_COAST, ["Crete"], ("of:coast", "south")),
    ],
)  # fmt: skip
def test_areas_lines_and_parts(text: str, kind: Kind, anchors: list[str], qualifiers: tuple[str, ...]) -> None:
    clause = only(text)
    assert (clause.kind, names(clause), clause.qualifiers) == (kind, anchors, qualifiers)


@pytest.mark.parametrize(
    "text",
    [
        "East Timor",
        "the Middle East",
        "West Bank",
        "South Sudan",
        "North Korea",
        "West Virginia",
        "South Shetland Islands",
    ],
)
def test_names_that_begin_with_a_direction_are_names(text: str) -> None:
    assert only(text).kind is Kind.AT


def test_a_line_on_a_river_is_one_offset_from_a_narrowed_line() -> None:
    text = "nine kilometers, or about 5.6 miles, east of the ceasefire line on the Tigris River"
    clause = only(text)
    assert (clause.kind, names(clause), clause.qualifiers) == (Kind.OFFSET, ["ceasefire line"], ("narrowed",))
    assert (clause.start, clause.end) == (0, len(text))
    assert clause.names[0].context == ("Tigris River",)


def test_commas_give_context() -> None:
    (name,) = only("Afes, Idlib Governorate, Syria").names
    assert (name.text, name.context) == ("Afes", ("Idlib Governorate", "Syria"))
    (name,) = only("LOUISIANA: Cameron Parish; Cameron, 5 mi E").names
    assert (name.text, name.context) == ("Cameron", ("Cameron Parish", "LOUISIANA"))


@pytest.mark.parametrize(
    ("text", "name", "context"),
    [
        ("the Hodan district in Mogadishu", "Hodan district", ("Mogadishu",)),
        ("Karrada neighbourhood of Baghdad", "Karrada neighbourhood", ("Baghdad",)),
        ("Abu Salim district of the Libyan capital", "Abu Salim district", ("Libyan capital",)),
        ("western Kabul's Barchi area", "Barchi area", ("Kabul",)),
        ("the district of Hodan in the capital Mogadishu, Somalia", "Hodan", ("Mogadishu", "Somalia")),
        ("the Syrian capital Damascus", "Damascus", ()),
    ],
)
def test_parts_of_towns_have_the_town_for_context(text: str, name: str, context: tuple[str, ...]) -> None:
    (found,) = only(text).names
    assert (found.text, found.context) == (name, context)
    assert found.text.split()[0] in text[found.start : found.end]


def test_names_with_prepositions_inside_stay_whole() -> None:
    assert names(only("6km N of San Giovanni in Fiore, Italy")) == ["San Giovanni in Fiore"]


def test_nested_places_are_two_clauses() -> None:
    phrase = parse("a village 8 km east of Khusham, in Deir al-Zor province")
    assert [(c.kind, names(c)) for c in phrase.clauses] == [
        (Kind.OFFSET, ["Khusham"]),
        (Kind.IN, ["Deir al-Zor province"]),
    ]
    assert phrase.context == ("Deir al-Zor province",)


def test_chains_are_several_clauses() -> None:
    phrase = parse("5-10 km n of masa village; 150 km ne of pontianak, w. kalimantan")
    assert [names(c) for c in phrase.clauses] == [["masa village"], ["pontianak"]]


@pytest.mark.parametrize(
    "text",
    ["3.9 mi S, 4 mi W of Ottawa, Kansas", "Ottawa, 3.9 mi S & 4 mi W", "3.9 mi S of Ottawa and 4 mi further west"],
)
def test_orthogonal_offsets_add_up(text: str) -> None:
    clause = only(text)
    assert (clause.kind, names(clause)) == (Kind.ORTHOGONAL, ["Ottawa"])
    assert [(round(d.stated_m), b.degrees) for d, b in clause.offsets] == [(6276, 180), (6437, 270)]


@pytest.mark.parametrize(
    "text",
    ["-5 km north of Homs", "9,000 km east of Homs", "8 km 400° from Homs", "400 degrees from Homs", "95.5, 40.3"],
)
def test_impossible_phrases_say_so(text: str) -> None:
    assert [c.reason for c in parse(text).clauses] == [Reason.IMPOSSIBLE]


def test_things_without_a_name() -> None:
    (name,) = only("8 km east of the headquarters").names
    assert not name.named


@pytest.mark.parametrize(
    ("text", "genre"),
    [
        ("57 km E of Uchiza, Peru", Genre.METRIC),
        ("eight kilometers east of Khusham", Genre.NEWS),
        ("about 57 km E of Uchiza", Genre.NEWS),
        ("15 mi. SW La Pesca", Genre.NEWS),
        ("Around 42nm SE of Brass", Genre.MARITIME),
        ("off Mogadishu", Genre.MARITIME),
        ("Conakry Anchorage", Genre.MARITIME),
    ],
)
def test_the_form_suggests_the_genre(text: str, genre: Genre) -> None:
    assert parse(text).genre is genre


@pytest.mark.parametrize(("state", "rounding"), [("CA", Rounding.NEAREST), ("California", None), ("Chile", None)])
def test_an_abbreviated_state_tells_how_a_distance_is_rounded(state: str, rounding: Rounding | None) -> None:
    (clause,) = parse(f"6km NW of Willow Flat, {state}").clauses
    assert clause.distance is not None
    assert clause.distance.rounding is rounding


@pytest.mark.parametrize("text", ["", "   ", "?!", "x" * 1000])
def test_what_says_nothing(text: str) -> None:
    assert parse(text).clauses == ()


@given(st.text(max_size=80))
def test_any_text_is_parsed_without_an_exception(text: str) -> None:
    for clause in parse(text).clauses:
        assert 0 <= clause.start <= clause.end <= len(text)


@given(
    st.lists(
        st.sampled_from(
            [
                "8",
                "km",
                "east",
                "of",
                "north",
                "X,",
                "near",
                "(",
                ")",
                "-",
                "and",
                ";",
                "between",
                "5",
                "mi",
                "NW",
                "Aleppo's",
                "coast",
                "road",
                "off",
                "the",
                "3°",
                "in",
                "W",
            ]
        ),
        max_size=14,
    ).map(" ".join)
)
def test_any_order_of_words_is_parsed_without_an_exception(text: str) -> None:
    for clause in parse(text).clauses:
        assert 0 <= clause.start <= clause.end <= len(text)
        assert set(clause.qualifiers) <= QUALIFIERS


@pytest.mark.parametrize(
    ("phrase", "head"),
    [
        ("Konduga, 35 km from Maiduguri", "Konduga"),
        ("in Konduga, 35 km from Maiduguri", None),
        ("Konduga (35 km south-east of Maiduguri)", "Konduga"),
        ("Maiduguri, 3 km from Maiduguri", None),
        ("35 km from Maiduguri", None),
        ("unknown hamlet, 35 km from Maiduguri", None),
    ],
)
def test_what_a_phrase_names_first_is_where_it_is(phrase: str, head: str | None) -> None:
    read = parse_phrase(phrase, lambda name: name in {"Konduga", "Maiduguri"})
    assert (read.head.names[0].text if read.head else None) == head


def test_a_place_beside_a_border_lies_in_the_country_that_is_said() -> None:
    border, land = parse_phrase("5 km from the Bellander border, Arvenia", lambda _: False).clauses
    assert (border.qualifiers, land.kind, land.names[0].text) == (("of:border",), Kind.IN, "Arvenia")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            "15 km into Lebanon from the Israeli border",
            {(Kind.DISTANCE, ("Lebanon", "Israeli")), (Kind.IN, ("Lebanon",))},
        ),
        ("west bank of the Nile at Luxor", {(Kind.BANK, ("Nile",)), (Kind.AT, ("Luxor",))}),
        ("west bank of the Nile opposite Luxor", {(Kind.BANK, ("Nile",)), (Kind.NEAR, ("Luxor",))}),
        ("confluence of the Blue and White Nile", {(Kind.CONFLUENCE, ("Blue Nile", "White Nile"))}),
    ],
)
def test_phrases_that_say_two_things_or_share_a_word(text: str, said: set[tuple[Kind, tuple[str, ...]]]) -> None:
    known = {"Blue Nile", "White Nile", "Nile", "Luxor", "Lebanon"}
    clauses = parse_phrase(text, known.__contains__).clauses
    every = [one for clause in clauses for one in (clause, *clause.also)]
    assert {(c.kind, tuple(n.text for n in c.names)) for c in every} == said
