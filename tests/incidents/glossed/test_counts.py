from __future__ import annotations

import pytest

from geoinc.incidents.glossed.counts import Ways, claims_of
from geoinc.incidents.glossed.speakers import voices_of
from geoinc.language import wordbook
from geoinc.model import Document, Operator
from geoinc.text.gloss import pieces_of


def told(code: str, text: str) -> dict[str, int | None]:
    book = wordbook.load(code)
    assert book is not None
    pieces = pieces_of(text, book)
    claims = claims_of(pieces, Document(text), (), Ways(book.count_first, book.articles))
    return {claim.harm.value: claim.min if not claim.negated else 0 for claim in claims if not claim.subset}


@pytest.mark.parametrize(
    ("code", "text", "counts"),
    [
        (
            "ru",
            "Погибли двадцать пять человек, в том числе трое детей, ранены не менее сорока",
            {"killed": 25, "wounded": 40},
        ),
        ("ru", "Погибших нет, пострадал один человек", {"killed": 0, "wounded": 1}),
        ("ru", "Погиб мужчина, его жена ранена", {"killed": 1, "wounded": 1}),
        ("ru", "Ракета разрушила 12 домов, погибли трое", {"killed": 3}),
        ("uk", "Загинула жінка, ще восьмеро людей поранено", {"killed": 1, "wounded": 8}),
        ("uk", "Загинули дев'ять людей, зокрема четверо дітей, близько 20 поранено", {"killed": 9, "wounded": 20}),
        ("es", "Nueve personas, entre ellas cuatro niños, murieron", {"killed": 9}),
        ("ru", "Погибла 67-летняя женщина", {"killed": 1}),
        ("ar", "مقتل شخصين وإصابة خمسة عشر آخرين", {"killed": 2, "wounded": 15}),
        ("ar", "استشهاد طفل وإصابة أربعة وعشرين مواطنا", {"killed": 1, "wounded": 24}),
        ("fr", "une vingtaine de morts et 31 blessés, dont deux enfants", {"killed": 20, "wounded": 31}),
        ("fr", "un homme a été tué et trois maisons incendiées", {"killed": 1}),
        ("es", "dos policías muertos y tres civiles heridos", {"killed": 2, "wounded": 3}),
        ("es", "secuestraron a diecisiete mineros", {"kidnapped": 17}),
        ("sw", "Waliwaua wakulima watano na kuwateka nyara wasichana watatu", {"killed": 5, "kidnapped": 3}),
        ("ha", "An kashe mutane goma sha biyu, an raunata sojoji tara", {"killed": 12, "wounded": 9}),
        ("so", "Ugu yaraan sideed qof ayaa ku dhimatay, 15 kalena way ku dhaawacmeen", {"killed": 8, "wounded": 15}),
        (
            "de",
            "Zwei Arbeiter haben bei einer Explosion in einem Werk im Norden der Stadt ihr Leben verloren",
            {"killed": 2},
        ),
        ("de", "Zwei bewaffnete Angreifer drangen am Abend in ein Haus im Norden der Stadt ein, es gab Tote", {}),
    ],
)
def test_numbers_go_to_the_words_of_harm_that_they_belong_to(code: str, text: str, counts: dict[str, int]) -> None:
    assert told(code, text) == counts


@pytest.mark.parametrize(
    ("code", "text", "speaker"),
    [
        ("ru", "Погибли трое, сообщил губернатор Олег Синегубов.", "губернатор Олег Синегубов"),
        ("ar", "قال الدفاع المدني إن ثلاثة أشخاص قتلوا", "الدفاع المدني"),
        ("fr", "Trois morts, selon le maire de la commune.", "maire de la commune"),
        ("fr", "Deux morts, a-t-on appris vendredi de sources locales.", "sources locales"),
        ("es", "La gobernadora informó que tres personas murieron.", "gobernadora"),
    ],
)
def test_who_speaks_is_named_in_his_own_words(code: str, text: str, speaker: str) -> None:
    book = wordbook.load(code)
    assert book is not None
    (voice,) = voices_of(pieces_of(text, book), text, "d", verb_first=book.verb_first)
    assert voice.span.text == speaker


@pytest.mark.parametrize(
    ("code", "text", "killed"),
    [
        ("es", "Tres policías y un civil murieron en una emboscada", [3, 1]),
        ("fr", "Deux soldats et quatre civils ont été tués", [2, 4]),
        ("ru", "Трое мужчин и две женщины погибли", [5]),
        ("es", "Un hombre y una mujer murieron en una emboscada", [2]),
        ("fr", "Cinq personnes, dont deux enfants, ont été tuées", [5]),
    ],
)
def test_a_list_of_people_before_its_word_of_harm_is_counted_whole(code: str, text: str, killed: list[int]) -> None:
    book = wordbook.load(code)
    assert book is not None
    claims = claims_of(pieces_of(text, book), Document(text), (), Ways(book.count_first, book.articles))
    assert [c.min for c in claims if not c.subset] == killed


@pytest.mark.parametrize(
    ("code", "text", "counts"),
    [
        ("ru", "Число погибших при ударе выросло до семи, пострадали 69 человек", {"killed": 7, "wounded": 69}),
        ("uk", "До 35 зросла кількість загиблих, ще 119 людей поранені", {"killed": 35, "wounded": 119}),
        ("es", "La cifra de muertos por el bombardeo se elevó a 80", {"killed": 80}),
        ("fr", "Le bilan s'est alourdi à 35 morts et 119 blessés", {"killed": 35, "wounded": 119}),
        ("fr", "12 drones ont été abattus", {}),
        ("ar", "مقتل ثلاثة من عناصر الشرطة وإصابة اثنين آخرين", {"killed": 3, "wounded": 2}),
    ],
)
def test_a_toll_that_rises_is_read(code: str, text: str, counts: dict[str, int]) -> None:
    assert {harm: count for harm, count in told(code, text).items() if count} == counts


@pytest.mark.parametrize(
    ("code", "text", "harm", "victims"),
    [
        ("ru", "Погибли мирные жители", "killed", "civilians"),
        ("ru", "Ранены дети", "wounded", "children"),
        ("es", "Murieron civiles en Gao", "killed", "civilians"),
        ("uk", "Загинули цивільні", "killed", "civilians"),
    ],
)
def test_people_right_behind_the_harm_are_harmed_however_many(code: str, text: str, harm: str, victims: str) -> None:
    book = wordbook.load(code)
    assert book is not None
    (claim,) = claims_of(pieces_of(text, book), Document(text), (), Ways(book.count_first, book.articles))
    assert (claim.harm, claim.victims, claim.min, claim.max) == (harm, victims, None, None)
    assert claim.operator is Operator.UNQUANTIFIED


def test_people_behind_something_else_are_not() -> None:
    assert told("ru", "Ранены в больнице дети") == {}
