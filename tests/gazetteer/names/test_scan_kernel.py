"""The walk of the names' tree in C finds what Python finds, and refuses bytes that are no such tree."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from types import ModuleType

import pytest
from compiled_kernels import compiled
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geoinc.gazetteer import Gazetteer
from geoinc.gazetteer.file import store
from geoinc.gazetteer.names import scan
from geoinc.gazetteer.names.fold import fold
from geoinc.gazetteer.names.scan import Scanner
from geoinc.testing import gazetteer as made_of
from geoinc.testing import place

REPORTS = Path(__file__).parents[3] / "examples" / "reports" / "worked.toml"
NAMES = [
    "Paris", "New York", "York", "New York City", "Sana'a", "Deir ez-Zor", "St. Louis", "Coeur d'Alene", "Omar", "al-Omar",
    "Düsseldorf", "Wadi 'Ara", "Дейр-эз-Зор", "دير الزور", "Đồng Hới", "A&B Ranch", "Mount Ayr", "N'Djamena", "U.S.",
]  # fmt: skip
JOINTS = [
    " ",
    "  ",
    ". ",
    ".",
    "\n",
    "\n\n",
    " \n ",
    "'",
    "’",
    " '",
    "-",
    "&",
    "_",
    "½",
    "ß",
    "\u0301",
    "é",
    "(",
    "東",
    "🙂",
    "\ud800",
    "",
]


@pytest.fixture(scope="module")
def kernel(tmp_path_factory: pytest.TempPathFactory) -> ModuleType:
    return compiled("names", tmp_path_factory.mktemp("kernels"))


@pytest.fixture(scope="module")
def few() -> Gazetteer:
    return made_of([place(name, i + 1, i + 1) for i, name in enumerate(NAMES)])


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return Gazetteer.default()


def both(kernel: ModuleType, gazetteer: Gazetteer, texts: list[str], *, any_case: bool) -> Iterator[tuple[object, ...]]:
    """Yield each text with what is found by the kernel (None where it leaves the text to Python), and without it."""
    with pytest.MonkeyPatch.context() as patch:
        quick, slow = Scanner(gazetteer.store), Scanner(gazetteer.store)
        patch.setattr(quick, "_tree", kernel.tree(gazetteer.store.container.buffer("keys")))
        for text in texts:
            patch.setattr(scan, "KERNEL", kernel)
            found = quick._find_by_kernel(text, any_case=any_case)
            patch.setattr(scan, "KERNEL", None)
            yield text, found, slow._find(text, any_case=any_case)


PIECES = st.sampled_from([*NAMES, "the", "el", "al", "St", "Mayor", "x", "New", "Deir", "ez"])


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.tuples(PIECES, st.sampled_from(JOINTS)), max_size=12))
def test_names_are_the_same(kernel: ModuleType, few: Gazetteer, pieces: list[tuple[str, str]]) -> None:
    text = "".join(name + joint for name, joint in pieces)
    for any_case in (False, True):
        for _, quick, slow in both(kernel, few, [text], any_case=any_case):
            assert quick is None or quick == slow


def test_reports_are_for_the_kernel_and_the_same(kernel: ModuleType, gazetteer: Gazetteer) -> None:
    with REPORTS.open("rb") as stream:
        texts = [report["text"] for report in tomllib.load(stream)["report"]]
    for any_case in (False, True):
        for _, quick, slow in both(kernel, gazetteer, texts, any_case=any_case):
            assert quick == slow


@pytest.mark.parametrize(
    "text",
    ["東京 New York", "New_York", "Straßburg, New York", "\U00020000 Paris", "Du\u0308sseldorf"],
)
def test_what_is_not_for_the_kernel_is_left_to_python(kernel: ModuleType, few: Gazetteer, text: str) -> None:
    [(_, quick, _)] = both(kernel, few, [text], any_case=False)
    assert quick is None


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.text(max_size=9) | PIECES.map(fold) | st.tuples(PIECES.map(fold), st.sampled_from("xé ")).map("".join))
def test_whole_names_are_looked_up_the_same(kernel: ModuleType, few: Gazetteer, name: str) -> None:
    tree, name = kernel.tree(few.store.container.buffer("keys")), fold(name)
    expected = few.store.keys.get(name)
    assert kernel.key(tree, name) == expected
    assert kernel.numbers(tree, [name, "paris", name]) == [expected, few.store.keys["paris"], expected]


def test_all_names_are_looked_up_the_same(kernel: ModuleType, gazetteer: Gazetteer) -> None:
    tree, names = kernel.tree(gazetteer.store.container.buffer("keys")), list(islice(gazetteer.store.keys, 0, None, 97))
    assert kernel.numbers(tree, names) == [gazetteer.store.keys[name] for name in names]
    others = [name[:-1] + "q" for name in names]
    assert kernel.numbers(tree, others) == list(map(gazetteer.store.keys.get, others))
    for ask in (lambda: kernel.key(tree, "\ud800"), lambda: kernel.numbers(tree, ["a", "\ud800"])):
        with pytest.raises(UnicodeEncodeError):
            ask()


@pytest.mark.parametrize(
    "name", ["paris", "pariss", "prais", "sanaa", "new yok", "st louis", "x", "", "aa", "q" * 2_000, "q" * 3_000]
)
def test_misspelled_names_are_found_the_same(
    kernel: ModuleType, few: Gazetteer, gazetteer: Gazetteer, name: str
) -> None:
    for world in (few, gazetteer):
        tree = kernel.tree(world.store.container.buffer("keys"))
        found = kernel.misspelled(tree, name, store.LETTERS)
        assert set(found) == {
            world.store.keys[other] for other in store.one_letter_off(name) if other in world.store.keys
        }


@pytest.mark.parametrize("codes", [range(0x250), range(0x250, 0xFFFF, 7), range(0xFFF0, scan.MAX_CODE, 97)])
def test_what_the_kernel_knows_of_signs_is_what_the_patterns_say(codes: range) -> None:
    for sign in map(chr, codes):
        _, _, first, letter, in_token, *_ = map(bool, scan._SignTable._facts(sign, ""))
        names, words = (scan._token_pattern(ascii_only=sign.isascii(), any_case=case) for case in (False, True))
        assert first == bool(names.fullmatch(sign)), ascii(sign)
        assert letter == bool(words.fullmatch(sign)), ascii(sign)
        assert in_token == bool(words.fullmatch(f"a{sign}")), ascii(sign)


def test_long_texts_are_read(kernel: ModuleType, few: Gazetteer) -> None:
    texts = [
        "New " * 100_000 + "York",
        "'" * 100_000,
        "\n " * 100_000,
        "New" + " '" * 5_000 + "York",
        "A." * 50_000,
        "X" * 300_000,
    ]
    for _, quick, slow in both(kernel, few, texts, any_case=False):
        assert quick == slow


def test_bytes_that_are_no_tree_are_refused(kernel: ModuleType) -> None:
    for data in (b"", b"We love Marisa.", b"We love Marisa.\0", b"We love Marisa.\0" + b"\xff" * 999, b"x" * 999):
        with pytest.raises(ValueError, match="no tree of names"):
            kernel.tree(memoryview(data))


def test_a_damaged_tree_is_refused_or_read_as_it_is(kernel: ModuleType, gazetteer: Gazetteer) -> None:
    whole, rng = bytes(gazetteer.store.container.buffer("keys")), random.Random(5)
    scanner = Scanner(gazetteer.store)
    with REPORTS.open("rb") as stream:
        texts = [report["text"] for report in tomllib.load(stream)["report"][:3]]
    refused = 0
    for _ in range(300):
        data = bytearray(whole)
        for _ in range(rng.choice((1, 9, 200, 5_000))):
            data[rng.randrange(len(data))] = rng.randrange(256)
        try:
            tree = kernel.tree(memoryview(bytes(data[: rng.choice((None, None, rng.randrange(len(data))))])))
            for text in texts:
                hits, stopped = kernel.scan(tree, text, 1, *scanner._asked)
                assert all(0 <= start < end <= len(text) for start, end, _ in hits)
                assert all(text[hits[at][1]] == "." for at in stopped)
        except ValueError:
            refused += 1
    assert refused


def test_tables_that_do_not_fit_are_refused(kernel: ModuleType, few: Gazetteer) -> None:
    tree, (table, spelled) = kernel.tree(few.store.container.buffer("keys")), scan._signs().arrays
    with pytest.raises(ValueError, match="do not fit"):
        kernel.scan(tree, "Paris", 0, (table, spelled[:9]), (), ())
    assert kernel.scan(tree, "Paris", 0, (table[:9], spelled), (), ()) is None
    with pytest.raises(ValueError, match="Capsule"):
        kernel.scan(object(), "Paris", 0, (table, spelled), (), ())
