"""Training on two made-up corpora: it runs, repeats itself, and its file is what the resolver loads."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from geoinc.gazetteer import Gazetteer
from geoinc.learn.resolution import annotated, synthetic_sentences, train
from geoinc.learn.resolution.train import LinkingTally, RankerTrainer
from geoinc.model import Document, MentionKind
from geoinc.toponyms.resolve.resolver import ResolveOptions, Resolver


def rows() -> list[dict[str, object]]:
    texas = {"lat": 33.66, "lon": -95.56, "geonameid": "4717560"}
    france = {"lat": 48.85, "lon": 2.35, "geonameid": "2988507"}
    made: list[dict[str, object]] = []
    for number in range(12):
        at_home = number % 2 == 0
        text = f"Story {number}: Paris, Texas, is dry." if at_home else f"Story {number}: French police searched Paris."
        start = text.index("Paris")
        paris = {"start": start, "end": start + 5, **(texas if at_home else france)}
        overlapping = {"start": start, "end": start + 3, "lat": None, "lon": None, "geonameid": None}
        source = "https://dallasnews.com/a" if at_home else None
        made.append({"id": f"d{number}", "text": text, "source": source, "toponyms": [overlapping, paris]})
    return made


@pytest.fixture
def corpus(tmp_path: Path) -> Path:
    path = tmp_path / "made.jsonl"
    path.write_text("\n".join(json.dumps(row) for row in rows()), encoding="utf-8")
    return path


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(synthetic_sentences, "make", lambda _: [])


def test_the_longer_of_overlapping_toponyms_is_kept(corpus: Path, gazetteer: Gazetteer) -> None:
    first = next(annotated.load(corpus, gazetteer))
    assert [mention.text for mention in first.mentions] == ["Paris"]
    assert first.gold[0].id == "geonames:4717560"


@pytest.mark.usefixtures("quick")
def test_training_repeats_itself_and_its_file_is_loaded(corpus: Path, gazetteer: Gazetteer, tmp_path: Path) -> None:
    examples = list(annotated.load(corpus, gazetteer))
    paths = [tmp_path / name for name in ("one.npz", "two.npz")]
    for path in paths:
        train.save(RankerTrainer(gazetteer).fit(examples), path)
    assert paths[0].read_bytes() == paths[1].read_bytes()
    with np.load(paths[0]) as stored:
        assert {"prior.skip", "round0.hidden", "round1.none", "calibration"} <= set(stored.files)


@pytest.mark.usefixtures("quick")
def test_the_calibration_curve_rises(corpus: Path, gazetteer: Gazetteer) -> None:
    knots = RankerTrainer(gazetteer).fit(list(annotated.load(corpus, gazetteer))).calibration
    assert (np.diff(knots, axis=1) >= 0).all()
    assert knots.min() >= 0
    assert knots.max() <= 1


def test_the_packaged_weights_tell_the_corpus_apart(corpus: Path, gazetteer: Gazetteer) -> None:
    from geoinc.toponyms.resolve.resolver import default_model

    examples = list(annotated.load(corpus, gazetteer))
    tallies = train.judge(Resolver(gazetteer, default_model()), examples)
    assert tallies["made"].near == tallies["made"].linked == 12
    assert "acc@161 1.000" in tallies["made"].line("made")


def test_a_tally_counts_unresolved_as_wrong(gazetteer: Gazetteer) -> None:
    from geoinc.toponyms.resolve.resolver import default_model

    tally = LinkingTally()
    document = Document("Qwxzptlk burned")
    found = Resolver(gazetteer, default_model()).resolve(
        document, annotated.mentions_from_spans(document, [(0, 8)]), ResolveOptions()
    )
    tally.add(annotated.Gold(1.0, 1.0, None), found[0])
    assert (tally.linked, tally.near) == (1, 0)


def test_drills_are_answered_by_their_own_words(gazetteer: Gazetteer) -> None:
    made = synthetic_sentences.make(gazetteer)
    assert made == synthetic_sentences.make(gazetteer)
    for example in made:
        for mention, gold in zip(example.mentions, example.gold, strict=True):
            assert example.document.text[mention.start : mention.end] == mention.text
            assert gold.id is not None
        assert {mention.kind for mention in example.mentions} <= {MentionKind.LITERAL, MentionKind.DEMONYM}
