"""Everything that is written for people about a workspace; as a script, as JSON."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path

from support.workspaces.reports import read_and_compute
from trustpages.assess.standing.gates import HeldReports, find_unmet_gates
from trustpages.model.documents.trust import Gates
from trustpages.model.vocabulary import Audience, Posture
from trustpages.workflow.commands.report import format_report
from trustpages.workflow.isolation.disclosure import disclose
from trustpages.workflow.site.composed_pages import gather_composition
from trustpages.workflow.site.parts import make_parts
from trustpages.workflow.site.steps import find_means, render_site

_TAG = re.compile(r"<[^>]*>")


def told_about(root: Path) -> Iterator[tuple[str, str]]:
    """Pages, spreadsheets, feeds and charts by their paths, the report as text, and what the gates say."""
    reading, computed = read_and_compute(root, Audience.PUBLIC)
    assert computed.report is not None, computed.problems
    composition = gather_composition(reading, computed, disclose(reading))
    source = render_site(make_parts(composition, {}, find_means(reading, composition)), computed.shared_record)
    for file in (*source.pages, *source.assets):
        if file.path.endswith((".md", ".csv", ".xml", ".svg")):
            yield file.path, _TAG.sub(" ", file.content.decode())
    yield "report as text", format_report(composition)
    gates = Gates(posture_at_least=Posture.SUPPORTED)
    yield "gates", "\n".join(map(str, find_unmet_gates(gates, HeldReports(computed.report, computed.report), 0, {})))


if __name__ == "__main__":
    print(json.dumps(dict(told_about(Path(sys.argv[1])))))
