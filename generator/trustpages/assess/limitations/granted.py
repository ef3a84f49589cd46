"""L73: authority that was granted beyond what the rules allow today."""

from __future__ import annotations

from trustpages.assess.limitations.facts import Facts
from trustpages.assess.limitations.rule import NOTHING_NEEDED, Found, Occasion, Rule
from trustpages.model.results.limitation import NotEvaluable, Slot
from trustpages.model.vocabulary import Severity


def _above(facts: Facts) -> Found:
    found = facts.authority
    if found is None:
        return NotEvaluable("what the rules allow was not computed")
    if not found.differs:
        return ()
    slots: dict[str, Slot] = {
        "granted": found.granted,
        "allowed": found.by_rules,
        "k": found.ladder.index(found.granted) - found.ladder.index(found.by_rules),
        "reasons": "; ".join(found.reasons),
    }
    return (Occasion(slots),)


RULES = (
    Rule(
        id="L73",
        slug="authority_above_rules",
        severity=Severity.HIGH,
        meaning="The agent may do more alone than its own rules allow on this evidence.",
        fires="the rung that was granted is above the one that posture and enacted consequences allow",
        sentence="'{granted}' is granted to the agent, {k} {k:rung|rungs} above '{allowed}', the most that the rules "
        "allow today: {reasons}.",
        removed_by="a grant no higher than the rules allow, or evidence that raises what they allow",
        needs=NOTHING_NEEDED,
        find=_above,
    ),
)
