from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from geoinc.errors import InputError
from geoinc.evaluate import languages
from geoinc.language import wordbook
from geoinc.model import Document, Findings
from geoinc.pipeline import Pipeline

EVENTS = Path(__file__).parents[2] / "examples" / "languages"


def test_every_event_reads_and_its_names_stand_in_its_reports() -> None:
    events = [languages.read(path) for path in sorted(EVENTS.glob("*.toml"))]
    assert len(events) >= 20
    for event in events:
        assert len(event.reports) >= 6
        for code, names in event.names.items():
            assert len(names) == len(event.places)
            assert all(name in event.reports[code].text for name in names)


@pytest.mark.parametrize("folder", ["longer", "wires"])
def test_longer_reports_and_wires_read_and_their_keys_stand_in_them(folder: str) -> None:
    for path in sorted((EVENTS / folder).glob("*.toml")):
        event = languages.read(path)
        for code, document in event.reports.items():
            assert all(name in document.text for name in event.names[code])
            keys = [one for who in event.roles.get(code, {}).values() for key in who for one in key.split("|")]
            assert all(key in document.text for key in keys)


def test_roles_and_events_beside_it_are_scored() -> None:
    event = languages.read(EVENTS / "longer" / "03-nikopol.toml")
    pipeline = Pipeline.default()
    scores = languages.score([event], lambda documents: pipeline.run(documents).findings)["languages"]["ru"]
    shares = {name: value["share"] for name, value in scores.items()}
    assert (shares["attackers"], shares["attackers wrong"], shares["other events"]) == (1.0, 0.0, 1.0)
    assert shares["scene over 50 km off"] == 0.0


def test_an_event_is_scored_by_language_and_as_one() -> None:
    event = languages.read(EVENTS / "01-khusham.toml")
    pipeline = Pipeline.default()
    scores = languages.score([event], lambda documents: pipeline.run(documents).findings)
    assert set(scores["languages"]) == {"ar", "en", "es", "fr", "ru", "uk"}
    for code in ("ar", "ru", "fr"):
        shares = {name: value["share"] for name, value in scores["languages"][code].items()}
        assert (shares["names found"], shares["right toll"], shares["scene within 20 km"]) == (1.0, 1.0, 1.0)
        assert shares["names resolved wrongly"] == 0.0
    assert scores["events told as one"]["share"] == 1.0
    assert any(line.split()[:2] == ["right", "toll"] for line in languages.as_lines(scores))


def test_incidents_are_asked_where_they_are_read(monkeypatch: pytest.MonkeyPatch) -> None:
    event = languages.read(EVENTS / "wires" / "31-beledweyne.toml")
    somali = wordbook.load("so")
    assert somali is not None
    monkeypatch.setattr(wordbook, "load", lambda _code: replace(somali, reads=("places",)))
    pipeline = Pipeline.default()
    scores = languages.score([event], lambda documents: pipeline.run(documents).findings)
    assert set(scores["languages"]) == {"so"}
    assert all("right toll" not in shares for shares in scores["languages"].values())
    assert scores["events told as one"]["of"] == 0


def test_what_is_not_found_counts_against() -> None:
    event = languages.read(EVENTS / "01-khusham.toml")

    def nothing(documents: list[Document]) -> Findings:
        return Findings(documents=tuple(documents), resolutions={d.id: () for d in documents})

    scores = languages.score([event], nothing)  # type: ignore[arg-type]
    assert scores["languages"]["ar"]["names found"]["share"] == 0.0
    assert scores["languages"]["ar"]["as in English"]["share"] == 0.0
    assert scores["events told as one"]["share"] == 0.0


@pytest.mark.parametrize("text", ["x", 'published = 2025-01-01\n[en]\ntext = "a"', "places = 3"])
def test_a_bad_file_is_named(tmp_path: Path, text: str) -> None:
    path = tmp_path / "event.toml"
    path.write_text(text, "utf-8")
    with pytest.raises(InputError, match=r"event\.toml"):
        languages.read(path)
