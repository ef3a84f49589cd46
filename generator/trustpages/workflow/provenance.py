"""The git commit behind each evidence item, where the audience may know it."""

from __future__ import annotations

from dataclasses import replace

from trustpages.intake.git import history
from trustpages.model.documents.trust import Trust
from trustpages.model.workspace import Origin, Origins
from trustpages.workflow.reading import Reading


def with_commits(reading: Reading, trust: Trust) -> Origins:
    """The origins of what was read, with commits where nothing is withheld or trust.yml allows them."""
    origins = reading.intake.origins
    if not (reading.intake.whole or trust.site.commit_ids):
        return origins
    found = history(reading.root, sorted({one.file for one in origins.items.values()}))

    def committed(origin: Origin) -> Origin:
        change = found.last_change(origin.file, origin.first_line, origin.last_line)
        return origin if change is None else replace(origin, commit=change.commit, committed=change.day)

    return replace(origins, items={key: committed(one) for key, one in origins.items.items()})
