from __future__ import annotations

from geoinc.recognize.surroundings import governor, head, verb
from geoinc.recognize.words import Vocabulary


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
