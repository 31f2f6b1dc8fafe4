"""Texts of a few languages, in our own words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geoinc.read.language import language_of

TEXTS = {
    "en": "The mayor of the town said that two people were hurt when a wall fell on the market in the rain.",
    "es": "El alcalde dijo que dos personas resultaron heridas cuando un muro cayó sobre el mercado en la ciudad.",
    "fr": "Le maire a dit que deux personnes ont été blessées dans la ville quand un mur est tombé sur le marché.",
    "de": "Der Bürgermeister sagte, zwei Menschen seien verletzt worden, als eine Mauer auf den Markt in der Stadt fiel.",
    "pt": "O prefeito disse que duas pessoas ficaram feridas quando um muro caiu sobre o mercado no centro da cidade.",
    "ru": "Мэр города сказал, что два человека были ранены, когда стена упала на рынок в центре города из-за дождя.",
    "uk": "Мер міста сказав, що двоє людей були поранені, коли стіна впала на ринок у центрі міста через дощ.",
    "ar": "قال رئيس البلدية إن شخصين أصيبا بعد أن سقط جدار على السوق في وسط المدينة خلال المطر",
    "bg": "Трима души загинаха и петима бяха ранени при експлозия в склад край Пловдив в сряда, съобщиха от полицията.",
    "be": "У Гомельскай вобласці ў сераду загінулі тры чалавекі, яшчэ пяцёра параненыя пасля выбуху на прадпрыемстве.",
    "ca": "Tres persones van morir i cinc van resultar ferides dimecres en un incendi a un edifici de Barcelona, segons els bombers.",
    "gl": "Tres persoas morreron e cinco resultaron feridas o mércores nun incendio nun edificio da Coruña, segundo os bombeiros.",
    "az": "Bakıda baş verən partlayışda üç nəfər həlak olub, beş nəfər yaralanıb, polis məlumat verib.",
    "ku": "لە سلێمانی لە هێرشێکی درۆنیدا سێ کەس کوژران و پێنجی دیکەش بریندار بوون، پۆلیس ڕایگەیاند.",
    "ht": "Omwen twa moun mouri, senk lòt blese nan yon atak gang ame nan vil Mibalè madi, dapre lapolis.",
    "rw": "Abantu batatu bapfuye abandi batanu barakomereka mu gitero cyagabwe mu karere ka Rusizi kuwa gatatu, nk'uko polisi yabivuze.",
    "zh": "市长说，雨中一面墙倒在市场上，两人受伤，已经送往附近的医院治疗，没有人死亡。",
    "ja": "市長によると、雨の中で市場の壁が倒れ、二人がけがをして近くの病院に運ばれました。",
    "el": "Ο δήμαρχος είπε ότι δύο άνθρωποι τραυματίστηκαν όταν ένας τοίχος έπεσε στην αγορά.",
}


@pytest.mark.parametrize(("code", "text"), TEXTS.items())
def test_running_text_tells_its_language(code: str, text: str) -> None:
    language = language_of(text)
    assert language is not None
    assert language.code == code


@pytest.mark.parametrize("text", ["", "...", "Goma: 3 dead", "São Paulo", "12 June, Bunia – Mahagi road", "A" * 5_000])
def test_too_little_tells_none(text: str) -> None:
    assert language_of(text) is None


def test_a_script_is_told_where_the_language_is_not() -> None:
    language = language_of("Ӏедалан белхалоша дийцарехь хӀоттийна")
    assert language is not None
    assert (language.code, language.name) == ("", "a language in the Cyrillic script")


def test_foreign_names_leave_english_english() -> None:
    language = language_of(
        "Officials in San José de los Remates said the road to La Esperanza was closed. Residents of El Palo and of"
        " Las Lajas were told to stay at home until the river had fallen."
    )
    assert language is not None
    assert language.code == "en"


@given(st.text())
def test_any_text_is_answered(text: str) -> None:
    language_of(text)
