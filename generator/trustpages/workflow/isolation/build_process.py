"""The sandboxed process that builds sites: started before it is asked, and asked again while that is sound.

To start it and to load every library takes longer than to build a small site, so a command starts it before it reads
the workspace itself, and a server keeps it between builds. What it has been given by then is what its audience may
see, and nothing else. Little is imported here, since all of it comes before that start.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import IO, TYPE_CHECKING

from trustpages.intake.files.projection import WIDEST_AUDIENCE
from trustpages.model.vocabulary import Audience
from trustpages.publish.files import make_folder
from trustpages.system.cache_folder import AudienceCache
from trustpages.workflow.caching.fingerprint import fingerprint_program
from trustpages.workflow.isolation.sandbox import VARIABLE, Sandbox
from trustpages.workflow.run import BuiltSite, OwnTemplates, Step
from trustpages.workflow.shipped import locations
from trustpages.workflow.site.own_templates import find_own_templates

if TYPE_CHECKING:
    from trustpages.workflow.isolation.messages import BuildRequest, Message

PROGRAM = "trustpages.workflow.isolation.worker"
COMPLAINTS = "complaints"
TEMPORARY = "tmp"

_PATIENCE = 10.0  # seconds
# Not the whole environment: that of a CI job holds tokens.
_ENVIRONMENT = ("PATH", "SYSTEMROOT", "PYTHONDONTWRITEBYTECODE", "PYTHONPYCACHEPREFIX")
_HOME_VARIABLES = ("HOME", "MPLCONFIGDIR", "XDG_CACHE_HOME", "XDG_CONFIG_HOME")


def is_isolated(root: Path, audience: Audience, use: OwnTemplates) -> bool:
    """Whether such a process builds the site: for readers who may not see all, and with templates of the workspace.

    Those might never end.
    """
    runs_own = use is not OwnTemplates.UNUSED and find_own_templates(root) is not None
    return audience is not WIDEST_AUDIENCE or runs_own


class BuildProcess:
    """Builds what it is asked for in a private folder `room`, one site after another; ended by `close`.

    Another audience, sandbox or state of the templates asks for a process of its own, and so does a workspace whose
    own templates it would run: they are instructions, and its limits are for one build.
    """

    def __init__(self, room: Path) -> None:
        self._room = room
        self._process: subprocess.Popen[str] | None = None
        self._made_for: tuple[object, ...] = ()
        self._said = 0  # bytes of complaints about earlier requests
        self._asked: BuildRequest | None = None

    def start(self, audience: Audience, closed: Sequence[Path], cache: AudienceCache | None) -> None:
        """Has a process load its libraries that may build for `audience`, without waiting until it has.

        It can open `cache`, and nothing else below `closed`.
        """
        sandbox = Sandbox.around(closed, _list_exceptions(self._room, cache))
        made_for = (audience, sandbox, fingerprint_program())
        # One that was asked and not heard out would tell next of what it was asked.
        if self._process is None or self._asked is not None or made_for != self._made_for:
            self.close()
            self._process, self._made_for, self._said = self._open(sandbox), made_for, 0

    def ask(self, request: BuildRequest, closed: Sequence[Path]) -> None:
        """Has the process make what is asked for, in folders in `room`; nothing below `closed` can be opened.

        It says nothing of it before it is told by `receive` how the report looks beside all of the evidence.
        """
        self.start(request.audience, closed, request.cache)
        self._asked = request
        self._write(request.to_json())

    def receive(self, looks_better: bool | None, step: Step) -> BuiltSite:
        """What the process has made of the last request; `looks_better` stands on its pages.

        Raises what the build raises, and TrustpagesError `build-ended` if the process ended without a result.
        """
        from trustpages.workflow.isolation.messages import make_holding_message, parse_result

        if self._asked is None or self._process is None or self._process.stdout is None:
            raise ValueError("nothing was asked")
        try:
            self._write(make_holding_message(looks_better))
            event = _read_last_message(self._process.stdout, step)
        except BaseException:
            self.close()  # its next message would be about this request
            raise
        complaints = self._complaints.read_bytes()
        already_said, self._said = self._said, len(complaints)
        if "made" not in event or find_own_templates(self._asked.workspace):
            self.close()
        self._asked = None
        return parse_result(event, complaints[already_said:].decode("utf-8", "replace"))

    def _write(self, line: str) -> None:
        if self._process is None or self._process.stdin is None:
            raise ValueError("it was started, and its input is a pipe")
        with suppress(BrokenPipeError):  # it has ended: there is no answer, and that is said
            # Not as an argument: command lines are visible to every user of the machine.
            self._process.stdin.write(line + "\n")
            self._process.stdin.flush()

    def close(self) -> None:
        """Ends the process if there is one, with time to end those that it has started itself."""
        process, self._process, self._made_for, self._asked = self._process, None, (), None
        if process is None:
            return
        process.terminate()
        try:
            process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for stream in (process.stdin, process.stdout):
            if stream is not None:
                with suppress(BrokenPipeError):  # a request that it has not read
                    stream.close()

    @property
    def _complaints(self) -> Path:
        return self._room / COMPLAINTS

    def _open(self, sandbox: Sandbox) -> subprocess.Popen[str]:
        make_folder(self._room / TEMPORARY)
        with self._complaints.open("wb") as complaints:
            return subprocess.Popen(  # noqa: S603  # this program itself
                [sys.executable, "-P", "-m", PROGRAM],  # -P: never a module from the current folder
                cwd=self._room,
                env=_make_environment(sandbox, self._room),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=complaints,
                text=True,
                encoding="utf-8",
            )


def _read_last_message(answers: IO[str], step: Step) -> Message:
    """The result that the worker tells, or its last message where it ended; those before are shown as steps."""
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
                case _:
                    break
    return event


def _list_exceptions(room: Path, cache: AudienceCache | None) -> list[Path]:
    """Folders that the worker may read even inside the workspace: its own, the program's, the cache's."""
    program = [Path(folder) for folder in (*sys.path, sys.prefix, sys.base_prefix, sys.exec_prefix) if folder]
    return [room, locations.find_templates(), *program, *([cache.folder] if cache else [])]


def _make_environment(sandbox: Sandbox, room: Path) -> dict[str, str]:
    """The variables that Python and its libraries need; without the home directory if that is in the workspace."""
    home_is_open = not sandbox.forbids(os.path.expanduser("~"))
    kept = (*_ENVIRONMENT, *(_HOME_VARIABLES if home_is_open else ()))
    # An entry that contains the workspace is denied, and importing from it would end the worker.
    found = ((path, Path(path).resolve()) for path in sys.path if path)
    paths = [path for path, real in found if not any(root.is_relative_to(real) for root in sandbox.roots)]
    return {
        **{name: os.environ[name] for name in kept if name in os.environ},
        # Matplotlib writes its font cache into the home directory.
        **({} if home_is_open else {"MPLCONFIGDIR": str(room / TEMPORARY)}),
        "PYTHONPATH": os.pathsep.join(paths),
        "PYTHONUTF8": "1",  # messages and paths, whatever the locale
        "TMPDIR": str(room / TEMPORARY),
        VARIABLE: sandbox.to_json(),
    }
