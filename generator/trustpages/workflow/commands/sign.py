"""Steps of `sign`: sign the versions of a published folder or branch that nobody has, and the end of its log."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from trustpages.publish.branch.folder import Landed
from trustpages.publish.destination import Destination, locate_version, open_destination
from trustpages.publish.versions.late_signing import Signed, sign_published
from trustpages.publish.versions.log_signing import SignedTerm
from trustpages.publish.versions.signing import Signing


@dataclass(frozen=True, slots=True)
class SignOutcome:
    """Where the newest version is, what was signed, and the commit if it is on a branch."""

    where: str
    signed: Signed
    landed: Landed | None


def sign(destination: Destination, start: Path, signings: Sequence[Signing], term: SignedTerm) -> SignOutcome:
    """Signs what nobody has; on failure nothing changes. `start` lies in the repository of the branch.

    Raises what `sign_published` and `open_destination` raise.
    """
    with open_destination(destination, start) as place:
        signed = sign_published(place.root, signings, term)
        what = f"{', '.join(signed.versions)} and the log" if signed.versions else "the log"
        landed = place.land(f"Sign {what}", term.on)
    return SignOutcome(locate_version(destination, signed.newest, signed.folder), signed, landed)
