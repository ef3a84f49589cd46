"""A published folder at a host that has no key, and what both checkers say of what the host made of it."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from support.publish.independent_check import TODAY, is_sound
from support.publish.versions import a_key, a_site, a_withdrawal, allowed_signers, kept_checkpoint, outcome, some_facts
from trustpages.publish.verifier.trustverify import Outcome
from trustpages.publish.versions.publication import publish_version


@dataclass(frozen=True)
class Host:
    """Where the host has the folder; beside it what only publisher (`key`) and buyer (`signers`, `pin`) have."""

    place: Path

    @property
    def root(self) -> Path:
        """The folder that the host serves."""
        return self.place / "published"

    @property
    def key(self) -> Path:
        """The publisher's key, which the host does not have."""
        return self.place / "key"

    @property
    def signers(self) -> Path:
        """The keys that the buyer allows."""
        return self.place / "allowed_signers"

    @property
    def pin(self) -> str:
        """What the buyer kept of the folder as it was published."""
        return (self.place / "pin").read_text()

    def publish(self, version: str, text: str, key: Path | None = None, on: date = date(2024, 6, 1)) -> None:
        """Publishes another version with the program itself, as anybody can."""
        site = a_site(self.place / f"site-{version}", text)
        publish_version(site, version, self.root, some_facts(as_of=on), key)

    def copy(self, place: Path) -> Host:
        """Everything once more, at another place."""
        shutil.copytree(self.place, place)
        return Host(place)


def a_host(place: Path) -> Host:
    """Three signed versions, `1.0` withdrawn and signed so."""
    host = Host(place)
    key = a_key(place)
    for number in (1, 2, 3):
        host.publish(f"{number}.0", f"text {number}", key)
    a_withdrawal(host.root, key=key)
    allowed_signers(place, key)
    (place / "pin").write_text(kept_checkpoint(host.root))
    return host


def failures_of(host: Host, *, is_pinned: bool = False, knows_signers: bool = True, now: str = TODAY) -> list[str]:
    """The failures, each as code and place; both checkers must agree that there are some, or none."""
    pin, signers = host.pin if is_pinned else None, host.signers if knows_signers else None
    out: Outcome = outcome(host.root, pin=pin, allowed_signers=signers, now=now)
    assert is_sound(host.root, pin, signers, now) is not bool(out.failures), out.failures
    return [failure.partition(": ")[0] for failure in out.failures]
