"""A document that takes too long costs itself alone, wherever it is held up."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

import geoinc
from geoinc import limits, settings
from geoinc.cli import main as command_line
from geoinc.errors import LimitError
from geoinc.limits import time_limit
from geoinc.model import Document
from geoinc.pipeline import Pipeline
from geoinc.read import inputs
from geoinc.read.records import WHOLE, Range, ReadOptions, Record, Source

SLOW = "This one never ends."
REPORT = "A bomb exploded at a market in Aden on Monday, killing three people."
HOURS = 7200


def held_up() -> None:
    time.sleep(HOURS)


def alarm() -> tuple[float, float]:
    return signal.getitimer(signal.ITIMER_REAL)


@pytest.fixture
def _no_alarm() -> Iterator[None]:
    """Take the test's own alarm away for its time."""
    left, interval = signal.setitimer(signal.ITIMER_REAL, 0)
    yield
    signal.setitimer(signal.ITIMER_REAL, left, interval)


@pytest.mark.usefixtures("_no_alarm")
def test_the_alarm_of_whoever_runs_this_goes_on() -> None:
    signal.setitimer(signal.ITIMER_REAL, 1000, 7)
    with pytest.raises(LimitError), time_limit(0.05):
        held_up()
    left, interval = alarm()
    assert 900 < left < 1000
    assert interval == 7
    with pytest.raises(LimitError, match=r"0\.2 s"), time_limit(0.2), time_limit(HOURS):
        held_up()


def test_who_takes_any_error_of_the_system_for_its_own_is_told_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_AGAIN_S", 0.05)
    swallowed = []

    def deaf() -> None:
        try:
            held_up()
        except OSError as error:
            swallowed.append(error)
            held_up()

    with pytest.raises(LimitError), time_limit(0.05):
        deaf()
    assert len(swallowed) == 1


@pytest.fixture
def _slow_pipeline(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a document never end; what the first one of a process loads is loaded."""
    geoinc.map_incidents(REPORT)
    read = Pipeline.read

    def slow(self: Pipeline, document: Document, **options: object) -> object:
        if SLOW in document.text:
            held_up()
        return read(self, document, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(Pipeline, "read", slow)


@pytest.mark.usefixtures("_slow_pipeline")
def test_a_document_that_never_ends_is_noted_and_the_others_come_through() -> None:
    given = [Document(SLOW, id="slow"), Document(REPORT, id="good")]
    report = geoinc.map_incidents(given, seconds_per_document=2)
    assert [document.id for document in report.documents] == ["good"]
    assert "slow: it could not be read (it took longer than 2 s); the others went through" in report.notes
    (lost,) = geoinc.pipe([given[0]], seconds_per_document=2)
    assert len(lost.documents) == 0


@pytest.mark.usefixtures("_slow_pipeline")
def test_the_environment_sets_the_limit(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GEOINC_SECONDS_PER_DOCUMENT", "2")
    settings.default.cache_clear()
    try:
        report = Pipeline.default().run([Document(SLOW, id="slow")])
    finally:
        monkeypatch.undo()
        settings.default.cache_clear()
    assert any("longer than 2 s" in note for note in report.notes)


@pytest.mark.usefixtures("_slow_pipeline")
def test_the_command_maps_the_others_and_ends_with_3(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, text in (("slow", SLOW), ("good", REPORT)):
        (tmp_path / f"{name}.txt").write_text(text)
    words = ["map", tmp_path / "slow.txt", tmp_path / "good.txt", "-o", tmp_path, "-f", "csv", "--time-limit", "2"]
    monkeypatch.setattr("sys.argv", ["geoinc", *map(str, words)])
    with pytest.raises(SystemExit) as ended:
        command_line.main()
    assert ended.value.code == 3
    told = capsys.readouterr().err
    assert "slow.txt: it could not be read (it took longer than 2 s); the others went through" in told
    assert "1 of the inputs could not be used" in told
    assert "Aden" in (tmp_path / "incidents.csv").read_text()


def test_a_file_that_is_never_read_to_its_end_costs_itself_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a.csv").write_text("text\nNothing\n")
    (tmp_path / "b.txt").write_text(REPORT)
    records = inputs.records

    def slow(source: Source, options: ReadOptions, span: Range = WHOLE) -> Iterator[Record]:
        for record in records(source, options, span):
            yield record
            if source.ending == ".csv":
                held_up()

    monkeypatch.setattr(inputs, "records", slow)
    found = list(inputs.documents([tmp_path / "a.csv", tmp_path / "b.txt"], limit_s=0.3))
    assert [record.document is not None for record in found] == [True, False, True]
    assert found[1].why == "it took longer than 0.3 s; what comes after that in it was not read"


def test_an_entry_that_is_never_read_to_its_end_costs_itself_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import zipfile

    from geoinc.read import text

    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        for name in ("1.txt", "2.txt", "3.txt"):
            archive.writestr(name, REPORT if name != "2.txt" else SLOW)
    own = text.decode

    def slow(*given: object, **options: object) -> object:
        found = own(*given, **options)  # type: ignore[arg-type]
        if SLOW in str(found):
            held_up()
        return found

    monkeypatch.setattr(text, "decode", slow)
    found = list(inputs.documents([tmp_path / "a.zip"], limit_s=0.3))
    assert [record.document is not None for record in found] == [True, False, True]
    assert found[1].why == "it took longer than 0.3 s"
