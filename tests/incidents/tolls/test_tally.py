from __future__ import annotations

from geoinc.incidents.tolls.tally import positions, tally
from geoinc.model import Claim, Harm, Operator, Span, Tally

SPAN = Span("d", 0, 1)


def claim(  # noqa: PLR0913 - a claim is made of them
    low: int | None,
    high: int | None,
    *,
    who: str | None = None,
    victims: str = "",
    operator: Operator = Operator.EXACT,
    chosen: bool = False,
) -> Claim:
    return Claim(
        Harm.KILLED,
        SPAN,
        min=low,
        max=high,
        operator=operator,
        victims=victims,
        speaker=who,
        negated=high == 0,
        tallied=chosen,
    )


def killed(*claims: Claim) -> Tally:
    return tally(claims)[Harm.KILLED]


def test_one_number_is_all_three() -> None:
    assert killed(claim(12, 12)) == Tally(12, 12, 12, disputed=False)


def test_voices_that_exclude_one_another_are_disputed_and_never_averaged() -> None:
    assert killed(claim(100, 100, who="the US"), claim(0, 0, who="the Russian MoD")) == Tally(
        0, 100, 100, disputed=True
    )


def test_at_least_and_an_exact_number_agree() -> None:
    assert killed(claim(25, None, who="A", operator=Operator.AT_LEAST), claim(27, 27, who="B")) == Tally(
        25, 27, 27, disputed=False
    )


def test_one_voice_twice_is_one_position() -> None:
    held = positions([claim(25, None, who="the Russian MoD"), claim(25, 25, who="Russia's defence ministry")])
    assert [(p.low, p.high) for p in held] == [(25, 25)]


def test_the_chosen_claims_of_a_text_add_up_and_what_else_it_tells_adds_nothing() -> None:
    parts = (claim(3, 3, victims="soldiers", chosen=True), claim(2, 2, victims="villagers", chosen=True))
    assert killed(*parts, claim(5, 5, victims="people")) == Tally(5, 5, 5, disputed=False)


def test_another_voice_stands_beside_the_chosen_claims() -> None:
    told = claim(12, 12, chosen=True)
    assert killed(told, claim(20, 20, who="a rebel spokesman")) == Tally(12, 12, 20, disputed=True)


def test_a_voice_on_one_group_is_measured_by_that_group() -> None:
    parts = (claim(3, 3, victims="soldiers", chosen=True), claim(2, 2, victims="villagers", chosen=True))
    assert killed(*parts, claim(3, 3, victims="soldiers", who="the army")) == Tally(5, 5, 5, disputed=False)
    assert killed(*parts, claim(9, 9, victims="soldiers", who="the army")) == Tally(5, 5, 11, disputed=True)


def test_unnumbered_deaths_give_no_number() -> None:
    assert killed(claim(None, None, victims="tribesmen", operator=Operator.UNQUANTIFIED)) == Tally(None, None, None)
