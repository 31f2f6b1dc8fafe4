"""The layers in C say what the layers in numpy say."""

from __future__ import annotations

import json
import sysconfig
import tomllib
from collections.abc import Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest
from compiled_kernels import compiled
from hypothesis import given
from hypothesis import strategies as st

from geoinc import kernels
from geoinc.model import Document
from geoinc.text.sentences import sentences
from geoinc.text.syntax import compiled as layers
from geoinc.text.syntax.forms import AFFIXES, look
from geoinc.text.syntax.network import LONGEST, Network, load
from geoinc.text.syntax.shapes import HIDDEN, Weights
from geoinc.text.syntax.tokens import tokenize
from geoinc.text.syntax.whole_numbers import WholeTable, product

EXAMPLES = Path(__file__).parents[3] / "examples"


@pytest.fixture(scope="module", params=["", "-DNO_AVX512"])
def kernel(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> ModuleType:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CC", f"{sysconfig.get_config_var('CC') or 'cc'} {request.param}")
        return compiled("syntax", tmp_path_factory.mktemp("kernels"))


@pytest.fixture(scope="module")
def weights() -> Weights:
    return load()


def with_kernel(weights: Weights, kernel: ModuleType | None) -> Network:
    network = Network(weights, compiled=False)
    if kernel is not None:
        network._compiled = layers.CompiledLayers(kernel, weights, LONGEST)
    return network


def sentences_of(text: str) -> Iterator[list[str]]:
    for s in sentences(Document(text)):
        tokens = [t.form for t in tokenize(text, s.start, s.end)]
        yield from (tokens[i : i + LONGEST] for i in range(0, len(tokens), LONGEST))


def example_sentences() -> Iterator[list[str]]:
    with (EXAMPLES / "reports" / "worked.toml").open("rb") as stream:
        for report in tomllib.load(stream)["report"]:
            yield from sentences_of(report["text"])


def test_examples_are_read_as_in_numpy(kernel: ModuleType, weights: Weights) -> None:
    read = list(example_sentences())
    assert len(read) > 50
    assert with_kernel(weights, kernel).parse(read) == with_kernel(weights, None).parse(read)


def test_trees_of_a_network_that_knows_nothing_are_as_in_numpy(kernel: ModuleType, weights: Weights) -> None:
    """Random weights make cycles in most sentences."""
    rng = np.random.default_rng(5)
    tables = {name: rng.normal(0, 0.2, value.shape).astype(np.float32) for name, value in weights.tables.items()}
    blind = replace(weights, tables=tables)
    read = [*islice(example_sentences(), 60), ["a"], ["a", "b"], ["x"] * LONGEST]
    assert with_kernel(blind, kernel).parse(read) == with_kernel(blind, None).parse(read)


def test_sentences_without_words_and_none_at_all(kernel: ModuleType, weights: Weights) -> None:
    network = with_kernel(weights, kernel)
    assert network.parse([]) == []
    first, _, last = network.parse([[], ["Two", "guards", "died", "."], []])
    assert first.tags == last.heads == []


FORMS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=70) | st.sampled_from(
    ["lower", "Title", "NUMBER", "‹date›", "\ud800", "U.S.", "1st", "McKay", "-5", "İ", "’s"]
)


@given(st.lists(FORMS, min_size=1, max_size=20))
def test_a_form_is_seen_as_python_sees_it(kernel: ModuleType, forms: list[str]) -> None:
    seen = np.zeros((len(forms), 9), dtype=np.int32)
    left = set(kernel.look(forms, seen, AFFIXES))
    for i, form in enumerate(forms):
        known = look(form)
        if i not in left:
            word, shape, count = int(seen[i, 0].view(np.uint32)), int(seen[i, 1]), int(seen[i, 2])
            assert (word, shape, tuple(seen[i, 3 : 3 + count].tolist())) == (known.word, known.shape, known.affixes)
        else:
            assert not form.isascii() or len(form) > 64 or not known.affixes


def test_the_first_layers_of_unknown_and_strange_forms_are_as_in_numpy(kernel: ModuleType, weights: Weights) -> None:
    forms = ["Gunmen", "gunmen", "Zqxwvut", "‹date›", "1st", "’s", "\ud800", "lower", "x" * 70]
    found = np.zeros((len(forms), 4 * HIDDEN), dtype=np.float32)
    layers.CompiledLayers(kernel, weights, LONGEST).first(forms, found)
    first = Network(weights, compiled=False)._first_layer(forms)
    assert (found[:, :HIDDEN] == first).all()
    table = WholeTable.of(weights.tables["conv0.w"])
    assert (found[:, HIDDEN:] == product(first, table, np.arange(len(forms)))).all()
    assert np.allclose(found[:, HIDDEN:], first @ weights.tables["conv0.w"], atol=1e-3)


def test_tables_of_another_size_are_refused(kernel: ModuleType, weights: Weights) -> None:
    reader = layers.CompiledLayers(kernel, weights, LONGEST)
    known = np.zeros((3, 4 * HIDDEN), dtype=np.float32)
    with pytest.raises(ValueError, match="not in the table"):
        reader.parse(known, [3], [1])
    with pytest.raises(ValueError, match="more or fewer words"):
        reader.parse(known, [0, 1], [1])
    with pytest.raises(ValueError, match="longer than"):
        reader.parse(known, [0] * (LONGEST + 1), [LONGEST + 1])
    with pytest.raises(ValueError, match="another size"):
        reader.parse(known[:, :100].copy(), [0], [1])
    with pytest.raises(ValueError, match="another size"):
        reader.first(["a", "b"], known)
    with pytest.raises(TypeError):
        kernel.parse(())
    with pytest.raises(ValueError, match="one row a form"):
        kernel.look(["a"], known, AFFIXES)


def test_a_kernel_of_another_version_is_left_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    other = ModuleType("_syntax")
    other.INTERFACE = layers.INTERFACE + 1  # type: ignore[attr-defined]
    monkeypatch.setattr(kernels, "import_module", lambda _: other)
    assert layers.kernel() is None


def test_without_the_kernel_numpy_reads(monkeypatch: pytest.MonkeyPatch, weights: Weights) -> None:
    def missing(name: str) -> ModuleType:
        raise ImportError(name)

    monkeypatch.setattr(kernels, "import_module", missing)
    assert Network(weights)._compiled is None
    assert Network(weights).parse([["Fire"]])[0].heads == [-1]


def test_local_news_is_read_as_in_numpy(kernel: ModuleType, weights: Weights) -> None:
    news = EXAMPLES.parent.parent / "shared" / "data" / "corpora" / "lgl.jsonl"
    if not news.is_file():
        pytest.skip("../shared/data is not there")
    read: list[list[str]] = []
    with news.open(encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % 20 == 0:
                read += sentences_of(json.loads(line)["text"])
    assert with_kernel(weights, kernel).parse(read) == with_kernel(weights, None).parse(read)
