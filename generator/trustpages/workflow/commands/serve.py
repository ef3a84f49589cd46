"""Steps of `serve`: build into a temporary folder, serve it, build again after each change."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import closing, nullcontext
from pathlib import Path

from trustpages.intake.files.workspace_folder import find_workspace, read_previous_name
from trustpages.publish.serving.live_site import serve
from trustpages.workflow.caching.fingerprint import forget_templates
from trustpages.workflow.commands.build import build
from trustpages.workflow.isolation.build_process import BuildProcess
from trustpages.workflow.run import Choice
from trustpages.workflow.shipped.locations import OVERRIDES

WATCHED = ("trust.yml", "evidence", "content", OVERRIDES)


def serve_workspace(choice: Choice, port: int, jobs: int, say: Callable[[str], None]) -> None:
    """Serves the workspace of `choice` until it is interrupted; what is wrong goes to `say` and to the browser."""
    root = find_workspace(choice.start)
    with tempfile.TemporaryDirectory(prefix="trustpages-") as folder, closing(BuildProcess(Path(folder))) as process:
        out = Path(folder) / "site"

        def rebuild() -> tuple[str, ...]:
            forget_templates()  # those of the program may be what has changed
            # Without a spinner, which would overwrite the lines of the server.
            outcome = build(choice, out, jobs, lambda text: nullcontext(), process=process)
            if outcome.out is None:
                return outcome.complaints
            say(outcome.summary)
            return ()

        named = read_previous_name(root)
        watched = [root / name for name in (*WATCHED, *([] if named is None else [named]))]
        serve(out, port=port, watched=watched, rebuild=rebuild, announce=say)
