"""The technical terms of reports in plain words: pages use the plain words first, and link to the term's meaning."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from trustpages.model.states import CLAIMS
from trustpages.model.vocabulary import ClaimVerdict


@dataclass(frozen=True, slots=True)
class Entry:
    """A term, what it means in plain words, and the forms in which pages use it besides its plural."""

    name: str
    meaning: str
    forms: tuple[str, ...] = ()

    @property
    def anchor(self) -> str:
        """Its place on the page of the glossary."""
        return self.name.replace(" ", "-")


GLOSSARY: Final = (
    Entry("agent", "A program that works by itself with a language model: it reads, decides and acts."),
    Entry(
        "agreed age", "How old evidence may become before it no longer counts. Each kind of evidence has its own limit."
    ),
    Entry("baseline", "What an agent scores that does nothing at all. A result has to be above it."),
    Entry("benchmark", "A fixed set of test tasks. It rehearses work; it is not the work."),
    Entry(
        "change routing",
        "Send the work another way: to a person, to another team or to another model.",
        ("changes routing", "changed routing"),
    ),
    Entry("claim", "A sentence that the vendor says in public about an agent."),
    Entry("consequence", "What was agreed to follow when a promise is broken, and by when."),
    Entry(CLAIMS[ClaimVerdict.CONTRADICTED].in_sentence, "Of a claim: the evidence says otherwise."),
    Entry("drill", "An exercise that tries whether a consequence would work, before it is needed."),
    Entry("escalate", "Tell the next level: bring a matter before people who may decide more.", ("escalated",)),
    Entry("interval", "The range in which the true number may well lie. Few runs leave a wide one."),
    Entry("limitation", "Something that the evidence does not show. The same rules look for it in every report."),
    Entry("narrow authority", "Let the agent do less alone, until it is shown that it may do more again."),
    Entry("obligation", "One promise of a pact, with the number or the record that it is held to."),
    Entry("override", "A decision of somebody with the right to it, which sets a consequence aside for a time."),
    Entry("pact", "The written promises about an agent, and what follows when one of them is broken."),
    Entry("posture", "How far the rules of this report let anyone rely on an agent. There are five, named below."),
    Entry("recertify", "Test the agent anew before it goes on as before.", ("recertified",)),
    Entry("red team", "People who attack an agent on purpose, to find out what gets through."),
    Entry("run", "One piece of work of the agent, from its start to its end."),
    Entry(
        "scaffold",
        "The program around a model: its tools, its instructions, how often it may try. The same model does better "
        "in one than in another.",
        ("harness",),
    ),
    Entry("stale", "Older than was agreed, or about an earlier version: it no longer counts."),
    Entry("suspend", "Stop the agent until somebody allows it to act again.", ("suspended",)),
    Entry("verdict", "What the evidence says of one promise. The words for it are below."),
    Entry("watched", "Of runs: somebody or something would have seen it if they had gone wrong."),
)

LINKED: Final = frozenset(
    {"posture", "pact", "obligation", "recertify", "change routing", "escalate", "scaffold", "interval"}
    | {"narrow authority", "override", "red team", "baseline", "verdict", "stale"}
)
"""Terms that are linked where a page first uses them; the others are plain enough to read on."""
