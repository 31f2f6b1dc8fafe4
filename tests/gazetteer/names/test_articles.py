from __future__ import annotations

from geoinc.gazetteer.names.articles import bare_names
from geoinc.gazetteer.records import City, packed


def _city(number: int, name: str, country: str, *others: str) -> City:
    return City(number, name, 0.0, 0.0, country, "", 0, packed(others))


def test_the_article_is_left_out() -> None:
    assert bare_names([_city(1, "Ar Ramthā", "JO"), _city(2, "Al-Ḩamzah", "IQ")]) == {1: "Ramtha", 2: "Hamzah"}


def test_not_where_another_place_of_the_country_is_called_so() -> None:
    places = [_city(1, "As Salmān", "IQ"), _city(2, "Salman", "IQ"), _city(3, "As Salmān", "SY")]

    assert bare_names(places) == {3: "Salman"}


def test_not_where_two_would_share_it() -> None:
    assert bare_names([_city(1, "Al Qasr", "JO"), _city(2, "Al Madīnah", "IQ"), _city(3, "El Madīnah", "IQ")]) == {}


def test_only_where_arabic_is_spoken_and_the_rest_is_no_word() -> None:
    assert bare_names([_city(1, "Al Pacino Town", "US"), _city(2, "Al Bab", "SY")]) == {}
