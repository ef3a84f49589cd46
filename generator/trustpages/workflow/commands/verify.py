"""Steps of `verify`: the stand-alone verifier, Sigstore identities, verdicts decided again, and a rebuild if asked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from trustpages.publish.verifier.trustverify import NOT_REBUILT, Outcome, verify
from trustpages.publish.versions.sigstore import Identity, check_identities
from trustpages.workflow.run import Step
from trustpages.workflow.versions.rebuild import RebuildOptions, rebuild
from trustpages.workflow.versions.recompute import recompute_newest


@dataclass(frozen=True, slots=True)
class VerifyOptions:
    """Verification options: a kept checkpoint, keys and an identity that may sign, the day, a version to rebuild."""

    pin: str | None = None
    allowed_signers: Path | None = None
    now: date | None = None
    rebuild: RebuildOptions | None = None
    sigstore: Identity | None = None


def verify_folder(folder: Path, options: VerifyOptions, step: Step) -> Outcome:
    """Verifies a published folder: what passed, what failed, and what was not checked.

    Raises the CannotCheck of the checker, and what `rebuild` raises.
    """
    now = None if options.now is None else options.now.isoformat()
    out = verify(folder, pin=options.pin, allowed_signers=options.allowed_signers, now=now)
    if options.sigstore is not None:
        with step("Checking who signed"):
            check_identities(folder, options.sigstore, out)
    with step("Deciding verdicts again"):
        recompute_newest(folder, out)
    if options.rebuild is not None:
        out.unchecked.remove(NOT_REBUILT)  # which the stand-alone verifier always says, since it cannot rebuild
        rebuild(folder, options.rebuild, step, out)
    return out
