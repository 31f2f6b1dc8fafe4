"""Of whom a recorded number was is learned from those to whom words of harm are tied."""

from __future__ import annotations

from geoinc.incidents.decisions.scorer import Scorer
from geoinc.incidents.tolls import fate
from geoinc.learn.incidents.fate import Fate, fold_of, learn, of_own
from geoinc.model import Harm


def group(name: str, value: int, *, sure: bool = False, toll: int | None = None, text: str = "t") -> Fate:
    harms = frozenset({Harm.KILLED}) if sure else frozenset()
    recorded = None if toll is None else {Harm.KILLED: frozenset({toll})}
    return Fate("r", text, frozenset({name, text}), {name: 1.0, "one": 1.0}, value, harms, harms, recorded)


def test_a_recorded_number_that_nothing_explains_is_of_a_group_of_that_number() -> None:
    cases = [
        g for n in range(12) for g in (group("fell", 7, toll=7, text=str(n)), group("spoke", 3, toll=7, text=str(n)))
    ]
    killed = Scorer(learn(cases)[fate.NAMES[Harm.KILLED]])
    assert killed.probability({"fell": 1.0}) > 0.5 > killed.probability({"spoke": 1.0})


def test_a_recorded_number_that_others_explain_teaches_nothing_of_its_like() -> None:
    cases = [g for n in range(12) for g in (group("died", 7, sure=True, toll=7, text=str(n)), group("spoke", 7, toll=7, text=str(n)))]  # fmt: skip
    weights = learn([*cases, *(group("spoke", 2, toll=7, text="u") for _ in range(6))])[fate.NAMES[Harm.KILLED]]
    assert Scorer(weights).probability({"spoke": 1.0}) < 0.5 < Scorer(weights).probability({"died": 1.0})


def test_our_own_sentences_record_what_befell_those_they_count() -> None:
    cases = list(of_own())
    assert all(c.toll is not None for c in cases)
    assert any(c.value in (c.toll or {}).get(Harm.KIDNAPPED, ()) for c in cases)
    assert any(not any((c.toll or {}).values()) for c in cases)


def test_a_file_of_reports_is_left_out_whole() -> None:
    assert len({fold_of("agencies", text) for text in ("a", "b", "c")}) == 1
