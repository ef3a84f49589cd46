"""What `serve` does: build into a folder of its own, serve it, build again after each change."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

from trustpages.intake.folder import find_workspace
from trustpages.intake.named_path import name_stated
from trustpages.publish.serve import serve
from trustpages.workflow.build import build
from trustpages.workflow.choice import Choice
from trustpages.workflow.shipped import OVERRIDES

WATCHED = ("trust.yml", "evidence", "content", OVERRIDES)


def serve_workspace(choice: Choice, port: int, jobs: int, say: Callable[[str], None]) -> None:
    """Serves the workspace of `choice` until it is interrupted; what is wrong goes to `say` and to the browser."""
    root = find_workspace(choice.start)
    with tempfile.TemporaryDirectory(prefix="trustpages-") as folder:
        out = Path(folder) / "site"

        def rebuild() -> tuple[str, ...]:
            outcome = build(choice, out, jobs, lambda text: nullcontext())
            if outcome.out is None:
                return outcome.complaints
            say(outcome.summary)
            return ()

        named = name_stated(root)
        watched = [root / name for name in (*WATCHED, *([] if named is None else [named]))]
        serve(out, port=port, watched=watched, rebuild=rebuild, announce=say)
