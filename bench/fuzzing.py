"""Coverage-guided fuzzing of every target: ``python bench/fuzzing.py [--seconds 300] [--only NAME]``.

Each target runs in a process of its own under atheris (libFuzzer), which keeps what reaches new code in
``output/fuzz/TARGET``. What escapes is kept once a kind in ``output/fuzz/crashes`` with its traceback, and the run goes
on. At the end the executions and the kinds found are printed.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import subprocess
import sys
import time
import traceback
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent
TESTS = ROOT / "tests"
HOME = ROOT / "output" / "fuzz"
MAX_BYTES = 4_096
TIMEOUT_S = 60
MEMORY_MB = 2_500
NOTE_S = 2.0


def one(name: str, seconds: int) -> None:
    """Fuzz one target in this process."""
    import atheris

    with atheris.instrument_imports(include=["geoinc"]):
        from fuzz.targets import targets

        target = next(target for target in targets() if target.name == name)
        for seed in target.seeds:
            _tried(target.run, seed, {}, name)
    kinds: dict[str, int] = {}
    count, told = 0, time.monotonic()

    def run(data: bytes) -> None:
        nonlocal count, told
        count += 1
        _tried(target.run, data, kinds, name)
        if time.monotonic() - told > NOTE_S:  # libFuzzer leaves without a word
            _note(name, count, kinds)
            told = time.monotonic()

    corpus = HOME / name.replace(" ", "_").replace("/", "_")
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(target.seeds):
        (corpus / f"seed-{number}").write_bytes(seed)
    atheris.Setup(
        [
            "fuzz",
            f"-max_total_time={seconds}",
            f"-max_len={max(MAX_BYTES, 2 * max(map(len, target.seeds)))}",
            f"-timeout={TIMEOUT_S}",
            f"-rss_limit_mb={MEMORY_MB}",
            f"-artifact_prefix={HOME / 'crashes'}/",
            "-verbosity=0",
            str(corpus),
        ],
        run,
    )
    atheris.Fuzz()


def _tried(run: object, data: bytes, kinds: dict[str, int], name: str) -> None:
    from geoinc.errors import GeoincError

    try:
        run(data)  # type: ignore[operator]
    except GeoincError as error:
        str(error)
    except Exception as error:  # noqa: BLE001 - this is what is looked for
        own = [frame for frame in traceback.extract_tb(error.__traceback__) if "geoinc" in frame.filename]
        last = own[-1]
        kind = f"{type(error).__name__} {Path(last.filename).name}:{last.lineno}"
        kinds[kind] = kinds.get(kind, 0) + 1
        if kinds[kind] == 1:
            stem = re.sub(r"[^\w.-]+", "_", f"{name}-{kind}")
            (HOME / "crashes" / f"{stem}.input").write_bytes(data)
            (HOME / "crashes" / f"{stem}.txt").write_text("".join(traceback.format_exception(error)), errors="replace")


def _note(name: str, count: int, kinds: dict[str, int]) -> None:
    path = HOME / "counts" / f"{name.replace(' ', '_').replace('/', '_')}-{os.getpid()}.json"
    path.write_text(json.dumps({"target": name, "executions": count, "kinds": kinds}))


def counts() -> tuple[dict[str, int], dict[str, set[str]]]:
    """Return executions and kinds found by target, of all runs so far."""
    executions: dict[str, int] = {}
    kinds: dict[str, set[str]] = {}
    for path in sorted((HOME / "counts").glob("*.json")):
        try:
            found = json.loads(path.read_text())
        except ValueError:  # its process was ended while it wrote
            continue
        executions[found["target"]] = executions.get(found["target"], 0) + found["executions"]
        kinds.setdefault(found["target"], set()).update(found["kinds"])
    return executions, kinds


def main() -> None:
    """Fuzz all targets one after the other, each for some time."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=300, help="for each target")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--only", action="append", help="the name of a target; repeat for more")
    parser.add_argument("--counts", action="store_true", help="only print what was done so far")
    parser.add_argument("--one", help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    for folder in ("crashes", "counts"):
        (HOME / folder).mkdir(parents=True, exist_ok=True)
    if chosen.one:
        one(chosen.one, chosen.seconds)
        return
    if not chosen.counts:
        from fuzz.targets import targets

        names = [target.name for target in targets() if not chosen.only or target.name in chosen.only]
        for _ in range(chosen.rounds):
            for name in names:
                command = [sys.executable, str(HERE / "fuzzing.py"), "--one", name, "--seconds", str(chosen.seconds)]
                with (HOME / "last.log").open("wb") as log:
                    ended = subprocess.run(command, stdout=log, stderr=log, check=False)
                if ended.returncode:
                    print(f"{name}: ended with status {ended.returncode}; see {HOME / 'crashes'}", flush=True)
    executions, kinds = counts()
    for name, count in executions.items():
        print(f"{count:>12,} {name}{''.join(f' [{kind}]' for kind in sorted(kinds[name]))}")
    print(f"{sum(executions.values()):>12,} executions, {sum(map(len, kinds.values()))} kinds of escapes")


if __name__ == "__main__":
    sys.path[:0] = [str(TESTS), str(ROOT)]
    main()
