"""A site for an audience that sees a part: the part is copied out first, and built by a process that has no more.

The order is the promise: what an audience may not see is not there when its site is built, so no page, index,
count, chart or message can hold it.
"""

from __future__ import annotations

import json
import os
import shutil
import stat
import subprocess
import sys
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import IO

from trustpages.intake.paths import open_beneath
from trustpages.intake.projection import ProjectedFiles, projected_files
from trustpages.model.problem import CannotGoOn
from trustpages.model.refusal import Refusal
from trustpages.publish.files import make_folder, write_tree
from trustpages.workflow import shipped
from trustpages.workflow.cache import audience_cache
from trustpages.workflow.errand import Errand, Event, answer_of
from trustpages.workflow.made import Made, Step
from trustpages.workflow.reading import Reading
from trustpages.workflow.releases import released
from trustpages.workflow.seal import VARIABLE, Seal

PROGRAM = "trustpages.workflow.projected_build"
PREVIOUS = "previous.json"

_PATIENCE = 10.0  # seconds
_PASSED_ON = ("PATH", "SYSTEMROOT", "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX")
_OF_THE_HOME = ("HOME", "MPLCONFIGDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")


def make_projected_site(reading: Reading, place: Path, jobs: int, step: Step) -> Made:
    """The site for the audience of a valid `reading`, in a folder below the private, empty folder `place`.

    Raises what the build raises; CannotGoOn `changed-meanwhile` where the evidence did not stay as it was read,
    `build-ended` where the process ended without an answer, `seal-broken` where it reached for more than it has.
    """
    workspace, previous = place / "workspace", place / PREVIOUS
    earlier = reading.choice.previous
    with step("Copying what the audience may see"):
        for folder in (workspace, place / "built", place / "tmp"):
            make_folder(folder)
        _project(reading, projected_files(reading.trees, reading.audience), workspace)
        if earlier is not None:
            shutil.copyfile(earlier, previous)
    cache = None if reading.choice.fresh else audience_cache(reading.root, reading.audience)
    errand = Errand(
        workspace=workspace,
        folder=place / "built" / "site",
        audience=reading.audience,
        as_of=reading.intake.as_of,
        previous=None if earlier is None else previous,
        cache=cache,
        jobs=jobs,
        told=released(reading),
        log_before=reading.choice.log_before,
        prefix=reading.prefix,
    )
    made = _done(errand, reading.root, place, step)
    if made.folder is not None and made.inputs_digest != _digest(reading):
        sentence = "the evidence changed while the site was built"
        raise CannotGoOn("changed-meanwhile", sentence, "build again when nobody writes to it")
    named = tuple(one.replace(str(previous), str(earlier)) for one in made.complaints)
    return replace(made, complaints=named)


def _digest(reading: Reading) -> str:
    return reading.intake.workspace.inputs_digest if reading.intake.workspace is not None else ""


def _project(reading: Reading, projected: ProjectedFiles, workspace: Path) -> None:
    write_tree(workspace, projected.files)
    for path in projected.data:
        for folder in reversed(PurePosixPath(path).parents):
            make_folder(workspace / folder)
        _take(reading.root, path, workspace / path)
    own = reading.root / shipped.OVERRIDES
    if own.is_dir() and not own.samefile(shipped.templates()):
        shutil.copytree(own, workspace / shipped.OVERRIDES, ignore=_odd)


def _take(root: Path, path: str, target: Path) -> None:
    """The data file at `path`: the same file under a second name where that can be, else a copy."""
    opened = open_beneath(root, PurePosixPath(path))
    if isinstance(opened, Refusal):
        raise CannotGoOn(opened.code, f"{path}: {opened.sentence}", opened.remedy)
    with os.fdopen(opened, "rb") as source:
        try:
            os.link(root / path, target, follow_symlinks=False)
            if os.path.samestat(target.lstat(), os.fstat(source.fileno())):
                return
        except OSError:
            pass  # another file system, or one without links
        target.unlink(missing_ok=True)
        with target.open("xb") as copy:
            shutil.copyfileobj(source, copy, 1 << 20)


def _odd(folder: str, names: list[str]) -> list[str]:
    """Links, pipes, sockets and devices: nothing of them is a template, and to copy a device may never end."""
    modes = {name: os.lstat(os.path.join(folder, name)).st_mode for name in names}
    return [name for name, mode in modes.items() if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))]


def _done(errand: Errand, root: Path, place: Path, step: Step) -> Made:
    seal = Seal.around(root, _exceptions(errand, place))
    with ExitStack() as held:
        complaints = held.enter_context((place / "complaints").open("wb"))
        process = subprocess.Popen(  # noqa: S603  # this program itself
            [sys.executable, "-P", "-m", PROGRAM],
            cwd=place,
            env=_environment(seal, root, place),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=complaints,
            text=True,
            encoding="utf-8",
        )
        held.callback(_ended, process)
        if process.stdin is None or process.stdout is None:
            raise ValueError("both streams are pipes")
        process.stdin.write(errand.to_json() + "\n")
        process.stdin.close()
        event = _last_event(process.stdout, step)
    return answer_of(event)


def _ended(process: subprocess.Popen[str]) -> None:
    """Ends the process if it is still at work, with time to end those that it has started itself."""
    process.terminate()
    try:
        process.wait(_PATIENCE)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
    if process.stdout is not None:
        process.stdout.close()


def _last_event(answers: IO[str], step: Step) -> Event:
    """The event that ends the errand; those before it are narrated."""
    event: Event = {}
    with ExitStack() as steps:
        for line in answers:
            event = json.loads(line)
            match event:
                case {"begun": str(text)}:
                    steps.enter_context(step(text))
                case {"ended": _}:
                    steps.pop_all().close()
    return event


def _exceptions(errand: Errand, place: Path) -> list[Path]:
    """What the process needs although it may lie in the workspace: its own folder, the program, drawn charts."""
    program = [Path(one) for one in (*sys.path, sys.prefix, sys.base_prefix, sys.exec_prefix) if one]
    return [place, shipped.templates(), *program, *([errand.cache] if errand.cache else [])]


def _environment(seal: Seal, root: Path, place: Path) -> dict[str, str]:
    """Nothing but what Python and its libraries need; a home within the workspace is as closed as the rest."""
    home_is_open = not seal.forbids(os.path.expanduser("~"))
    kept = (*_PASSED_ON, *(_OF_THE_HOME if home_is_open else ()))
    paths = [one for one in sys.path if one and not root.resolve().is_relative_to(Path(one).resolve())]
    return {
        **{name: os.environ[name] for name in kept if name in os.environ},
        **({} if home_is_open else {"MPLCONFIGDIR": str(place / "tmp")}),
        "PYTHONPATH": os.pathsep.join(paths),
        "PYTHONUTF8": "1",
        "TMPDIR": str(place / "tmp"),
        VARIABLE: seal.variable(),
    }
