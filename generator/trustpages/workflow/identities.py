"""Who signed the versions of a published folder with Sigstore, held against the identity that a buyer expects."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from trustpages.publish.verifier.trustverify import NO_IDENTITY, SIGSTORE, Outcome, plain
from trustpages.publish.versions.sigstore_bundles import (
    INSTALL,
    BadBundle,
    Identity,
    check_bundle,
    default_verifier,
    is_installed,
)
from trustpages.publish.versions.statement import STATEMENT
from trustpages.publish.versions.store import standing_versions
from trustpages.publish.versions.tree import read_plain

if TYPE_CHECKING:
    from sigstore.verify import Verifier


def check_identities(
    folder: Path, who: Identity, out: Outcome, verifier: Callable[[], Verifier] = default_verifier
) -> None:
    """Adds to `out` whose bundles are by `who`, and fails for each that is not, and for a newest version without one.

    Without the extra nothing is added: that it was not checked stands there already.
    """
    if any(
        "[no-checkpoint]" in failure or "[log-altered]" in failure or "[missing-entry]" in failure
        for failure in out.failures
    ):
        return  # without a log there are no versions
    names = [standing_version.published.version for standing_version in standing_versions(folder)]
    if names and not (folder / names[-1] / SIGSTORE).is_file():
        out.fail("unsigned", f"{names[-1]}/{SIGSTORE}", "there is no Sigstore bundle")
    if not is_installed():
        out.unchecked.append(f"the identity {plain(who.name)}: the extra is not installed ({INSTALL})")
        return
    signed = [name for name in names if (folder / name / SIGSTORE).is_file()]
    trusted = verifier() if signed else None
    for name in signed:
        if trusted is not None:
            _check(folder, name, who, trusted, out)


def _check(folder: Path, version: str, who: Identity, verifier: Verifier, out: Outcome) -> None:
    path = f"{version}/{SIGSTORE}"
    note = NO_IDENTITY.format(path=path)
    out.unchecked[:] = [one for one in out.unchecked if one != note]
    try:
        bundle, statement = read_plain(folder / path), read_plain(folder / version / STATEMENT)
        check_bundle(bundle, statement, who, verifier)
    except (BadBundle, OSError) as error:
        out.fail("bad-signature", path, f"it is no signature by {plain(who.name)}: {plain(str(error))}")
    else:
        out.passed.append(f"{version}: signed by {plain(who.name)}, says {plain(who.issuer)}")
