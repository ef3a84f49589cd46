"""Evidence items that report on one artefact, so that each artefact is counted once."""

from __future__ import annotations

from collections.abc import Sequence

from trustpages.assess.pooling import run_sets_of
from trustpages.model.results.evidence import Evidence


def artefacts_of(evidence: Sequence[Evidence]) -> tuple[tuple[Evidence, ...], ...]:
    """The items in groups that share a digest or a declared run set, in order of their first item's id.

    Sharing carries over: if one item has the digest of a second and the run set of a third, all three are
    one artefact.
    """
    groups: list[tuple[frozenset[tuple[str, str]], list[Evidence]]] = []
    for one in sorted(evidence, key=lambda item: item.id):
        keys, members = run_sets_of(one), [one]
        apart = []
        for group in groups:
            if keys & group[0]:
                keys, members = keys | group[0], group[1] + members
            else:
                apart.append(group)
        groups = [*apart, (keys, members)]
    return tuple(
        sorted(
            (tuple(sorted(members, key=lambda item: item.id)) for _, members in groups),
            key=lambda members: members[0].id,
        )
    )
