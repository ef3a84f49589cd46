"""Changes that may be attempts to look better, each with its harmless reading: whoever reviews decides which it is."""

from __future__ import annotations

from trustpages.model.vocabulary import Severity
from trustpages.review.rules.rule import ChangeRule, Part
from trustpages.review.rules.standing import OF_PROMISE

GAMING_RULES = (
    ChangeRule(
        id="line-lowered",
        title="The line of a promise was lowered while its window runs",
        weight=Severity.HIGH,
        part=Part.CAUSE,
        graded=OF_PROMISE,
        meaning="The promise is easier to keep, and the runs that it judges were there before. Nothing under its "
        "`changes` discloses that.",
        innocent="The line was wrong from the start, or both sides agreed on another one; then `changes` of the "
        "promise says so, with the day.",
    ),
    ChangeRule(
        id="window-shortened",
        title="The window of a promise was shortened while it runs",
        weight=Severity.HIGH,
        part=Part.CAUSE,
        graded=OF_PROMISE,
        meaning="Days that counted against or for the promise count no more.",
        innocent="A shorter window shows sooner what changed; then `changes` of the promise says so, with the day.",
    ),
    ChangeRule(
        id="severity-lowered",
        title="A severity was edited down",
        weight=Severity.HIGH,
        part=Part.CAUSE,
        graded="as much as it weighed before",
        meaning="A promise, or what an item says against the agent, weighs less, and no review says why.",
        innocent="It was graded too high in haste; then a review that names it says so.",
    ),
    ChangeRule(
        id="evidence-dropped",
        title="Evidence against the agent was removed or cut back",
        weight=Severity.HIGH,
        part=Part.CAUSE,
        graded="as much as the gravest promise that it bears on",
        meaning="An item that spoke against the agent is gone or shows less, and no review says why.",
        innocent="It was recorded by mistake; then it is withdrawn with a reason, and stays listed.",
    ),
    ChangeRule(
        id="evidence-hidden",
        title="Evidence against the agent was moved to a stricter audience",
        weight=Severity.HIGH,
        part=Part.CAUSE,
        meaning="Fewer people may read what speaks against the agent.",
        innocent="It names people or a customer who did not agree; then a version without them can be public.",
    ),
    ChangeRule(
        id="denominator-changed",
        title="What is counted changed, and the figure is better for it",
        weight=Severity.HIGH,
        part=Part.CAUSE,
        graded=OF_PROMISE,
        meaning="Which runs count, which outcome is good, how parts weigh, or which runs are left out as unknown is "
        "not what it was, and the same promise looks better.",
        innocent="The old count was wrong, and the new one is better founded; then a review says so.",
    ),
    ChangeRule(
        id="benchmark-swapped",
        title="A benchmark was swapped for an easier one",
        weight=Severity.HIGH,
        part=Part.CAUSE,
        meaning="Results on one benchmark took the place of results on another, on which entries or an agent that does "
        "nothing score higher.",
        innocent="The old benchmark was retired or says little about the work; then its document says so.",
    ),
    ChangeRule(
        id="agent-renamed",
        title="An agent with something open is gone, and a new one looks like it",
        weight=Severity.CRITICAL,
        part=Part.CAUSE,
        meaning="What stood against the agent stands against nobody, where `formerly` of the new one does not name it.",
        innocent="It was renamed or split, and `formerly` was forgotten.",
    ),
    ChangeRule(
        id="baseline-removed",
        title="What results are held against was removed",
        weight=Severity.MEDIUM,
        part=Part.CAUSE,
        meaning="The score of an agent that does nothing, that of people, or the earlier report is not named any more.",
        innocent="The figure was wrong or of another version; then the right one takes its place.",
    ),
    ChangeRule(
        id="date-moved-back",
        title="The date of the report was moved back",
        weight=Severity.HIGH,
        part=Part.CAUSE,
        meaning="Evidence looks fresher, and what happened since does not count.",
        innocent="A report for an earlier day is wanted; then it is asked for on the command line.",
    ),
    ChangeRule(
        id="rows-duplicated",
        title="Runs stand twice",
        weight=Severity.HIGH,
        part=Part.CAUSE,
        meaning="Rows, or the counts of an item, are like others that are there already: the same runs would count "
        "more than once.",
        innocent="Runs that are alike took place; then a column with a name for each run (`run`) tells them apart.",
    ),
)
