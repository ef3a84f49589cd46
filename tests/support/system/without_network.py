"""Commands without a network: in a namespace of their own, which has no interface that is up and no route."""

from __future__ import annotations

import shutil
import subprocess
from functools import cache

WAYS = (("unshare", "--net"), ("unshare", "--map-root-user", "--net"))


@cache
def without_network() -> tuple[str, ...]:
    """What to put before a command, so that it has no network; nothing where the system does not permit that."""
    for way in WAYS if shutil.which("unshare") else ():
        if subprocess.run([*way, "true"], capture_output=True, check=False, timeout=60).returncode == 0:
            return way
    return ()


def network_is() -> str:
    """How far commands of `without_network` are cut off, in words for the table of figures."""
    return "network namespace removed" if without_network() else "network not removable here"
