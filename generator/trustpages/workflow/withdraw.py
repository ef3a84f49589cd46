"""What `withdraw` does: a tombstone in a published folder or on a branch."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from trustpages.model.problem import CannotGoOn
from trustpages.publish.branch.folder import Landed
from trustpages.publish.versions.withdraw import withdraw_version
from trustpages.secrets import masked
from trustpages.workflow.destination import Destination, address, opened


@dataclass(frozen=True, slots=True)
class WithdrawOutcome:
    """Where the tombstone is, the checkpoint to keep, and the commit if it is on a branch."""

    where: str
    checkpoint: str
    landed: Landed | None


def withdraw(version: str, source: Destination, start: Path, reason: str, on: date) -> WithdrawOutcome:
    """The version withdrawn on the day `on`, or nothing changes; `start` lies in the branch's repository.

    Raises CannotGoOn `reason` for one that holds a secret, and what `withdraw_version` and `opened` raise.
    """
    if masked(reason) != reason:
        sentence = "the reason holds what looks like a secret, and it would be published"
        raise CannotGoOn("reason", sentence, "say it without")
    with opened(source, start, version) as place:
        withdrawn = withdraw_version(place.root, version, reason, on)
        landed = place.land(f"Withdraw version {version}", on)
    return WithdrawOutcome(address(source, version, withdrawn.folder), withdrawn.checkpoint, landed)
