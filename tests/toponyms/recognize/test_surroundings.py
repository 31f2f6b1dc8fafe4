from __future__ import annotations

from geoinc.toponyms.recognize.surroundings import beyond, governor, head, verb
from geoinc.toponyms.recognize.words import Vocabulary


def parts(text: str) -> tuple[list[str], list[int]]:
    vocabulary, words = Vocabulary(), text.split()
    return words, vocabulary.parts[vocabulary.ids(words)].tolist()


def test_the_preposition_governs_through_adjectives_and_lists() -> None:
    words, known = parts("clashes in northern Syria and Iraq")
    assert words[governor(known, words.index("Iraq"))] == "in"


def test_a_modifier_finds_its_noun_and_what_follows() -> None:
    words, known = parts("the Russian foreign minister said")
    noun, after = head(known, words.index("Russian"))
    assert (words[noun], words[after]) == ("minister", "said")


def test_the_verb_is_found_after_a_list() -> None:
    words, known = parts("Iran and Russia denied it")
    assert words[verb(known, words.index("Iran"))] == "denied"


def test_nothing_governs_the_first_word() -> None:
    _, known = parts("Moscow denied")
    assert governor(known, 0) == -1


def test_a_preposition_hangs_on_a_noun() -> None:
    words, known = parts("the border with northern Libya was closed")
    assert words[beyond(known, governor(known, words.index("Libya")))] == "border"


def test_a_verb_hangs_on_nothing() -> None:
    words, known = parts("troops shelled Homs")
    assert beyond(known, governor(known, words.index("Homs"))) == -1


def test_a_noun_of_no_known_class_is_better_than_none() -> None:
    words, known = parts("Togo 's cobalt plebiscite failed")
    assert words[head(known, words.index("Togo"))[0]] == "plebiscite"
