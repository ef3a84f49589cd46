"""A workspace whose git history is made to be read for minutes, or never ends: git is ended, and the reason said."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.bounded import measure

ASK = """
import os
from pathlib import Path
from trustpages.system import git
os.environ["PATH"] = sys.argv[1] + os.pathsep + os.environ["PATH"]
print(git.ask_git(Path(sys.argv[1]), "log", seconds=int(sys.argv[2])))
"""
ANSWERS = {
    "without end": ("exec yes", "NoAnswer.LONG", 60),
    "never": ("exec sleep 100", "NoAnswer.LATE", 2),
    "complaints without end": ("exec yes >&2", "NoAnswer.LATE", 2),
    "by a child that stays": ("sleep 100 & exec true", "NoAnswer.LATE", 2),
    "closed, and goes on": ("exec >&- 2>&-; sleep 100", "NoAnswer.LATE", 2),
}


@pytest.mark.parametrize(("script", "said", "seconds"), ANSWERS.values(), ids=ANSWERS)
def test_it_is_ended(tmp_path: Path, script: str, said: str, seconds: int) -> None:
    (tmp_path / "git").write_text(f"#!/bin/sh\n{script}\n")
    (tmp_path / "git").chmod(0o755)
    cost = measure(ASK, tmp_path, str(seconds))
    assert cost.printed == said
    assert cost.seconds < 40
    assert cost.megabytes < 700


def test_a_usual_answer_is_whole(tmp_path: Path) -> None:
    (tmp_path / "git").write_text("#!/bin/sh\nseq 1 200000; echo no >&2; exit 3\n")
    (tmp_path / "git").chmod(0o755)
    printed = measure(ASK + "print(len(git.ask_git(Path(sys.argv[1])).out))", tmp_path, "60").printed
    assert printed.startswith("GitOutput(code=3, ")
    assert printed.endswith("complaint='no\\n')\n1288895")
