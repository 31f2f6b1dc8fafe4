"""A run in this process from plan to report."""

from __future__ import annotations

from geoinc.batch import run
from geoinc.batch.engines import InProcess
from geoinc.batch.folder import Folder
from geoinc.batch.plan import Plan
from geoinc.pipeline import Pipeline
from geoinc.report import Report


def done(plan: Plan, folder: Folder, pipeline: Pipeline) -> Report:
    found = run.drive(plan, folder, InProcess(), run.Limits())
    whole, report = run.finish(plan, folder, found, pipeline)
    run.seal(plan, folder, found, whole, [])
    return report
