from __future__ import annotations

from geoinc.incidents.actors import Party, find_parties, group_of, side_of
from geoinc.model import Document
from geoinc.text.sentences import sentences


def parties(text: str) -> list[Party]:
    [sentence] = sentences(Document(text))
    return find_parties(sentence)


def test_aliases_are_one_actor() -> None:
    assert {p.name for p in parties("The SDF, or Syrian Democratic Forces, advanced.")} == {"Syrian Democratic Forces"}


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
