"""The recogniser's loops in C give what those in numpy give, to the last bit."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from types import ModuleType
from typing import Any, TypeVar

import numpy as np
import pytest
from compiled_kernels import compiled
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geoinc.gazetteer import Gazetteer
from geoinc.text.tokens import view
from geoinc.toponyms.recognize import features, kinds, names, tagger, usage, words
from geoinc.toponyms.recognize.labels import LABELS, decode
from geoinc.toponyms.recognize.lexicon import abbreviations
from geoinc.toponyms.recognize.names import Cover, Names, Profile
from geoinc.toponyms.recognize.tagger import Tagger
from geoinc.toponyms.recognize.viterbi import best_labels
from geoinc.toponyms.recognize.weights import in_steps, load
from geoinc.toponyms.recognize.words import Vocabulary

REPORTS = Path(__file__).parents[3] / "examples" / "reports" / "worked.toml"
Found = TypeVar("Found")


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return compiled("recognition", tmp_path_factory.mktemp("kernels"))


@pytest.fixture
def by_both(
    kernel: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> Callable[[Callable[[], Found]], tuple[Found, Found]]:
    """Return what something gives with the kernel, and without it."""

    def ask(action: Callable[[], Found]) -> tuple[Found, Found]:
        answers = []
        for module in (kernel, None):
            monkeypatch.setattr(features, "KERNEL", module)
            monkeypatch.setattr(tagger, "KERNEL", module)
            monkeypatch.setattr(words, "KERNEL", module)
            monkeypatch.setattr(names, "KERNEL", module)
            monkeypatch.setattr(kinds, "KERNEL", module)
            monkeypatch.setattr(usage, "KERNEL", module)
            answers.append(action())
        return answers[0], answers[1]

    return ask


def texts() -> list[str]:
    with REPORTS.open("rb") as stream:
        return [report["text"] for report in tomllib.load(stream)["report"]]


ODD = st.text(st.sampled_from("Aa é.,-'’\n St\u0301Gao el-Obeid of the"), max_size=60)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.sampled_from(["", "Gao", "Dar es Salaam and Gao of Mosul, el-Obeid's US"]) | ODD)
def test_what_stands_around_words_is_the_same(by_both: Any, gazetteer: Gazetteer, text: str) -> None:
    vocabulary, names = Vocabulary(), Names(gazetteer)
    quick, slow = by_both(lambda: features.analyse(text, vocabulary, names))
    assert quick.runs == slow.runs
    assert np.array_equal(quick.tagged, slow.tagged)
    assert np.array_equal(quick.table, slow.table)


ODD_WORDS = st.text(st.sampled_from("AaSsXx19.-'’é\u200b\u0301\ud800ß東,"), max_size=20) | st.sampled_from(
    ["x" * 70, "SYRIA", "Gen", "IN"]
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(ODD_WORDS | st.text(max_size=9), max_size=12))
def test_words_met_first_are_described_the_same(by_both: Any, given: list[str]) -> None:
    def described() -> tuple[Any, ...]:
        vocabulary = Vocabulary()
        return tuple(
            part[vocabulary.ids(given)] for part in (vocabulary.attributes, vocabulary.flags, vocabulary.parts)
        )

    for quick, slow in zip(*by_both(described), strict=True):
        assert np.array_equal(quick, slow)


def test_words_of_reports_are_described_the_same(by_both: Any) -> None:
    tokens = view("names", abbreviations()).scan("\n".join(texts()))
    quick, slow = by_both(lambda: (vocabulary := Vocabulary(), vocabulary.ids(tokens.words))[0])
    for one, other in ((quick.attributes, slow.attributes), (quick.flags, slow.flags), (quick.parts, slow.parts)):
        assert np.array_equal(one, other)


def test_reports_are_tagged_the_same(by_both: Any, gazetteer: Gazetteer) -> None:
    reader = Tagger(gazetteer, load())
    for text in texts()[:25]:
        quick, slow = by_both(lambda text=text: reader.analyse(text))
        assert np.array_equal(quick.table, slow.table)
        spans, others = by_both(lambda quick=quick: reader.tag(quick))
        assert spans == others
        one, other = by_both(lambda quick=quick, spans=spans: kinds.kind_sums(quick, spans, in_steps(load().kinds)[0]))
        assert np.array_equal(one, other)
        assert len({*map(len, by_both(lambda quick=quick, spans=spans: reader.kinds(quick, spans)))}) == 1


PARTS = st.lists(st.sampled_from([int(part) for part in words.WordRole]), min_size=1, max_size=24)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(PARTS, st.data())
def test_what_sentences_say_of_mentions_is_the_same(
    by_both: Any, gazetteer: Gazetteer, parts: list[int], data: Any
) -> None:
    read = features.analyse(" ".join(["Gao"] * len(parts)), Vocabulary(), Names(gazetteer))
    read = replace(read, parts=np.array(parts, dtype=np.int64))
    first = data.draw(st.integers(0, len(parts) - 1))
    last = data.draw(st.integers(first, len(parts) - 1))
    (quick, _), (slow, _) = by_both(lambda: kinds._facts(read, [(first, last)]))
    assert np.array_equal(quick, slow)


def test_sums_are_those_of_the_rows(by_both: Any, gazetteer: Gazetteer) -> None:
    read = features.analyse(texts()[0], Vocabulary(), Names(gazetteer))
    steps, _ = in_steps(load().labels)
    rows = features.feature_rows(read)
    plain = steps[rows].astype(np.int64).sum(axis=1)
    for found in by_both(lambda: features.label_sums(read, steps)):
        assert np.array_equal(found, plain)


PROFILES = [
    Profile(1 << 62, 5, demonym=False, units=()),
    Profile(7, 8, demonym=False, units=(3,)),
    Profile(7, 8, demonym=False, units=(3,)),
    Profile(9, 10, demonym=True, units=(3, 4, 5)),
    Profile(11, 12, demonym=False, units=tuple(range(12))),
]


@given(st.lists(st.tuples(st.integers(0, 19), st.integers(0, 3), st.sampled_from(PROFILES)), max_size=30))
def test_what_names_say_is_the_same(kernel: ModuleType, stretches: list[tuple[int, int, Profile]]) -> None:
    over = sorted((Cover(a, min(a + b, 19), profile) for a, b, profile in stretches), key=lambda c: (c.first, -c.last))
    quick = np.zeros((20 + 2 * features.REACH, features.WIDTH), dtype=np.uint64)
    slow = quick.copy()
    kernel.naming((features._LAYOUT, features._NAMING, features._VOTES, quick), over)
    features._add_names(slow[features.REACH : -features.REACH], over)
    assert np.array_equal(quick, slow)


SCORES = st.lists(st.integers(-5, 5).map(float), min_size=LABELS, max_size=LABELS)


@given(
    st.lists(st.lists(SCORES, min_size=1, max_size=6), max_size=4), st.lists(SCORES, min_size=LABELS, max_size=LABELS)
)
def test_the_best_labels_are_the_same_ties_included(
    kernel: ModuleType, scores: list[list[list[float]]], transitions: list[list[float]]
) -> None:
    runs, expected, at = [], [], 0
    for run in scores:
        runs.append((at, at + len(run) - 1))
        alone = len(run) == 1
        labels = [int(run[0][1] > run[0][0])] if alone else best_labels(run, transitions)
        expected += [(at + a, at + b) for a, b in decode(labels)]
        at += len(run) + 2
    flat = np.array([row for run in scores for row in run], dtype=np.float64).reshape(-1, LABELS)
    assert kernel.spans(runs, (flat, np.array(transitions))) == expected


SCORES = st.lists(st.floats(-60, 60), min_size=usage.COLUMNS, max_size=usage.COLUMNS)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.tuples(SCORES, st.sampled_from(["gao", "mali", "syria"])), max_size=12))
def test_senses_are_the_same(by_both: Any, mentions: list[tuple[list[float], str]]) -> None:
    scores = np.array([own for own, _ in mentions]).reshape(-1, usage.COLUMNS)
    weights = load().usage.astype(np.float64)
    called = [name for _, name in mentions]
    close = abs(usage.factors(usage.literal_odds(scores), called) @ weights) < 1e-9  # a rounding decides
    quick, slow = by_both(lambda: usage.senses(scores, called, weights))
    assert all(a == b for a, b, doubtful in zip(quick, slow, close, strict=True) if not doubtful)


def test_scores_that_do_not_fit_are_refused(kernel: ModuleType) -> None:
    one, limits = np.zeros((1, usage.COLUMNS)), (usage._IS_LITERAL, np.zeros(usage.FACTORS), usage._LIMITS)
    with pytest.raises(ValueError, match="one score a mention"):
        kernel.senses((one[:, 1:].copy(), np.zeros(1, dtype=np.int64), *limits))
    with pytest.raises(ValueError, match="has no number"):
        kernel.senses((one, np.ones(1, dtype=np.int64), *limits))


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(["Gao", "in", "the", "", "東", "\ud800"]), max_size=12))
def test_words_are_given_the_same_rows(by_both: Any, text: list[str]) -> None:
    def read() -> tuple[list[int], list[str], dict[str, int]]:
        vocabulary = Vocabulary()
        vocabulary.ids(["the"])
        found, new = vocabulary._rows(text)
        return found.tolist(), new, vocabulary._index

    quick, slow = by_both(read)
    assert quick == slow


def test_arrays_that_do_not_fit_are_refused(kernel: ModuleType, gazetteer: Gazetteer) -> None:
    read = features.analyse("Shells fell on Mosul.", Vocabulary(), Names(gazetteer))
    steps, plan = in_steps(load().labels)[0], features.PLAN
    at, sums = read.tagged * features.WIDTH, np.zeros((len(read.tagged), LABELS), dtype=np.int32)
    parts = plan.offsets, plan.factors, plan.begins, plan.seeds
    with pytest.raises(ValueError, match="outside the table"):
        kernel.sums((read.table, at + read.table.size, *parts, steps, sums), features.BITS)
    with pytest.raises(ValueError, match="do not fit"):
        kernel.sums((read.table, at, *parts, steps[:5], sums), features.BITS)
    with pytest.raises(ValueError, match="one place a token"):
        kernel.sums((read.table, at[:1], *parts, steps, sums), features.BITS)
    with pytest.raises(ValueError, match="more tokens"):
        kernel.spans([(0, 9)], (np.zeros((2, LABELS)), np.zeros((LABELS, LABELS))))
    with pytest.raises(ValueError, match="one row a word"):
        kernel.rows({}, ["a", "b"], np.zeros(3, dtype=np.intp))
    nothing, row, told = ({}, {}, {}, ()), np.zeros(1, dtype=np.int64), np.zeros((1, 2), dtype=np.int64)
    described = row.copy(), row.copy(), row.copy(), np.zeros(8, dtype=np.int64), told, told
    with pytest.raises(ValueError, match="one row a word"):
        kernel.describe(["a"], nothing, (np.zeros((1, 5), dtype=np.uint64), *described))
    with pytest.raises(ValueError, match="does not fit"):
        kernel.describe(["a"], nothing, (np.zeros((1, 9), dtype=np.uint64), *described[:-1], row))
    with pytest.raises(TypeError):
        kernel.describe([1], nothing, (np.zeros((1, 9), dtype=np.uint64), *described))
    around = kinds._WALKS, read.parts, read.table, np.zeros(1, dtype=np.uint64)
    with pytest.raises(ValueError, match="outside the tokens"):
        kernel.facts([(0, 99)], (*around, np.zeros((1, 19), dtype=np.uint64)))
    with pytest.raises(ValueError, match="do not fit"):
        kernel.facts([(0, 1)], (*around, np.zeros((1, 18), dtype=np.uint64)))
    with pytest.raises(ValueError, match="one score a label"):
        kernel.spans([], (np.zeros(3), np.zeros((LABELS, LABELS))))
    with pytest.raises(TypeError, match="one tuple"):
        kernel.spans([], ())
    with pytest.raises(ValueError, match="outside the text"):
        kernel.naming((features._LAYOUT, features._NAMING, features._VOTES, read.table), [(1, 99, PROFILES[0])])
    with pytest.raises(AttributeError):
        kernel.naming((features._LAYOUT, features._NAMING, features._VOTES, read.table), [(0, 0, None)])
    with pytest.raises(ValueError, match="not in the table"):
        kernel.naming((features._LAYOUT, features._NAMING[1:].copy(), features._VOTES, read.table), [])
    with pytest.raises(ValueError, match="another size"):
        kernel.covers([], [1, 2], [2, 3], np.zeros(3, dtype=np.int64), 1)
    with pytest.raises(TypeError, match="a hit is"):
        kernel.covers([(1, 2)], [1], [2], np.zeros(1, dtype=np.int64), 1)
    assert kernel.covers([(5, 1, 0), (0, 9, 0), (-4, 2, 0)], [5], [6], np.ones(1, dtype=np.int64), 1) == [(0, 0, 0)]
    ids, room = np.zeros(3, dtype=np.intp), np.zeros(3, dtype=np.intp)
    arrays = features._LAYOUT, features._CODES, ids, np.zeros(3, dtype=np.int64)
    table = np.zeros((3 + 2 * features.REACH, features.WIDTH), dtype=np.uint64)
    with pytest.raises(ValueError, match="outside the text"):
        kernel.context((*arrays, table, room), [0, 2, 4], [1, 3, 5], [(1, 3)])
    with pytest.raises(ValueError, match="another size"):
        kernel.context((*arrays, table[1:].copy(), room), [0, 2, 4], [1, 3, 5], [])
    assert kernel.context((*arrays, table, room), [0, 2, 4], [1, 3, 5], [(1, 2)]) == []
