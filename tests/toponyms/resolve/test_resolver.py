from __future__ import annotations

import pickle
import random
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geoinc.gazetteer import Gazetteer
from geoinc.model import Document, Mention, MentionKind, Reason, Resolution
from geoinc.toponyms.resolve import learn_sources, mentions_from_spans, resolve_mentions

Resolve = Callable[..., list[Resolution]]


def ids(found: list[Resolution]) -> list[str | None]:
    return [resolution.place and resolution.place.id for resolution in found]


def test_the_well_known_place_is_meant_without_context(resolve: Resolve) -> None:
    assert ids(resolve("Police in Paris arrested two men.", "Paris")) == ["geonames:2988507"]


@pytest.mark.parametrize(
    "text", ["A fire in Paris, Texas.", "Police in Paris in Texas said so.", "Paris (Texas) has a new mayor."]
)
def test_a_container_singles_out_the_lesser_place(resolve: Resolve, text: str) -> None:
    assert ids(resolve(text, "Paris", "Texas")) == ["geonames:4717560", "geonames:4736286"]


def test_one_name_may_mean_two_places_where_the_text_says_so(resolve: Resolve) -> None:
    found = resolve("From Paris, Texas, to Paris, France, it is far.", "Paris", "Texas", "Paris", "France")
    assert ids(found)[::2] == ["geonames:4717560", "geonames:2988507"]


def test_a_demonym_is_resolved_and_never_pinned(resolve: Resolve) -> None:
    (found,) = resolve("The Syrian army denied it.", "Syrian")
    assert found.place.name == "Syria"
    assert found.mention.kind is MentionKind.DEMONYM
    assert not found.pinned


def test_the_unit_is_meant_where_a_class_word_says_so(resolve: Resolve) -> None:
    found = resolve("Shelling near Khusham in Deir ez-Zor province.", "Khusham", "Deir ez-Zor province")
    assert ids(found) == ["geonames:167899", "geonames:170792"]


def test_an_unknown_name_has_a_reason_and_no_place(resolve: Resolve) -> None:
    (found,) = resolve("The village of Qwxzptlk burned.", "Qwxzptlk")
    assert found.place is None
    assert found.reason is Reason.UNKNOWN_NAME
    assert found.alternatives == ()


def test_the_threshold_trades_coverage_for_precision(gazetteer: Gazetteer) -> None:
    document = Document("They met in Paris.")
    mentions = mentions_from_spans(document, [(12, 17)])
    (found,) = resolve_mentions(document, mentions, gazetteer, min_probability=1.0)
    assert found.place is None
    assert found.reason in {Reason.LOW_CONFIDENCE, Reason.AMBIGUOUS}
    assert found.alternatives


def test_alternatives_are_ranked_and_their_probabilities_sum_to_one_at_most(resolve: Resolve) -> None:
    (found,) = resolve("They met in Paris.", "Paris")
    stated = [alternative.probability for alternative in found.alternatives]
    assert stated == sorted(stated, reverse=True)
    assert sum(stated) <= 1 + 1e-5


def test_mentions_come_back_in_the_callers_order(gazetteer: Gazetteer) -> None:
    document = Document("Paris and London and Dallas")
    mentions = mentions_from_spans(document, [(0, 5), (10, 16), (21, 27)])
    random.Random(3).shuffle(mentions)
    assert [r.mention for r in resolve_mentions(document, mentions, gazetteer)] == mentions


def test_no_mentions_no_resolutions(gazetteer: Gazetteer) -> None:
    assert resolve_mentions(Document(""), [], gazetteer) == []


class Capitals:
    """Takes the names it is told for mentions."""

    def __init__(self, *names: str) -> None:
        self.names = names

    def recognize(self, document: Document) -> list[Mention]:
        found = [(document.text.find(name), name) for name in self.names]
        return [Mention(start, start + len(name), name) for start, name in sorted(found) if start >= 0]


def test_an_outlets_home_decides_between_its_namesakes(resolve: Resolve, gazetteer: Gazetteer) -> None:
    articles = [
        Document(
            f"Story {number}. Dallas and Georgetown, Texas, and Dallas again.", source="https://herald.example.com/a"
        )
        for number in range(6)
    ]
    learned = learn_sources(articles, Capitals("Dallas", "Georgetown", "Texas"), gazetteer)
    text = "The council of Paris met on Monday."
    (blind,) = resolve(text, "Paris", source="herald.example.com")
    (home,) = resolve(text, "Paris", source="herald.example.com", sources=learned)
    assert blind.place.country == "FR"
    assert home.place.admin1 == "Texas"
    (other,) = resolve(text, "Paris", source="elsewhere.example.org", sources=learned)
    assert other == blind
    assert pickle.loads(pickle.dumps(learned)).homes.keys() == learned.homes.keys()


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(min_size=1, max_size=40), st.data())
def test_any_text_resolves_with_its_spans_kept(gazetteer: Gazetteer, text: str, data: st.DataObject) -> None:
    cuts = sorted(set(data.draw(st.lists(st.integers(0, len(text)), min_size=2, max_size=8))))
    spans = list(zip(cuts[::2], cuts[1::2], strict=False))
    document = Document(text)
    found = resolve_mentions(document, mentions_from_spans(document, spans, gazetteer), gazetteer)
    assert [(r.mention.start, r.mention.end) for r in found] == spans
    assert all(text[r.mention.start : r.mention.end] == r.mention.text for r in found)
    assert all(0 <= r.probability <= 1 for r in found)
    assert all((r.place is None) == (r.reason is not None) for r in found)
