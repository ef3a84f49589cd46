"""Workflows that `init --ci` writes: those that ship with the program, with what they install filled in."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from trustpages import __version__
from trustpages.model.problem import TrustpagesError

FORGES: Final = ("github", "gitlab")
OWNERS: Final[Mapping[str, Path]] = {"github": Path(".github/CODEOWNERS"), "gitlab": Path(".gitlab/CODEOWNERS")}
"""Where each forge looks for who has to approve a change."""
DEFAULT_INSTALLS: Final = f"./trustpages-{__version__}-py3-none-any.whl"
"""The wheel of this version at the top of the repository."""

_FOLDER: Final = Path(__file__).resolve().parent / "ci"
_PLACEHOLDER: Final = "@TRUSTPAGES@"
_WHEEL: Final = re.compile(r"\./[A-Za-z0-9._/-]+\.whl", re.ASCII)
_REVISION: Final = re.compile(r"git\+https://[A-Za-z0-9._~:/-]+@[0-9a-f]{40}(?:[0-9a-f]{24})?", re.ASCII)


def fill_ci_files(forge: str, installs: str = DEFAULT_INSTALLS) -> dict[Path, bytes]:
    """The workflows of a forge by their paths, which install `installs` and nothing else of that name.

    Raises TrustpagesError `not-pinned` unless that is a wheel in the repository or a commit with all its digits: no
    registry has a package of this name that is ours, and a tag can be moved.
    """
    if not (_WHEEL.fullmatch(installs) or _REVISION.fullmatch(installs)):
        raise TrustpagesError(
            "not-pinned",
            f"'{installs}' may be something else tomorrow",
            "name a wheel as ./FILE.whl, or a revision as git+https://HOST/PATH@COMMIT with all digits of the commit",
        )
    files = sorted(path for path in (_FOLDER / forge).rglob("*") if path.is_file())
    return {
        path.relative_to(_FOLDER / forge): path.read_bytes().replace(
            _PLACEHOLDER.encode(), json.dumps(installs).encode()
        )
        for path in files
    }
