"""Where things lie in a published folder, and which names a version may have."""

from __future__ import annotations

from trustpages.model.problem import CannotGoOn
from trustpages.publish.files import is_safe_path
from trustpages.publish.versions.manifest import MANIFEST, SUMS
from trustpages.publish.versions.signing import SSH_SIGNATURE
from trustpages.publish.versions.statement import STATEMENT

LATEST = "latest"
VERSIONS = "versions"
RESERVED = frozenset({LATEST, VERSIONS, "log", "versions.json", "index.html"})
STAGING = ".staging-"
TOMBSTONE = "tombstone.json"
CHECKER = "verify/trustverify.py"
STYLE = "verify/pages.css"
DETACHED = frozenset({SSH_SIGNATURE, "statement.sigstore.json"})
OWN_FILES = frozenset({MANIFEST, SUMS, STATEMENT, TOMBSTONE, *DETACHED})

_LONGEST_NAME = 64


def refuse_version_name(version: str, existing: tuple[str, ...] = ()) -> None:
    """Returns if a version can have this name beside the existing ones; raises CannotGoOn `version-name`."""
    folded = version.casefold()
    clash = next((other for other in existing if other != version and other.casefold() == folded), None)
    if not is_safe_path(version) or "/" in version or len(version) > _LONGEST_NAME:
        why = "it is no plain name of up to 64 letters, digits, '.', '_' and '-'"
    elif folded in RESERVED:
        why = "that name has another use in a published folder"
    elif LATEST in folded:
        # Material hides its banner on outdated versions wherever a name matches "latest".
        why = "a name with 'latest' in it would pass for the newest version for ever"
    elif clash:
        why = f"it differs from '{clash}' in letter case only"
    else:
        return
    raise CannotGoOn("version-name", f"{version!r} cannot name a version: {why}", "choose a name like '1.0'")
