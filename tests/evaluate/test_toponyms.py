from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from geoinc import testing
from geoinc.cli.evaluate_toponyms import toponyms
from geoinc.evaluate.corpora import AnnotatedDocument, GoldToponym
from geoinc.evaluate.toponyms import evaluate, kind_scores, overlap_scores, strict_scores
from geoinc.gazetteer import Gazetteer
from geoinc.model import Document, Mention, MentionKind, PlaceKind
from geoinc.toponyms.recognize import default

TEXT = "A bomb killed two people in Mosul, Iraq, on Monday. Iraqi officials blamed a cell in Tal Afar."


def gold(start: int, end: int, kind: MentionKind | None = None) -> GoldToponym:
    return GoldToponym(start, end, kind)


def mention(start: int, end: int, kind: MentionKind = MentionKind.LITERAL) -> Mention:
    return Mention(start, end, "x" * (end - start), kind)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return testing.gazetteer(
        testing.place("Iraq", 43.7, 33.2, kind=PlaceKind.COUNTRY, country="IQ", code="IQ", demonyms=["Iraqi"]),
        testing.place("Mosul", 43.1, 36.3, country="IQ", population=1_700_000),
        testing.place("Tal Afar", 42.4, 36.4, country="IQ", population=200_000),
    )


def annotated() -> AnnotatedDocument:
    places = {"Mosul": (43.13, 36.34), "Iraq,": (44.0, 33.0), "Tal Afar": (42.45, 36.37)}
    marked = []
    for words, (lon, lat) in places.items():
        start = TEXT.index(words)
        marked.append(GoldToponym(start, start + len(words.rstrip(",")), None, lon, lat))
    return AnnotatedDocument(Document(TEXT, id="one"), tuple(marked))


def test_strict_counts_exact_spans_only() -> None:
    scores = strict_scores([[gold(0, 4), gold(9, 12)]], [[mention(0, 4), mention(9, 13), mention(20, 22)]])
    assert (scores.precision, scores.recall) == (pytest.approx(1 / 3), pytest.approx(1 / 2))
    assert scores.f1 == pytest.approx(0.4)


def test_overlap_counts_spans_that_touch_one() -> None:
    scores = overlap_scores([[gold(0, 4), gold(9, 12)]], [[mention(0, 4), mention(9, 13), mention(20, 22)]])
    assert (scores.precision, scores.recall) == (pytest.approx(2 / 3), 1.0)


def test_nothing_to_find_is_no_score() -> None:
    scores = strict_scores([[]], [[]])
    assert (scores.precision, scores.recall, scores.f1) == (None, None, None)


def test_nothing_right_is_zero() -> None:
    assert strict_scores([[gold(0, 4)]], [[mention(5, 6)]]).f1 == 0


def test_kinds_are_compared_where_spans_agree() -> None:
    literal, metonymic = MentionKind.LITERAL, MentionKind.METONYMIC
    known = [[gold(0, 4, literal), gold(5, 8, metonymic), gold(9, 12, literal), gold(20, 23)]]
    told = [[mention(0, 4), mention(5, 8), mention(20, 23, metonymic)]]
    scores = kind_scores(known, told)
    assert (scores.compared, scores.same_kind, scores.same_literal) == (2, 1, 1)
    assert scores.by_kind[literal].recall == 0.5


def test_a_document_is_scored_end_to_end(gazetteer: Gazetteer) -> None:
    report = evaluate("own", [annotated()], default(gazetteer), gazetteer, without=frozenset({MentionKind.DEMONYM}))
    assert report.strict.f1 == 1.0
    assert (report.from_gold.acc161, report.end_to_end.acc161) == (1.0, 1.0)
    assert report.as_dict()["documents"] == 1


def test_demonyms_count_unless_left_out(gazetteer: Gazetteer) -> None:
    report = evaluate("own", [annotated()], default(gazetteer), gazetteer)
    assert report.strict.predicted == 4


def test_the_command_prints_a_table_or_json(
    tmp_path: Path, gazetteer: Gazetteer, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "own.jsonl"
    start = TEXT.index("Mosul")
    row = {"text": TEXT, "toponyms": [{"start": start, "end": start + 5, "lon": 43.1, "lat": 36.3, "kind": "literal"}]}
    path.write_text(json.dumps(row), "utf-8")
    monkeypatch.setattr(Gazetteer, "default", lambda: gazetteer)
    table = CliRunner().invoke(toponyms, [str(path)], catch_exceptions=False).output
    assert "own: 1 documents" in table
    figures = json.loads(CliRunner().invoke(toponyms, [str(path), "--json"], catch_exceptions=False).output)
    assert figures["strict"]["recall"] == 1.0
    assert figures["kinds"]["literal_accuracy"] == 1.0
