from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geoinc.model import Document, MentionKind
from geoinc.toponyms.recognize import Recognizer
from geoinc.toponyms.recognize.tagger import CHUNK, pieces

ODD = st.text(st.characters(categories=["Lu", "Ll", "Lo", "Po", "Pd", "Zs", "Cc", "Cf", "Cs", "So", "Mn", "Nd"]))


def found(recognizer: Recognizer, text: str) -> dict[str, MentionKind]:
    return {mention.text: mention.kind for mention in recognizer.recognize(Document(text))}


def test_articles_and_possessives_stay_outside(recognizer: Recognizer) -> None:
    assert set(found(recognizer, "Rebels shelled Syria's capital and then the United States protested.")) == {
        "Syria",
        "United States",
    }


def test_abbreviations_keep_their_period(recognizer: Recognizer) -> None:
    assert "Ky." in found(recognizer, "The man drove from Louisville, Ky. to Washington on Tuesday.")


def test_compounds_give_up_their_place(recognizer: Recognizer) -> None:
    kinds = found(recognizer, "Fighters met in Gao. The Damascus-based agency reported on US-backed groups.")
    assert kinds["Damascus"] is MentionKind.LITERAL_MODIFIER
    assert not kinds["US"].pinnable


def test_datelines_in_capitals(recognizer: Recognizer) -> None:
    assert found(recognizer, "BEIRUT (AP) - A blast killed four people near Mosul.") == {
        "BEIRUT": MentionKind.LITERAL,
        "Mosul": MentionKind.LITERAL,
    }


def test_actors_are_no_places(recognizer: Recognizer) -> None:
    kinds = found(recognizer, "Moscow denied on Friday that it had sent troops, but the Russian army shelled Mosul.")
    assert kinds["Moscow"] is MentionKind.METONYMIC
    assert kinds["Russian"] is MentionKind.DEMONYM
    assert kinds["Mosul"] is MentionKind.LITERAL


def test_names_the_gazetteer_lacks_are_found_by_context(recognizer: Recognizer) -> None:
    assert "Tarqumayya" in found(recognizer, "Shells hit the village of Tarqumayya, near Deir al-Zor, on Friday.")


def test_agencies_and_bylines_are_left_alone(recognizer: Recognizer) -> None:
    assert not found(recognizer, "By Anna Smith, Reuters. Additional reporting by Fox News.")


def test_text_without_capitals(recognizer: Recognizer) -> None:
    assert set(found(recognizer, "a car bomb exploded in mogadishu on monday, police in somalia said")) == {
        "mogadishu",
        "somalia",
    }


@pytest.mark.parametrize("text", ["", " \n\t ", "!!! ... ???", "—", "\ud800", "\x00\x01", "\u200f\u202e", "🇫🇷🙂"])
def test_nothing_is_found_in_nothing(recognizer: Recognizer, text: str) -> None:
    assert recognizer.recognize(Document(text)) == []


def test_offsets_are_code_points_whatever_stands_before(recognizer: Recognizer) -> None:
    text = "🙂 \ud800\u200f\x00 İé: a bomb exploded in Mosul, Iraq."
    mentions = recognizer.recognize(Document(text))
    assert [text[m.start : m.end] for m in mentions] == ["Mosul", "Iraq"]


def test_long_texts_are_read_in_pieces_that_miss_nothing(recognizer: Recognizer) -> None:
    sentence = "A bomb exploded in Mosul on Monday. "
    text = sentence * (2 * CHUNK // len(sentence))
    mentions = recognizer.recognize(Document(text))
    assert len(mentions) == text.count("Mosul")
    assert {m.text for m in mentions} == {"Mosul"}


def test_pieces_tile_a_text_without_white_space() -> None:
    cuts = list(pieces("x" * (2 * CHUNK + 7)))
    assert cuts[0][0] == 0
    assert cuts[-1][1] == 2 * CHUNK + 7
    assert all(a[1] == b[0] for a, b in pairwise(cuts))


@given(ODD)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60, deadline=None)
def test_mentions_are_exact_sorted_and_apart(recognizer: Recognizer, text: str) -> None:
    text = f"{text} Mosul {text}"
    mentions = recognizer.recognize(Document(text))
    assert all(m.text == text[m.start : m.end] and m.text == m.text.strip() and m.text for m in mentions)
    assert all(a.end <= b.start for a, b in pairwise(mentions))


def test_two_runs_agree(recognizer: Recognizer) -> None:
    document = Document("Moscow denied that Russian jets hit Deir al-Zor in Syria.")
    assert recognizer.recognize(document) == recognizer.recognize(document)


@pytest.mark.parametrize(
    "text",
    [
        "The plane to Dar es Salaam was late.",
        "Rebels took Bir Shamra, Wadi Tuffah and Kafr Lamis.",
        "Two farmers died near Hosh Barid and Umm Zarqa.",
    ],
)
def test_unknown_names_of_several_words_are_whole(recognizer: Recognizer, text: str) -> None:
    assert all(" " in name for name in found(recognizer, text))
    assert found(recognizer, text)


@pytest.mark.parametrize(
    "text",
    [
        "He took his degree at the University of Paris.",
        "The Moscow Times and the Washington Herald printed the letter.",
        "London United lost to Damascus City on Saturday.",
        "Paris Bowman and Jordan Reeves sang at the gala.",
        "Anna Beirut, 41, and her brother Tom Mosul were acquitted.",
    ],
)
def test_names_within_other_names_are_not_pinned(recognizer: Recognizer, text: str) -> None:
    assert not [name for name, kind in found(recognizer, text).items() if kind.pinnable]


def test_what_hangs_on_what_tells_the_sense(recognizer: Recognizer) -> None:
    kinds = found(recognizer, "Relations between Paris and Moscow soured after shells hit Mosul.")
    assert not kinds["Paris"].pinnable
    assert not kinds["Moscow"].pinnable
    assert kinds["Mosul"].pinnable
