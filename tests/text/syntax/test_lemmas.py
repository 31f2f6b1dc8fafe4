from __future__ import annotations

import pytest

from geoinc.text.syntax.lemmas import lemma


@pytest.mark.parametrize(
    ("form", "fine", "base"),
    [("struck", "VBD", "strike"), ("seized", "VBN", "seize"), ("robbed", "VBN", "rob"), ("killed", "VBD", "kill"),
     ("occupied", "VBN", "occupy"), ("dying", "VBG", "die"), ("flees", "VBZ", "flee"), ("clashes", "NNS", "clash"),
     ("gunmen", "NNS", "gunman"), ("bodies", "NNS", "body"), ("Children", "NNS", "child"), ("was", "VBD", "be"),
     ("houses", "NNS", "house"), ("evacuated", "VBN", "evacuate"), ("patrolling", "VBG", "patrol"), ("Gao", "NNP", "gao")],
)  # fmt: skip
def test_base_forms(form: str, fine: str, base: str) -> None:
    known = {"patrol", "rob", "seize", "kill", "evacuate"}
    assert lemma(form, fine, known.__contains__) == base


def test_a_known_word_decides_between_bases() -> None:
    assert lemma("raged", "VBD", {"rag"}.__contains__) == "rag"
    assert lemma("raged", "VBD", {"rage"}.__contains__) == "rage"
    assert lemma("Khusham", "NNP") == "khusham"
