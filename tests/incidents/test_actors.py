from __future__ import annotations

import pytest

from geoinc.incidents.actors import Party, find_nations, find_parties, group_of, is_plain, kind_told, side_of
from geoinc.model import Document
from geoinc.text.sentences import sentences


def parties(text: str) -> list[Party]:
    [sentence] = sentences(Document(text))
    return list(find_parties(sentence))


def test_aliases_are_one_actor() -> None:
    assert {p.name for p in parties("The SDF, or Syrian Democratic Forces, advanced.")} == {"Syrian Democratic Forces"}


def test_a_sentence_names_whom_its_own_page_means() -> None:
    line = "The coalition struck a base at dawn."
    pages = [f"{line} Syria protested on Monday.", f"{line} Labour protested on Monday."]
    named = [[p.name for p in find_parties(sentences(Document(text))[0])] for text in (*pages, pages[0])]
    assert named[0] == named[2] != named[1]


def test_heads_take_their_adjectives() -> None:
    assert [p.name for p in parties("Suspected Ruritanian rebels fled.")] == ["Suspected Ruritanian rebels"]
    assert parties("Suspected rebels fled.")[0].doubt


def test_sides() -> None:
    assert side_of("U.S. troops") == side_of("One SDF member")
    assert side_of("Syrian army") == side_of("pro-regime forces")
    assert side_of("three villagers") == "civilians"
    assert side_of("the weather") is None


def test_groups_of_victims() -> None:
    assert group_of("SDF member") == "Syrian Democratic Forces"
    assert group_of("people") is None


def test_the_head_of_a_phrase_says_who_the_victims_are() -> None:
    assert group_of("fighters loyal to the government") == group_of("attackers") == "fighters"
    assert group_of("soldiers of the garrison") == "state"


def test_a_name_that_several_wars_know_is_of_the_one_that_the_text_names() -> None:
    [there] = parties("Pro-government forces left Syria.")
    [elsewhere] = parties("Pro-government forces left the port.")
    assert (there.named, elsewhere.named, elsewhere.name) == (True, False, "Pro-government forces")


def test_names_that_end_in_a_word_for_groups_are_actors() -> None:
    [group] = parties("On Monday the Free Hill Front withdrew.")
    assert (group.name, group.kind) == ("Free Hill Front", "armed group")
    assert parties("U.S. Central Command moved, and a Cold Front came.") == []


def test_a_front_behind_the_needs_one_word_more() -> None:
    assert [p.name for p in parties("They pointed to the 36th Front, dissidents of old.")] == ["36th Front"]
    assert not any(p.named for p in parties("They stood on the Front."))


def test_troops_are_of_the_country_that_owns_them() -> None:
    assert {p.side for p in parties("Mali's army and the Pakistan navy met.")} == {"Mali", "Pakistan"}


def test_a_name_before_another_says_only_whose_that_is() -> None:
    assert [p.name for p in parties("The al Qaeda affiliate JNIM fled.")] == ["JNIM"]
    assert "al-Qaeda" not in {p.name for p in parties("The al Qaeda-linked fighters fled.")}


def test_people_who_bear_arms_are_armed_men() -> None:
    [party] = parties("Five men with long machetes fled.")
    assert (party.name, party.kind, party.span.text) == ("armed men", "unknown", "men with long machetes")
    assert "armed men" not in {p.name for p in parties("Five men with long beards fled.")}


def test_a_community_is_a_party_by_its_name() -> None:
    assert "Dassanech community" in {p.name for p in parties("Raiders from the Dassanech community fled.")}
    assert not any(p.named for p in parties("The local community fled."))


def test_nations_are_named_by_their_arms_or_by_what_they_say() -> None:
    [sentence] = sentences(
        Document("A Ruritanian carp and a Ukrainian Tochka-U missile fell, and Israel said nothing.")
    )
    assert [(p.name, p.span.text) for p in find_nations(sentence)] == [("Ukraine", "Ukrainian"), ("Israel", "Israel")]


def test_a_name_tells_its_kind() -> None:
    assert [kind_told(n) for n in ("Boko Haram", "Ukraine", "Russian missiles", "hooded men", "carp")] == [
        "armed group", "state", "state", "unknown", None,
    ]  # fmt: skip
    assert is_plain("hooded men")
    assert is_plain("Salvadoran guerrillas")
    assert not is_plain("Gran Grif gang")


def test_a_fighter_jet_is_nobody() -> None:
    assert not parties("A fighter jet dropped bombs on a school.")


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("The Hill Liberation Army took the bridge.", "Hill Liberation Army", "armed group"),
        ("The Guerrilla Army of the Valley took the bridge.", "Guerrilla Army of the Valley", "armed group"),
        ("In May the Grey Army took the bridge.", "Grey Army", "armed group"),
        (
            "In May the Kolobe National Liberation Army took the bridge.",
            "Kolobe National Liberation Army",
            "armed group",
        ),
        ("The Hill People's Freedom Front took the bridge.", "Hill People's Freedom Front", "armed group"),
        ("In May the Third Army took the bridge.", "Third Army", "state"),
        ("A Border Security Force column took the bridge.", "Border Security Force", "state"),
    ],
)
def test_an_army_s_name_tells_whether_it_is_a_state_s(text: str, name: str, kind: str) -> None:
    assert (name, kind) in {(p.name, p.kind) for p in parties(text)}


def test_listed_names_are_found_in_sentences_in_capitals() -> None:
    assert [p.name for p in parties("THE EMBLEM OF THE SHINING PATH APPEARED ON A HILL") if p.named] == ["Shining Path"]


def test_a_name_that_is_also_a_small_word_is_none_in_capitals() -> None:
    small, large = (
        [p.name for text in sentences(Document(line)) for p in find_parties(text) if p.named]
        for line in ("In Syria, IS said on Monday that it had burned the bridge.", "IN SYRIA THE BRIDGE IS BURNED.")
    )
    assert (small, large) == (["Islamic State"], [])
