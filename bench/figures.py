"""Figures with their intervals: ``python bench/figures.py DATA [--only NAME]`` runs every command of figures.toml.

What the commands print is kept in ``bench/figures.json`` (counts, not shares), from which ``--show`` makes
``docs/figures.md`` and its pictures, so that no figure of that page is without a command. Intervals are Wilson's score
intervals of 95 % (Wilson 1927): of the sampling of rows, not of what differs between these rows and yours.
"""

from __future__ import annotations

import argparse
import json
import math
import subprocess
import sys
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).resolve().parent
DOCS = HERE.parent / "docs"
STORE = HERE / "figures.json"
Z = 1.959964
"""The normal quantile of 95 %, two-sided."""

PERCENTS = {
    "found": "rows",
    "within_5_km": "found rows",
    "over_50_km": "found rows",
    "coverage50": "found rows",
    "coverage90": "found rows",
}
"""Shares of ``evaluate locations``, in percent, and what they are shares of."""

STATED = {"coverage50": 0.5, "coverage90": 0.9}
VALUES = ("error_median_km", "error_p90_km", "area90_median_km2")


def wilson(right: float, of: float) -> tuple[float, float]:
    """Return Wilson's interval of a share.

    >>> [round(bound, 3) for bound in wilson(9, 10)]
    [0.596, 0.982]
    """
    if of <= 0:
        return 0.0, 1.0
    share, spread = right / of, Z * Z / of
    centre = (share + spread / 2) / (1 + spread)
    half = Z / (1 + spread) * math.sqrt(share * (1 - share) / of + spread / (4 * of))
    return max(0.0, centre - half), min(1.0, centre + half)


def counted(report: dict[str, Any]) -> dict[str, Any]:
    """Return what a command printed as measures (right, of), values without an interval, and bins of calibration."""
    if "languages" in report or "bulletins" in report:
        return {"measures": dict(_shares(report)), "bins": []}
    (scores,) = report.values()
    if "all" in scores:
        return _of_locations(scores["all"])
    scores = scores.get("one", scores)
    measures = {name: [found["right"], found["of"]] for name, found in scores["measures"].items()}
    return {"measures": measures, "bins": scores.get("bins", [])}


def _shares(found: dict[str, Any], *names: str) -> Iterator[tuple[str, list[int]]]:
    """Yield the shares of any depth of a report, each under the names on the way to it."""
    if {"right", "of"} <= found.keys():
        if found["of"]:
            yield ", ".join(names), [found["right"], found["of"]]
        return
    for name, inner in found.items():
        yield from _shares(inner, *names, *(() if name in _GROUPS else (name,)))


_GROUPS = frozenset({"languages", "bulletins", "stories"})
"""Names that say what all of a report is."""


def _of_locations(numbers: dict[str, Any]) -> dict[str, Any]:
    rows = numbers["rows"]
    found = round(rows * numbers["found"] / 100)
    measures, bins = {}, []
    for name, of in PERCENTS.items():
        if numbers.get(name) is None:
            continue
        total = rows if of == "rows" else found
        right = round(total * numbers[name] / 100)
        label = {"found": "found", "within_5_km": "within 5 km, of found", "over_50_km": "over 50 km off, of found"}
        measures[label.get(name, f"area{name[-2:]} holds the truth, of found")] = [right, total]
        if name in STATED:
            bins.append({"stated": STATED[name], "right": right, "of": total})
    return {"measures": measures, "bins": bins, "values": {name: numbers.get(name) for name in VALUES}}


def run(chosen: dict[str, Any], data: Path) -> dict[str, Any]:
    """Run a command and return what it counted."""
    command = [part.replace("{data}", str(data)) for part in chosen["command"]]
    program = [sys.executable, "-P", "-m", "geoinc", *command]
    return counted(
        json.loads(subprocess.run(program, check=True, capture_output=True, text=True, cwd=HERE.parent).stdout)
    )


def page(runs: list[dict[str, Any]], peers: list[dict[str, str]], results: dict[str, Any]) -> str:
    """Return docs/figures.md."""
    lines = [
        "# Figures",
        "",
        "Made by `make figures`: each table by the command above it, each share with its 95 % interval (Wilson), which is",
        "that of drawing these rows from more of their kind. Rows of another kind may lie outside it: docs/evaluation.md says",
        "what goes wrong where, and has the cross-validated scores of recognition and resolution, which take hours.",
    ]
    for chosen in runs:
        found = results.get(chosen["name"])
        if found is None:
            continue
        command = " ".join(chosen["command"]).replace("{data}", "DATA")
        lines += ["", f"## {chosen['title']}", "", f"    geoinc {command}", "", chosen["seen"], ""]
        lines += ["| share of | | 95 % interval | right / of |", "|---|---|---|---|"]
        for name, (right, of) in found["measures"].items():
            low, high = wilson(right, of)
            lines.append(f"| {name} | {right / of if of else 0:.3f} | {low:.3f}–{high:.3f} | {right:,} / {of:,} |")
        values = {name: value for name, value in (found.get("values") or {}).items() if value is not None}
        if values:
            told = ", ".join(f"{name.replace('_', ' ')} {value:,}" for name, value in values.items())
            lines += ["", f"Without an interval: {told}."]
        if found["bins"]:
            lines += ["", f"![Stated and found, {chosen['title']}](pictures/calibration-{chosen['name']}.svg)"]
    lines += [
        "",
        "## Peers, as they report",
        "",
        "| system | task | figures | source | note |",
        "|---|---|---|---|---|",
    ]
    lines += [f"| {p['system']} | {p['task']} | {p['figures']} | {p['source']} | {p['note']} |" for p in peers]
    return "\n".join([*lines, ""])


def picture(title: str, bins: list[dict[str, float]]) -> str:
    """Return an SVG of how often what was stated was so, with intervals; on the line the two are equal."""
    size, edge = 260, 40
    marks = []
    for found in bins:
        low, high = wilson(found["right"], found["of"])
        x, share = edge + size * found["stated"], found["right"] / found["of"]
        y, top, bottom = (edge + size * (1 - value) for value in (share, high, low))
        radius = min(8.0, 2 + math.log10(found["of"]))
        marks.append(
            f'<line x1="{x:.1f}" x2="{x:.1f}" y1="{top:.1f}" y2="{bottom:.1f}" stroke="#0072b2"/>'
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="#0072b2"/>'
        )
    far = edge + size
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {far + edge} {far + edge}" font-family="sans-serif" font-size="11">'
        f"<title>{title}</title>"
        f'<rect x="{edge}" y="{edge}" width="{size}" height="{size}" fill="none" stroke="#999"/>'
        f'<line x1="{edge}" y1="{far}" x2="{far}" y2="{edge}" stroke="#999" stroke-dasharray="4"/>{"".join(marks)}'
        f'<text x="{edge + size / 2}" y="{far + 28}" text-anchor="middle">stated</text>'
        f'<text x="14" y="{edge + size / 2}" text-anchor="middle" transform="rotate(-90 14 {edge + size / 2})">found</text>'
        f'<text x="{edge}" y="{far + 14}">0</text><text x="{far}" y="{far + 14}" text-anchor="end">1</text></svg>\n'
    )


def show() -> None:
    """Write the page and its pictures from what was counted."""
    table, results = tomllib.loads((HERE / "figures.toml").read_text("utf-8")), json.loads(STORE.read_text("utf-8"))
    (DOCS / "figures.md").write_text(page(table["run"], table["peer"], results), "utf-8")
    for chosen in table["run"]:
        bins = results.get(chosen["name"], {}).get("bins")
        if bins:
            drawn = picture(chosen["title"], bins)
            (DOCS / "pictures" / f"calibration-{chosen['name']}.svg").write_text(drawn, "utf-8")


def main() -> None:
    """Run the commands, keep what they counted, write the page."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument(
        "data", type=Path, nargs="?", help="the folder of the development data; without it nothing is run"
    )
    parser.add_argument("--only", action="append", help="the name of a run; repeat for more")
    chosen = parser.parse_args()
    results = json.loads(STORE.read_text("utf-8")) if STORE.is_file() else {}
    for one in tomllib.loads((HERE / "figures.toml").read_text("utf-8"))["run"] if chosen.data else []:
        if not chosen.only or one["name"] in chosen.only:
            print(one["title"], flush=True)
            results[one["name"]] = run(one, chosen.data.resolve())
            STORE.write_text(json.dumps(results, indent=1, ensure_ascii=False) + "\n", "utf-8")
    show()


if __name__ == "__main__":
    main()
