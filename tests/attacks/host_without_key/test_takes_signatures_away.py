"""The host has the folder, but no key: it removes signatures, so that there is nothing left to be wrong."""

from __future__ import annotations

import pytest

from support.publish.hosts import Host, failures_of
from support.publish.versions import allowed_signers, outcome

SIGNED, SIGNATURE = "log/checkpoint.json", "log/checkpoint.json.sig"


@pytest.mark.parametrize("knows_signers", [True, False])
@pytest.mark.parametrize(
    ("gone", "said"),
    [
        ((SIGNATURE,), f"[unsigned] {SIGNATURE}"),
        ((SIGNED,), f"[missing] {SIGNED}"),
        ((SIGNED, SIGNATURE), f"[unsigned] {SIGNED}"),
    ],
)
def test_the_signed_end_of_the_log(host: Host, gone: tuple[str, ...], said: str, knows_signers: bool) -> None:
    for path in gone:
        (host.root / path).unlink()
    assert said in failures_of(host, knows_signers=knows_signers)


def test_all_of_them_from_a_log_that_names_no_key(host: Host) -> None:
    """Where a signature joined later, the log does not name the key: then the buyer's list of signers tells."""
    for path in host.root.rglob("*.sig"):
        path.unlink()
    (host.root / SIGNED).unlink()
    out = outcome(host.root, allowed_signers=allowed_signers(host.place, host.key))
    assert {failure.partition(": ")[0] for failure in out.failures} >= {
        "[unsigned] 3.0/statement.json.sig",
        f"[unsigned] {SIGNED}",
    }
