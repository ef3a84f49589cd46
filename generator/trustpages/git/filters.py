"""The filters that a repository itself sets up, switched off: git would run them to compare a file with a commit.

A filter is a command line in the configuration. Those of the user and of the machine are the user's own; one in
`.git/config`, or in a file that it includes, came with the folder, which somebody else may have packed.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from trustpages.git.command import plain_environment

LISTING: Final = ("config", "--list", "--show-scope", "--name-only", "-z")
"""What git is asked, so that it tells which filters there are and who set them up."""

_TRUSTED = frozenset({"system", "global"})
_SWITCHES = (("clean", ""), ("smudge", ""), ("process", ""), ("required", "false"))


def without_filters(listed: bytes) -> Mapping[str, str]:
    """The environment in which git runs no filter of the repository; `listed` is git's answer to `LISTING`."""
    fields = listed.decode("utf-8", "surrogateescape").split("\0")
    untrusted = (
        name for scope, name in zip(fields[::2], fields[1::2], strict=False) if scope not in _TRUSTED
    )
    filters = sorted({name.rpartition(".")[0] for name in untrusted if name.startswith("filter.")})
    settings = [(f"{filter_}.{key}", value) for filter_ in filters for key, value in _SWITCHES]
    return {
        **plain_environment(),
        "GIT_CONFIG_COUNT": str(len(settings)),
        **{f"GIT_CONFIG_KEY_{number}": key for number, (key, _) in enumerate(settings)},
        **{f"GIT_CONFIG_VALUE_{number}": value for number, (_, value) in enumerate(settings)},
    }
