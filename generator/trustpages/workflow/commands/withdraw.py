"""Steps of `withdraw`: put a tombstone in place of a version in a published folder or on a branch."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from trustpages.model.problem import TrustpagesError
from trustpages.publish.branch.folder import Landed
from trustpages.publish.destination import Destination, locate_version, open_destination
from trustpages.publish.versions.signing import Signing
from trustpages.publish.versions.withdrawal import Withdrawn, withdraw_version
from trustpages.secrets.scanning import mask_secrets
from trustpages.workflow.versions.record import keep_what_binds


@dataclass(frozen=True, slots=True)
class WithdrawOutcome:
    """Where the tombstone is, what was withdrawn, and the commit if it is on a branch."""

    where: str
    withdrawn: Withdrawn
    landed: Landed | None


def withdraw(
    version: str,
    source: Destination,
    start: Path,
    reason: str,
    on: date,
    signings: Sequence[Signing] = (),
    days: int | None = None,
) -> WithdrawOutcome:
    """Withdraws the version on the day `on`; on failure nothing changes. `start` lies in the branch's repository.

    The end of the log is then signed in each of the ways, good for so many days.

    Raises TrustpagesError `reason` for one that holds a secret, what `withdraw_version` raises, and what
    `open_destination` raises.
    """
    # Tombstones and log are immutable: a secret in them could never be removed.
    if mask_secrets(reason) != reason:
        sentence = "the reason holds what looks like a secret, and it would be published"
        raise TrustpagesError("reason", sentence, "say it without")
    with open_destination(source, start, version) as place:
        withdrawn = withdraw_version(place.root, version, reason, on, keep_what_binds, signings, days)
        landed = place.land(f"Withdraw version {version}", on)
    return WithdrawOutcome(locate_version(source, version, withdrawn.folder), withdrawn, landed)
