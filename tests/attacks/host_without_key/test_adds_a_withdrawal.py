"""The host has the folder and the program, but no key: it withdraws the newest version, for a reason of its own."""

from __future__ import annotations

from datetime import date

import pytest

from support.publish.hosts import Host, failures_of
from support.publish.versions import a_withdrawal
from trustpages.publish.versions.withdrawal import withdraw_version


@pytest.mark.parametrize("knows_signers", [True, False])
def test_nobody_withdraws_without_the_key(host: Host, knows_signers: bool) -> None:
    withdraw_version(host.root, "3.0", "The vendor lies", date(2024, 6, 11))
    assert failures_of(host, knows_signers=knows_signers) == ["[unsigned-entries] log/entries/4"]


def test_the_publisher_does(host: Host) -> None:
    a_withdrawal(host.root, "3.0", host.key)
    assert failures_of(host, is_pinned=True) == []
