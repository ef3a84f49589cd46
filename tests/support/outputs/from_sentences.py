"""What sentences about an agent say that stands elsewhere as a fact, a row or a state."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from support.outputs.statements import Stated
from support.outputs.whole import Whole
from support.outputs.words import list_sentences
from trustpages.compose import paths
from trustpages.compose.pages.agent import compose_agent_page
from trustpages.compose.pages.limitations import compose_agent_limitations_page
from trustpages.model.pages.blocks import walk
from trustpages.model.pages.findings import Answer

_DAY: Final = r"(?P<said>\d{1,2} [A-Z]\w+ \d{4})"
_SAID: Final = {
    r"No (?:critical )?incident (?:was seen |is on record )?in (?P<said>[\d,]+ (?!watched)\w+)": "Real use",
    r"while its posture is (?P<said>\w+)": "Posture",
    r"the evidence amounts to (?P<said>[\d.]+) kinds?": "Kinds of evidence, by weight",
    r"Of (?P<said>[\d,]+) agreed consequences?,": "Consequences due",
    r"(?P<said>[\d,]+) of [\d,]+ evidence items? ha(?:s|ve) no date": "Without a date",
    r"The review was due on " + _DAY: "Next due",
    r"(?P<said>[\d,]+) promises? about critical parts of the work (?:is|are) without a direct test": (
        "Promises about critical parts of the work without a direct test"
    ),
    r"(?P<said>[\d,]+) promises? about critical parts of the work (?:is|are) not tested directly by any": (
        "Promises about critical parts of the work without a direct test"
    ),
    r"(?:Everything that changed): (?P<said>[\d,]+)": "rows of what changed",
    r"Events that call for a review: (?P<said>[\d,]+)": "rows of events that call for a review",
    r"With (?P<said>[\d,]+) promises?, up to": "promises judged",
    r"could change [\d,]+ of (?P<said>[\d,]+) verdicts?": "verdicts that may change",
    r"(?P<said>[\d,]+ (?:critical|major|minor)[\w, ]*? incidents?)(?: on record| in |[,.])": "Incidents",
    r"Not produced by the vendor or its contractors: (?P<said>.+)\.$": "Not produced by the vendor",
    r"^On time: (?P<said>.+)\.$": "On time",
    r"Covered, weighted by consequence: (?P<said>[^;]+); drawn": "Covered, weighted by consequence",
    r"Disputes on record, with how they ended: (?P<said>[\d,]+)": "rows of disputes",
    r"Overrides on record: (?P<said>[\d,]+), of which": "rows of overrides",
    r"^(?:Until|It held until) " + _DAY: "Valid until",
    r"its authority today is “(?P<said>[^”]+)”": "Authority",
    r"(?P<said>[\d.]+ %) of runs are watched": "Share of runs watched",
    r"[\d,]+ of (?P<said>[\d,]+) promises? without evidence": "promises",
    r"rules that could not be evaluated, and are listed: (?P<said>[\d,]+)": "rows of rules that could not be evaluated",
    r"; (?P<said>[\d,]+) rules? could not be evaluated": "rows of rules that could not be evaluated",
    r"benchmarks cover (?P<said>[^,]+ %) of what this workflow depends on": "Covered, weighted by consequence",
    r"Fresh: (?P<said>[^;]+)\. The oldest": "Fresh",
    r"[Tt]he oldest item is (?P<said>[\d,]+ days?) old": "Oldest",
}
"""What a sentence says, by the name that the quantity has elsewhere."""
_PATTERNS: Final = tuple((re.compile(pattern), quantity) for pattern, quantity in _SAID.items())


def tell_sentences(whole: Whole) -> Iterator[Stated]:
    """The quantities in the sentences of each agent's page and of its limitations."""
    for agent in whole.report.agents:
        pages = (compose_agent_page(whole.composition, agent), compose_agent_limitations_page(whole.composition, agent))
        for page in pages:
            for sentence in list_sentences(page):
                yield from _tell_sentence(page.path, paths.agent(agent.id), sentence)
    for page in whole.site.pages:
        for block in walk(page.sections):
            if isinstance(block, Answer) and block.agent is not None:
                for sentence in block.said:
                    yield from _tell_sentence(page.path, block.agent.path, sentence)


def _tell_sentence(place: str, subject: str, sentence: str) -> Iterator[Stated]:
    for pattern, quantity in _PATTERNS:
        for found in pattern.finditer(sentence.replace("\N{NO-BREAK SPACE}", " ")):
            # Of weights, whose counts are no small sample, a sentence says the share and a table the counts.
            is_weighed = quantity == "Covered, weighted by consequence" and found["said"].endswith(" %")
            said = f"{found['said']} (of weights)" if is_weighed else found["said"]
            yield Stated(f"{place}: {sentence}", subject, quantity, said)
