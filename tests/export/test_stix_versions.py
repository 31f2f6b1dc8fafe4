"""A STIX object keeps its id; its version moves when its content does, and only then."""

from __future__ import annotations

import dataclasses
import json
from pathlib import Path
from typing import Any

from stix2validator import ValidationOptions, validate_file

from geoinc.export.stix import write
from geoinc.model import Findings


def objects(path: Path) -> dict[str, dict[str, Any]]:
    return {o["id"]: o for o in json.loads(path.read_text("utf-8"))["objects"]}


def retitled(findings: Findings, title: str) -> Findings:
    first, *others = findings.incidents
    return dataclasses.replace(findings, incidents=(dataclasses.replace(first, title=title), *others))


def named(told: dict[str, dict[str, Any]], title: str) -> dict[str, Any]:
    return next(o for o in told.values() if o.get("name") == title and o["type"] == "incident")


def test_writing_again_changes_nothing(findings: Findings, tmp_path: Path) -> None:
    (path,) = write(findings, tmp_path / "a.stix.json")
    before = path.read_bytes()
    write(findings, path)
    assert path.read_bytes() == before
    (other,) = write(findings, tmp_path / "b.stix.json")
    assert objects(other).keys() == objects(path).keys()


def test_another_content_is_another_version_of_the_same_object(findings: Findings, tmp_path: Path) -> None:
    title = findings.incidents[0].title
    was = named(objects(write(findings, tmp_path / "a.stix.json")[0]), title)
    now = named(objects(write(retitled(findings, "Other"), tmp_path / "b.stix.json")[0]), "Other")
    assert was["id"] == now["id"]
    assert was["modified"] != now["modified"]


def test_a_bundle_that_is_replaced_gets_later_versions_of_what_changed_alone(
    findings: Findings, tmp_path: Path
) -> None:
    path = tmp_path / "a.stix.json"
    versions = []
    for title in ("One", "Two", "Three", "Four"):
        write(retitled(findings, title), path)
        versions.append(objects(path))
    changed = [named(told, title) for told, title in zip(versions, ("One", "Two", "Three", "Four"), strict=True)]
    assert len({o["id"] for o in changed}) == 1
    assert len({o["created"] for o in changed}) == 1
    stamps = [o["modified"] for o in changed]
    assert stamps == sorted(set(stamps))
    same = versions[0].keys() - {changed[0]["id"]}
    assert all(versions[0][name] == versions[3][name] for name in same)


def test_what_became_part_of_another_is_revoked_and_related_to_it(findings: Findings, tmp_path: Path) -> None:
    (path,) = write(findings, tmp_path / "a.stix.json")
    first, second, *others = findings.incidents
    gone = named(objects(path), second.title)["id"]
    both = dataclasses.replace(first, was=(second.id,))
    write(dataclasses.replace(findings, incidents=(both, *others)), path)
    told = objects(path)
    assert told[gone]["revoked"] is True
    [related] = [o for o in told.values() if o.get("relationship_type") == "duplicate-of"]
    assert (related["source_ref"], related["target_ref"]) == (gone, named(told, first.title)["id"])
    assert validate_file(str(path), ValidationOptions(version="2.1")).is_valid


def test_somebody_elses_bundle_teaches_nothing(findings: Findings, tmp_path: Path) -> None:
    (clean,) = write(findings, tmp_path / "a.stix.json")
    (tmp_path / "b").mkdir()
    path = tmp_path / "b" / "a.stix.json"
    for text in ("", "[]", '{"objects": 7}', '{"objects": [{"id": "x"}]}'):
        path.write_text(text, "utf-8")
        write(findings, path)
        assert path.read_bytes() == clean.read_bytes()
