"""Changes of how agents stand: posture, authority, verdicts, figures, claims, limitations, consequences."""

from __future__ import annotations

from trustpages.model.vocabulary import Severity
from trustpages.review.rules.rule import ChangeRule, Part

OF_PROMISE = "as much as the promise"

AGENT_RULES = (
    ChangeRule(
        id="agent-removed",
        title="An agent is not there any more",
        weight=Severity.HIGH,
        part=Part.CAUSE,
        opposite="agent-added",
        meaning="All that was said of the agent is gone with it.",
    ),
    ChangeRule(
        id="agent-added",
        title="An agent is new",
        weight=Severity.LOW,
        part=Part.CAUSE,
        opposite="agent-removed",
        meaning="The agent was not reported before.",
    ),
)

RESULT_RULES = (
    ChangeRule(
        id="posture",
        title="The posture is another one",
        weight=Severity.HIGH,
        part=Part.RESULT,
        graded="critical where the agent is or was blocked, else high",
        meaning="How far the rules let anyone rely on the agent has changed. The reason is that of the rule that "
        "decided it.",
    ),
    ChangeRule(
        id="posture-decided-by",
        title="Something else decides the posture",
        weight=Severity.LOW,
        part=Part.RESULT,
        meaning="The posture is the same, and another promise, or the whole, decides it.",
    ),
    ChangeRule(
        id="authority-by-rules",
        title="The rules grant another rung of authority",
        weight=Severity.HIGH,
        part=Part.RESULT,
        meaning="The rung that posture and consequences allow has changed.",
    ),
    ChangeRule(
        id="verdict",
        title="A promise has another verdict",
        weight=Severity.MEDIUM,
        part=Part.RESULT,
        graded=OF_PROMISE,
        meaning="The evidence says something else of the promise. Where only the figure behind it moved, and by no "
        "more than chance explains, the change says so and no gate stops it.",
    ),
    ChangeRule(
        id="figure",
        title="A figure moved, and its verdict did not",
        weight=Severity.MEDIUM,
        part=Part.RESULT,
        graded=f"{OF_PROMISE} where the move lies outside of chance, else low",
        meaning="The figure behind a verdict is another one. The interval of the difference says whether chance "
        "explains it: by task where both sides have the same tasks, else as two independent sets of runs. All "
        "figures that moved share an error of 5 %.",
    ),
    ChangeRule(
        id="claim",
        title="A claim has another verdict",
        weight=Severity.HIGH,
        part=Part.RESULT,
        meaning="What may be said in public has changed.",
    ),
    ChangeRule(
        id="consequence",
        title="A consequence is owed, was carried out or is overdue",
        weight=Severity.HIGH,
        part=Part.RESULT,
        graded=OF_PROMISE,
        meaning="What was agreed to follow a breach stands otherwise than before.",
    ),
    ChangeRule(
        id="limitation",
        title="A limitation came, went or weighs otherwise",
        weight=Severity.MEDIUM,
        part=Part.RESULT,
        graded="as much as the limitation, on the side where it weighs more",
        meaning="What the evidence does not show has changed. One that cannot be evaluated any more did not go away.",
    ),
)
