"""Build the site for a restricted audience in a sandboxed process that has only the files this audience may see.

The files are copied first, and the build cannot read the rest, so no page, index, count, chart or message can leak it.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import IO

from trustpages.intake.files.parsed_workspace import ProjectedFiles, project_files
from trustpages.intake.files.safe_open import open_inside
from trustpages.model.problem import Fault, TrustpagesError
from trustpages.publish.files import make_folder, write_tree
from trustpages.system.cache_folder import prepare_audience_cache
from trustpages.workflow.isolation.disclosure import Disclosed
from trustpages.workflow.isolation.messages import BuildRequest, Message, parse_result
from trustpages.workflow.isolation.sandbox import VARIABLE, Sandbox
from trustpages.workflow.reading import ReadWorkspace
from trustpages.workflow.run import BuiltSite, OwnTemplates, Step
from trustpages.workflow.shipped import locations
from trustpages.workflow.site.own_templates import find_own_templates, refuse_irregular_files

PROGRAM = "trustpages.workflow.isolation.worker"
PREVIOUS = "previous.json"
COMPLAINTS = "complaints"

_PATIENCE = 10.0  # seconds
# Not the whole environment: that of a CI job holds tokens.
_ENVIRONMENT = ("PATH", "SYSTEMROOT", "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX")
_HOME_VARIABLES = ("HOME", "MPLCONFIGDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")


def make_isolated_site(reading: ReadWorkspace, disclosed: Disclosed, place: Path, jobs: int, step: Step) -> BuiltSite:
    """Builds the site for the audience of a valid `reading` in a folder below the private, empty folder `place`.

    Of the whole workspace it gets what is `disclosed`. Raises what the build raises; TrustpagesError
    `changed-meanwhile` if the evidence has changed since it was read, `build-ended` if the process ended without a
    result, `seal-broken` if it tried to open anything else.
    """
    workspace, previous = place / "workspace", place / PREVIOUS
    earlier = reading.choice.previous
    with step("Copying what the audience may see"):
        for folder in (workspace, place / "built", place / "tmp"):
            make_folder(folder)
        _copy_projection(reading, project_files(reading.trees, reading.audience), workspace)
        if earlier is not None:
            shutil.copyfile(earlier, previous)
    cache = None if reading.choice.fresh else prepare_audience_cache(reading.root, reading.audience)
    request = BuildRequest(
        workspace=workspace,
        folder=place / "built" / "site",
        audience=reading.audience,
        as_of=reading.intake.as_of,
        previous=None if earlier is None else previous,
        cache=cache,
        jobs=jobs,
        disclosed=disclosed,
        log_before=reading.choice.log_before,
        prefix=reading.prefix,
        own_templates=reading.choice.own_templates,
        exports=reading.choice.exports,
        release=reading.choice.release,
    )
    at = reading.choice.at
    closed = (reading.root,) if at is None else (reading.root, at.asked_in)
    built = _run_worker(request, closed, place, step)
    # Data files are links to the originals: a digest that differs shows that one was written during the build.
    if built.folder is not None and built.inputs_digest != _read_inputs_digest(reading):
        sentence = "the evidence changed while the site was built"
        raise TrustpagesError("changed-meanwhile", sentence, "build again when nobody writes to it")
    named = tuple(complaint.replace(str(previous), str(earlier)) for complaint in built.complaints)
    return replace(built, complaints=named)


def _read_inputs_digest(reading: ReadWorkspace) -> str:
    return reading.intake.workspace.inputs_digest if reading.intake.workspace is not None else ""


def _copy_projection(reading: ReadWorkspace, projected: ProjectedFiles, workspace: Path) -> None:
    write_tree(workspace, projected.files)
    for path in projected.data:
        for folder in reversed(PurePosixPath(path).parents):
            make_folder(workspace / folder)
        _copy_data_file(reading.root, path, workspace / path)
    if reading.choice.own_templates is not OwnTemplates.UNUSED and (own := find_own_templates(reading.root)):
        refuse_irregular_files(own)
        shutil.copytree(own, workspace / locations.OVERRIDES, symlinks=True)


def _copy_data_file(root: Path, path: str, target: Path) -> None:
    """Makes the data file at `path` readable at `target`: by a hard link where possible, else by a copy."""
    opened = open_inside(root, PurePosixPath(path))
    if isinstance(opened, Fault):
        raise TrustpagesError(opened.code, f"{path}: {opened.sentence}", opened.remedy)
    with os.fdopen(opened, "rb") as source:
        try:
            # Gigabytes need no copying. The path is resolved a second time here, hence the comparison.
            os.link(root / path, target, follow_symlinks=False)
            if os.path.samestat(target.lstat(), os.fstat(source.fileno())):
                return
        except OSError:
            pass  # another file system, or one without links
        target.unlink(missing_ok=True)
        with target.open("xb") as copy:
            shutil.copyfileobj(source, copy, 1 << 20)


def _run_worker(request: BuildRequest, closed: Sequence[Path], place: Path, step: Step) -> BuiltSite:
    sandbox = Sandbox.around(closed, _list_exceptions(request, place))
    with ExitStack() as held:
        complaints = held.enter_context((place / COMPLAINTS).open("wb"))
        process = subprocess.Popen(  # noqa: S603  # this program itself
            [sys.executable, "-P", "-m", PROGRAM],  # -P: never a module from the current folder
            cwd=place,
            env=_make_environment(sandbox, place),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            text=True,
            encoding="utf-8",
        )
        held.callback(_end_process, process)
        if process.stdin is None or process.stdout is None:
            raise ValueError("both streams are pipes")
        # Not as an argument: command lines are visible to every user of the machine.
        process.stdin.write(request.to_json() + "\n")
        process.stdin.close()
        event = _read_last_message(process.stdout, step)
    return parse_result(event, (place / COMPLAINTS).read_text("utf-8", "replace"))


def _end_process(process: subprocess.Popen[str]) -> None:
    """Ends the process if it is still at work, with time to end those that it has started itself."""
    process.terminate()
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()


def _read_last_message(answers: IO[str], step: Step) -> Message:
    """The last message of the worker, its result; those before it are shown as steps."""
    event: Message = {}
    with ExitStack() as steps:
        steps.enter_context(step("Starting the process that builds"))  # it loads every library: seconds, the first time
        for line in answers:
            event = json.loads(line)
            match event:
                case {"begun": str(text)}:
                    steps.pop_all().close()
                    steps.enter_context(step(text))
                case {"ended": _}:
                    steps.pop_all().close()
    return event


def _list_exceptions(request: BuildRequest, place: Path) -> list[Path]:
    """Folders that the worker may read even inside the workspace: its own, the program's, the cache's."""
    program = [Path(folder) for folder in (*sys.path, sys.prefix, sys.base_prefix, sys.exec_prefix) if folder]
    return [place, locations.find_templates(), *program, *([request.cache.folder] if request.cache else [])]


def _make_environment(sandbox: Sandbox, place: Path) -> dict[str, str]:
    """The variables that Python and its libraries need; without the home directory if that is in the workspace."""
    home_is_open = not sandbox.forbids(os.path.expanduser("~"))
    kept = (*_ENVIRONMENT, *(_HOME_VARIABLES if home_is_open else ()))
    # An entry that contains the workspace is denied, and importing from it would end the worker.
    found = ((path, Path(path).resolve()) for path in sys.path if path)
    paths = [path for path, real in found if not any(root.is_relative_to(real) for root in sandbox.roots)]
    return {
        **{name: os.environ[name] for name in kept if name in os.environ},
        # Matplotlib writes its font cache into the home directory.
        **({} if home_is_open else {"MPLCONFIGDIR": str(place / "tmp")}),
        "PYTHONPATH": os.pathsep.join(paths),
        "PYTHONUTF8": "1",  # messages and paths, whatever the locale
        "TMPDIR": str(place / "tmp"),
        VARIABLE: sandbox.to_json(),
    }
