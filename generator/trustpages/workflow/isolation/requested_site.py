"""A site as the build process is asked for it: of the projected workspace, as if there were no other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial

from trustpages.intake.files.parsed_workspace import parse_workspace
from trustpages.intake.workspace import validate_for_audience
from trustpages.workflow.caching.kept_documents import keep_documents
from trustpages.workflow.isolation.disclosure import Disclosed
from trustpages.workflow.isolation.handover import take_over
from trustpages.workflow.isolation.messages import BuildRequest
from trustpages.workflow.reading import ReadWorkspace
from trustpages.workflow.run import BuiltSite, Choice, Step
from trustpages.workflow.site.own_templates import find_own_templates
from trustpages.workflow.site.steps import make_site

# What the largest site so far needs is a small part of both.
_MOST_SECONDS = 600  # of processor time, for each process
_MOST_BYTES = 4 << 30


def make_requested_site(request: BuildRequest, hear: Callable[[], bool | None], step: Step) -> BuiltSite:
    """Builds the site that is asked for, from the workspace that its audience may see.

    `hear` waits for the answer whether it looks better than all of the evidence does.
    """
    if find_own_templates(request.workspace):
        _limit_resources()

    def disclose() -> Disclosed:
        return replace(request.disclosed, looks_better=hear())

    return make_site(partial(_read, request, step), disclose, request.folder, request.cache, request.jobs, step)


def _read(request: BuildRequest, step: Step) -> ReadWorkspace:
    choice = Choice(
        request.workspace,
        request.as_of,
        request.audience,
        request.as_of,
        request.previous,
        request.log_before,
        own_templates=request.own_templates,
        exports=request.exports,
        release=request.release,
    )
    with step("Reading what the audience may see"):
        handed, kept = take_over(request.documents, request.workspace), request.cache
        with keep_documents(kept.documents if kept else None, "workspace", handed.parsed) as load:
            trees = parse_workspace(handed, load)
        intake = validate_for_audience(trees, request.audience, request.as_of, request.as_of)
    return ReadWorkspace(request.workspace, trees, intake, request.audience, choice, request.prefix)


def _limit_resources() -> None:
    """Templates of a workspace may loop or grow without end: then the process is ended, and the build with it."""
    import resource

    for limit, most in ((resource.RLIMIT_CPU, _MOST_SECONDS), (resource.RLIMIT_DATA, _MOST_BYTES)):
        _, hard = resource.getrlimit(limit)
        allowed = most if hard == resource.RLIM_INFINITY else min(most, hard)
        resource.setrlimit(limit, (allowed, allowed))
