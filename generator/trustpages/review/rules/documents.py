"""Changes of what people write: pacts, claims, decisions, audiences, policy, pages."""

from __future__ import annotations

from trustpages.model.vocabulary import Severity
from trustpages.review.rules.rule import ChangeRule, Part
from trustpages.review.rules.standing import OF_PROMISE

PACT_RULES = (
    ChangeRule(
        id="terms",
        title="The terms of a promise are others",
        weight=Severity.MEDIUM,
        part=Part.CAUSE,
        graded=OF_PROMISE,
        meaning="What is measured, where the line runs, which days count, what follows, or how grave it is has "
        "changed. It is worse where the promise is easier to keep than before.",
    ),
    ChangeRule(
        id="promise-removed",
        title="A promise was taken out",
        weight=Severity.HIGH,
        part=Part.CAUSE,
        graded=OF_PROMISE,
        opposite="promise-added",
        meaning="Whoever relied on the promise has it no more.",
    ),
    ChangeRule(
        id="promise-added",
        title="A promise is new",
        weight=Severity.LOW,
        part=Part.CAUSE,
        graded=OF_PROMISE,
        opposite="promise-removed",
        meaning="More is promised than before.",
    ),
    ChangeRule(
        id="pact-terms",
        title="What holds for a whole pact changed",
        weight=Severity.MEDIUM,
        part=Part.CAUSE,
        meaning="Counterparty, term, renewal or the evidence that it asks for.",
    ),
    ChangeRule(
        id="pact-version",
        title="A pact has another version, is new or gone",
        weight=Severity.LOW,
        part=Part.CAUSE,
        meaning="The number under which the terms are known.",
    ),
    ChangeRule(
        id="pact-in-silence",
        title="Something happened to a pact in silence",
        weight=Severity.HIGH,
        part=Part.CAUSE,
        meaning="A renewal, a moved end or a promise taken out, without a new version or attestation.",
    ),
    ChangeRule(
        id="missing-version-bump",
        title="A pact changed more than its version says",
        weight=Severity.HIGH,
        part=Part.CAUSE,
        graded="high for a major step, medium for a minor one, low for a patch",
        meaning="Severity, measure, target, window and shares of parts, and a promise that is taken out, ask for a "
        "major step of the version; verification, consequences, a new promise and what holds for the whole pact for a "
        "minor one; the wording of a promise for a patch. The step that was made is smaller, or there is none.",
    ),
)

CLAIM_RULES = (
    ChangeRule(
        id="claim-removed",
        title="A claim is not made any more",
        weight=Severity.MEDIUM,
        part=Part.CAUSE,
        opposite="claim-added",
        meaning="The sentence is gone, or was withdrawn: pages, cards and answers do not have it any more.",
    ),
    ChangeRule(
        id="claim-added",
        title="A claim is new",
        weight=Severity.LOW,
        part=Part.CAUSE,
        opposite="claim-removed",
        meaning="A sentence is said in public that was not said before.",
    ),
    ChangeRule(
        id="claim-worded",
        title="A claim says something else",
        weight=Severity.MEDIUM,
        part=Part.CAUSE,
        meaning="The sentence, or what has to hold for it, is not what it was under the same name.",
    ),
)

DECISION_RULES = (
    ChangeRule(
        id="override",
        title="An override came, went or changed",
        weight=Severity.HIGH,
        part=Part.CAUSE,
        meaning="Somebody decided otherwise than the pact says.",
    ),
    ChangeRule(
        id="accepted-risk",
        title="An accepted risk came, went or changed",
        weight=Severity.MEDIUM,
        part=Part.CAUSE,
        meaning="What can still go wrong, and was accepted by whom until when.",
    ),
    ChangeRule(
        id="decision-right",
        title="Somebody else may decide",
        weight=Severity.HIGH,
        part=Part.CAUSE,
        meaning="Who decides, who may decide otherwise, or what they must leave behind.",
    ),
    ChangeRule(
        id="acceptance",
        title="The acceptance of a change came, went or changed",
        weight=Severity.MEDIUM,
        part=Part.CAUSE,
        meaning="Somebody let a change pass, for a time.",
    ),
    ChangeRule(
        id="decision",
        title="A decision on record came, went or changed",
        weight=Severity.LOW,
        part=Part.CAUSE,
        meaning="What was bought or approved, and on which evidence that leaned.",
    ),
)

AUDIENCE_RULES = (
    ChangeRule(
        id="shown-to-fewer",
        title="Fewer people may read it",
        weight=Severity.MEDIUM,
        part=Part.CAUSE,
        opposite="shown-to-more",
        meaning="A document, an item or a claim moved to a stricter audience.",
    ),
    ChangeRule(
        id="shown-to-more",
        title="More people may read it",
        weight=Severity.MEDIUM,
        part=Part.CAUSE,
        opposite="shown-to-fewer",
        meaning="A document, an item or a claim moved to a wider audience. Whoever has read it once has read it.",
    ),
)

WORKSPACE_RULES = (
    ChangeRule(
        id="policy",
        title="A parameter of the policy is another one",
        weight=Severity.HIGH,
        part=Part.CAUSE,
        meaning="The lines that the rules draw moved for all agents.",
    ),
    ChangeRule(
        id="gates",
        title="A gate stops more or less than before",
        weight=Severity.HIGH,
        part=Part.CAUSE,
        meaning="What keeps a publication or a change back. It is worse where less is stopped.",
    ),
    ChangeRule(
        id="report-date",
        title="The date of the report is another one",
        weight=Severity.LOW,
        part=Part.CAUSE,
        meaning="Everything is judged as of another day.",
    ),
    ChangeRule(
        id="comparison",
        title="The report is held against another earlier one",
        weight=Severity.MEDIUM,
        part=Part.CAUSE,
        meaning="The earlier report that `previous` names, or its content, is another one.",
    ),
    ChangeRule(
        id="agent-version",
        title="Another version is deployed",
        weight=Severity.MEDIUM,
        part=Part.CAUSE,
        meaning="Evidence of the version before helps only as far as the new one bears it out.",
    ),
    ChangeRule(
        id="authority-granted",
        title="Another rung of authority was granted",
        weight=Severity.HIGH,
        part=Part.CAUSE,
        meaning="How much the agent may do alone, by decision.",
    ),
    ChangeRule(
        id="agent-facts",
        title="What is said of an agent changed",
        weight=Severity.MEDIUM,
        part=Part.CAUSE,
        meaning="Its work, boundary, ladder, owner, cadence, blast radius, changes on record, or another fact that "
        "rules read.",
    ),
    ChangeRule(
        id="benchmark-facts",
        title="What is said of a benchmark changed",
        weight=Severity.LOW,
        part=Part.CAUSE,
        meaning="Its status, tasks, baselines, mapping, leaderboard or another fact that rules read.",
    ),
    ChangeRule(
        id="settings",
        title="A setting of the workspace changed",
        weight=Severity.LOW,
        part=Part.FORM,
        meaning="Publisher, site, default audience, questions, frameworks, or values that are no secrets.",
    ),
    ChangeRule(
        id="wording",
        title="Something is said in other words",
        weight=Severity.LOW,
        part=Part.FORM,
        meaning="Titles, summaries, notes, statements, sources: no rule reads them.",
    ),
    ChangeRule(
        id="page",
        title="An authored page changed",
        weight=Severity.LOW,
        part=Part.FORM,
        meaning="A page, or a file beside one, under `content/` is new, gone or has other content.",
    ),
    ChangeRule(
        id="template",
        title="A template of the site changed",
        weight=Severity.MEDIUM,
        part=Part.FORM,
        meaning="How pages look and what stands on them; a template can leave out what a page has to say.",
    ),
)
