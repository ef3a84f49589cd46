"""Result cache for `check` and `build`: if no input changed, return the previous result without computing anything.

Only results of valid evidence are stored, and only if the inputs were the same before and after the run.
Modules that compute are imported late, since a cached result is to be immediate.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any

from trustpages.intake.files.workspace_folder import find_workspace, take_state
from trustpages.system.cache_folder import prepare_result_cache
from trustpages.workflow.caching.fingerprint import fingerprint_inputs
from trustpages.workflow.run import BuildOutcome, CheckOutcome, Choice, Step, choose_site_folder

MOST_RESULTS = 50
_CACHED_EXIT_CODES = (0, 4)  # fine, and a gate that was not met


def check_with_cache(choice: Choice, form: str) -> CheckOutcome:
    """The result of `check`, from the cache if nothing has changed since."""
    cached = _CachedResult(choice, "check", form)
    if (values := cached.get()) is not None:
        return CheckOutcome(values["text"], values["summary"], values["exit_code"])
    outcome = check_without_cache(choice, form)
    if outcome.exit_code in _CACHED_EXIT_CODES:
        cached.put({"text": outcome.text, "summary": outcome.summary, "exit_code": outcome.exit_code})
    return outcome


def check_without_cache(choice: Choice, form: str) -> CheckOutcome:
    """The result of `check`, computed: a gate that others rely on is decided by no file of an earlier run."""
    from trustpages.workflow.commands.check import check

    return check(choice, form)


def build_with_cache(choice: Choice, out: Path | None, jobs: int, step: Step) -> BuildOutcome:
    """Builds the site; does nothing if neither inputs nor the site have changed since the last build."""
    folder = choose_site_folder(find_workspace(choice.start), out)
    cached = _CachedResult(choice, "build", str(folder))
    values = cached.get()
    # The site may have been edited or deleted since.
    if values is not None and values["files"] == _digest_state(folder):
        return BuildOutcome(folder, values["summary"], tuple(values["complaints"]), 0)
    outcome = build_without_cache(choice, out, jobs, step)
    if outcome.out is not None and outcome.exit_code == 0:
        state = _digest_state(outcome.out)
        cached.put({"summary": outcome.summary, "complaints": outcome.complaints, "files": state})
    return outcome


def build_without_cache(
    choice: Choice, out: Path | None, jobs: int, step: Step, revision: str | None = None
) -> BuildOutcome:
    """Builds the site, whether or not anything has changed; that of a git revision, where one is given."""
    from trustpages.workflow.commands.build import build

    return build(choice, out, jobs, step, revision)


class _CachedResult:
    """The cached result of one command, under the fingerprint of its inputs."""

    def __init__(self, choice: Choice, *options: str) -> None:
        self._choice, self._options = choice, options
        self._root = find_workspace(choice.start)
        self._digest = self._fingerprint()
        self._cache = prepare_result_cache(self._root) if self._digest else None

    def get(self) -> Mapping[str, Any] | None:
        """The result of an earlier run with these inputs; None if there is none, or its file is damaged."""
        if self._cache is None or self._digest is None:
            return None
        content = self._cache.get(self._digest)
        found: Mapping[str, Any] | None = None if content is None else json.loads(content)
        return found

    def put(self, outcome: Mapping[str, Any]) -> None:
        """Stores a result, unless the inputs have changed since the beginning of the run."""
        # A file that changed during the run was read either before or after.
        if self._cache is None or self._digest is None or self._fingerprint() != self._digest:
            return
        self._cache.put(self._digest, json.dumps(outcome).encode())
        self._cache.trim(MOST_RESULTS)

    def _fingerprint(self) -> str | None:
        return fingerprint_inputs(self._root, self._choice, *self._options)


def _digest_state(folder: Path) -> str:
    """SHA-256 over names, sizes, times and inodes of all files, much faster than over contents; a write changes one."""
    lines = _list_states(str(folder), ".") if folder.is_dir() else ()
    return sha256("\n".join(lines).encode("utf-8", "surrogateescape")).hexdigest()


def _list_states(folder: str, name: str) -> Iterator[str]:
    with os.scandir(folder) as found:
        entries = sorted(found, key=lambda entry: entry.name)
    yield f"{name!r}/"
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _list_states(entry.path, f"{name}/{entry.name}")
        else:
            yield f"{entry.name!r} {take_state(entry.stat(follow_symlinks=False))}"
