from __future__ import annotations

import pytest

from geoinc.incidents.glossed.counts import Ways, claims_of
from geoinc.incidents.glossed.roles import Order, actors_of
from geoinc.incidents.glossed.speakers import voices_of
from geoinc.language import wordbook
from geoinc.model import Document, Role, Stance
from geoinc.text.gloss import pieces_of


def cast(code: str, text: str) -> dict[Role, str]:
    book = wordbook.load(code)
    assert book is not None
    document, pieces = Document(text), pieces_of(text, book)
    voices = voices_of(pieces, text, "", verb_first=book.verb_first)
    claims = claims_of(pieces, document, voices, Ways(book.count_first, book.articles))
    actors = actors_of(pieces, document, claims, voices, Order(book.by, book.against, cased=book.cased))
    return {actor.role: actor.span.text for actor in actors if actor.role is not Role.INVOLVED}


@pytest.mark.parametrize(
    ("code", "text", "attacker"),
    [
        ("ru", "Боевики застрелили девять пассажиров", "Боевики"),
        ("ru", "Вооружённые люди открыли огонь по автобусу", "Вооружённые люди"),
        ("ru", "Израильский беспилотник нанёс удар по автомобилю", "Израильский беспилотник"),
        ("uk", "Російські війська обстріляли Херсон", "Російські війська"),
        ("fr", "Des hommes armés ont attaqué le village", "hommes armés"),
        ("fr", "Deux soldats ont été tués par des jihadistes", "jihadistes"),
        ("es", "Un grupo armado abrió fuego contra los asistentes", "grupo armado"),
        ("es", "Tres policías fueron asesinados por sicarios", "sicarios"),
        ("ar", "شنت قوات الدعم السريع هجوما على المدينة", "قوات الدعم السريع"),
        ("ar", "قتل ثلاثة أشخاص في هجوم نفذه مسلحون", "مسلحون"),
        ("ar", "غارة إسرائيلية على سيارة", "غارة إسرائيلية"),
        ("pt", "Terroristas atacaram a aldeia", "Terroristas"),
    ],
)
def test_who_acts_is_the_attacker(code: str, text: str, attacker: str) -> None:
    assert cast(code, text).get(Role.ATTACKER) == attacker


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("ru", "Боевики были убиты"),
        ("es", "Tres sicarios murieron en un accidente"),
        ("fr", "L'armée a annoncé la mort de deux soldats"),
        ("ar", "قال الجيش إن جنديين قتلا في انفجار لغم"),
    ],
)
def test_who_came_to_harm_or_only_speaks_is_no_attacker(code: str, text: str) -> None:
    assert Role.ATTACKER not in cast(code, text)


@pytest.mark.parametrize(
    ("code", "text", "claimant"),
    [
        ("es", "El Frente de Liberación reivindicó el ataque", "Frente de Liberación"),
        ("ru", "Ответственность взял на себя Фронт освобождения Белуджистана", "Фронт освобождения Белуджистана"),
        ("ar", "وتبنت حركة الشباب الهجوم", "حركة الشباب"),
        ("fr", "L'attaque a été revendiquée par le groupe État islamique", "groupe État islamique"),
    ],
)
def test_who_says_that_it_was_them_claims_it(code: str, text: str, claimant: str) -> None:
    assert cast(code, text).get(Role.CLAIMANT) == claimant


def test_the_accused_is_suspected_on_somebodys_word() -> None:
    book = wordbook.load("fr")
    assert book is not None
    text = "Le gouverneur accuse les rebelles du M23 d'avoir attaqué le camp"
    pieces = pieces_of(text, book)
    actors = actors_of(pieces, Document(text), (), (), Order(book.by, book.against, cased=book.cased))
    (accused,) = [a for a in actors if a.role is Role.ATTACKER]
    assert (accused.stance, accused.speaker) == (Stance.SUSPECTED, "gouverneur")


def test_who_accuses_stands_between_where_verbs_come_first() -> None:
    book = wordbook.load("ar")
    assert book is not None
    text = "واتهم متحدث باسم الجيش تنظيم الدولة الإسلامية بالوقوف وراء الهجوم"
    order = Order(book.by, book.against, cased=False, verb_first=True)
    (accused,) = [a for a in actors_of(pieces_of(text, book), Document(text), (), (), order) if a.role is Role.ATTACKER]
    assert (accused.name, accused.speaker) == ("Islamic State", "متحدث باسم الجيش")
