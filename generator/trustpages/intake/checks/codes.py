"""Problem codes of documents taken together, with their explanations."""

from __future__ import annotations

from typing import Final

from trustpages.model.problem import Explanation

CODES: Final = (
    Explanation(
        "duplicate-id",
        "A name is given twice",
        "Ids are unique in their scope and never reused: items, pacts and bundles among an agent's, obligations in "
        "their pact, decisions and benchmarks in the workspace. Bad: two items `june-runs`. Good: `june-runs` and "
        "`june-runs-eu`.",
    ),
    Explanation(
        "unknown-agent",
        "No such agent",
        "An agent is declared by `evidence/<agent>/agent.yml`. Bad: a bundle in a folder without `agent.yml`. "
        "Good: the agent's document beside it.",
    ),
    Explanation(
        "unknown-pact",
        "No such pact",
        "An obligation is named `pact/obligation`, with a pact of the same agent. Bad: `supports: [servce/refund]`. "
        "Good: `supports: [service/refund]`.",
    ),
    Explanation(
        "unknown-obligation",
        "No such obligation",
        "Evidence, claims and consequences name obligations of their own agent's pacts. Bad: "
        "`supports: [service/task-sucess]`. Good: `supports: [service/task-success]`.",
    ),
    Explanation(
        "unknown-benchmark",
        "No such benchmark",
        "A result or a decision names a benchmark that has a document in `evidence/benchmarks/`, so that a reader "
        "sees what it measures. Bad: `benchmark: tau` without a document. Good: `evidence/benchmarks/tau.yml`.",
    ),
    Explanation(
        "unknown-step",
        "No such step of the workflow",
        "Steps are declared under `workflow.steps` of the agent. Bad: `step: refunds` for a step called `refund`. "
        "Good: `step: refund`.",
    ),
    Explanation(
        "unknown-workflow",
        "No such workflow",
        "A workflow is declared by an agent. In a claim this is a warning, since a claim may speak of work that no "
        "agent here does. Bad: `workflow: airline`. Good: `workflow: airline-service`.",
    ),
    Explanation(
        "unknown-rung",
        "No such rung on the ladder",
        "A consequence that narrows authority leads to a rung of the agent's `authority.ladder`. Bad: `to: "
        "manual` on a ladder without it. Good: `to: approve-each`.",
    ),
    Explanation(
        "unknown-role",
        "Nobody is declared to have this role",
        "Roles are declared by the agent's `owner` and `decision_rights`; a role that is not cannot be held to "
        "account. Bad: `decided_by: head-of-ops`. Good: `decided_by: head-of-operations`, who owns a decision "
        "right.",
    ),
    Explanation(
        "unknown-item",
        "No such evidence item",
        "Claims, overrides, consequences, corrections and disputes name items of the same agent; a dispute may name a "
        "benchmark, a claim or `pact/obligation`, too. Bad: `evidence: [june]` for the name of a bundle. Good: "
        "`evidence: [june-runs]`.",
    ),
    Explanation(
        "chained-correction",
        "A correction is corrected itself",
        "An item names the correction that counts, the last one where there were several, so that a reader needs one "
        "step to it. Bad: `corrected_by: second`, where `second` has `corrected_by: third`. Good: `corrected_by: "
        "third` in both.",
    ),
    Explanation(
        "unknown-override",
        "No such override",
        "A consequence that was set aside, or an override that renews another, names an item of kind `override`. "
        "Bad: the id of an incident. Good: the id of the override.",
    ),
    Explanation(
        "unknown-trigger",
        "Nothing of this name calls for a review",
        "A review closes triggers by name: the id of a change, an incident, an override or a claim, or "
        "`pact/obligation`. Bad: `closes: [model change]`. Good: `closes: [june-model]`, the id of the change.",
    ),
    Explanation(
        "unknown-mapper",
        "No such mapper",
        "Whoever maps tasks of a benchmark is declared under its `mappers`. Bad: `mapper: kim` without an entry. "
        "Good: an entry with name and party.",
    ),
    Explanation(
        "impossible-date",
        "Two dates are in the wrong order",
        "Nothing ends before it begins, and nothing is fetched before it was collected. Bad: `occurred: 2024-06-02, "
        "detected: 2024-06-01`. Good: the same two in order. A consequence is taken back only after it was enacted.",
    ),
    Explanation(
        "future-date",
        "A record lies after the date of the report",
        "What has not happened by the date of the report cannot be evidence; plans and expiries may lie ahead. Bad: "
        "`collected: {from: 2024-06-01, to: 2042-06-30}`. Good: `to: 2024-06-30`.",
    ),
    Explanation(
        "impossible-count",
        "Two counts contradict each other",
        "The numbers are possible one by one and not together. Bad: rank 12 among 10 entries. Good: the rank and the "
        "size of the same board.",
    ),
    Explanation(
        "threshold-impossible",
        "The measure cannot have this threshold",
        "A proportion, quantile or mean has one side, a rate has `at_most`, what must never happen has at most "
        "`tolerable_rate`, and what must exist has none. Bad: `measure: {kind: proportion}` with `at_least: 95`. "
        "Good: `at_least: 0.95`.",
    ),
    Explanation(
        "claim-impossible",
        "A claim states a number that cannot be",
        "A share of success or failure lies between 0 and 1, a position is a whole number from 1, a rate is not "
        "negative. Bad: `metric: success` with `value: 85`. Good: `value: 0.85`.",
    ),
    Explanation(
        "claim-incomplete",
        "A claim compares with nothing",
        "`at_least`, `at_most`, `about` and `rank` need a number, `better_than` another item: without it no evidence "
        "can support or contradict the sentence. Bad: `operator: at_least` alone. Good: `operator: at_least` with "
        "`value: 0.85`.",
    ),
    Explanation(
        "policy-order",
        "Two parameters of the policy are in the wrong order",
        "Of steps that follow on each other the earlier one is not above the later one; otherwise a state between "
        "them could never be reached. Bad: `freshness: {stale: 2, expired: 1}`. Good: `freshness: {stale: 1, "
        "expired: 2}`.",
    ),
    Explanation(
        "threshold-unprovable",
        "No amount of evidence can show this threshold",
        "A promise of all or nothing can be broken and never be shown to be kept. Bad: `threshold: {at_least: "
        "1}`. Good: `measure: {kind: zero}` with `threshold: {tolerable_rate: 0.001}`.",
    ),
    Explanation(
        "stated-otherwise",
        "A sentence states another number than the one that decides",
        "Numbers in the sentence of a promise or a claim are read: figures, words, fractions, per cents, times, "
        "periods. None of them is the threshold, quantile, window or value. Bad: `promise: Answers three questions out "
        "of four.` with `threshold: {at_least: 0.60}`. Good: the same with `at_least: 0.75`.",
    ),
    Explanation(
        "window-impossible",
        "The window is empty, open or has two lengths",
        "A window is the last so many days, or from one day to another; its days of review are stated once, and lie "
        "inside. Bad: `{rolling: 30 days, from: 2024-06-01}`. Good: `{rolling: 30 days, reviews: quarterly}`.",
    ),
    Explanation(
        "unused-support",
        "An obligation gets nothing from an item that names it",
        "The item is of another kind than the measure counts, or lacks the outcome, value or events that it "
        "needs, so it looks like support and is none. Bad: a `benchmark_result` for a measure `of: runs`. Good: "
        "the runs themselves.",
    ),
    Explanation(
        "unread-event",
        "No promise counts the events of an item",
        "`event` says when a row is an event, and none of the promises that the item supports counts events. They are "
        "still read for what speaks against the agent. Bad: `event` beside `supports: [service/task-success]` alone. "
        "Good: a promise `{kind: zero, of: events}` under `supports`, too.",
    ),
    Explanation(
        "idle-evidence",
        "Nothing rests on an evidence item",
        "No promise, no claim and no mapping of a benchmark leads to it, so it decides nothing. It is still read for "
        "what speaks against the agent: an audit, a red team or a review may well stand in a bundle for that alone, "
        "and the warning says what it found. Bad: test runs whose `supports` was forgotten. Good: `supports: "
        "[service/task-success]`.",
    ),
    Explanation(
        "data-undated",
        "Rows of real use have no time",
        "Without `at` every row counts in every window that the days of collection touch, however old it is. Bad: a "
        "log of years without `at`. Good: `at: started`.",
    ),
    Explanation(
        "data-ungrouped",
        "Nothing says which rows belong together",
        "Without `cluster` every row counts as a run of its own, and tries of one task or talks of one customer look "
        "like so many proofs; a column with another name in every row groups nothing, unless each task was tried once, "
        "which `trials: 1` says. Bad: `cluster: row`. Good: `cluster: customer`.",
    ),
    Explanation(
        "mapping-not-direct",
        "A link of a benchmark counts as partial",
        "A benchmark tests a promise directly only where the link names the promise, and what is promised is success "
        "on tasks. Bad: `step: answer` with `strength: direct`, or a rate of incidents. Good: `agent: desk`, "
        "`obligation: service/task-success`.",
    ),
    Explanation(
        "weights-incomplete",
        "Only some of the cited evidence has a weight",
        "Weights are compared with one another, so they are given for all or for none. Bad: one of three. Good: three.",
    ),
    Explanation(
        "weights-sum",
        "Weights do not add up to 1",
        "Only their proportions count, but a sum other than 1 mostly means that one is missing. Bad: 0.5 and 0.2. "
        "Good: 0.7 and 0.3.",
    ),
    Explanation(
        "hidden-by-agent",
        "A document is visible to more people than its agent",
        "Without its agent a document appears nowhere, so it stays hidden although it says otherwise. Bad: a public "
        "bundle of an internal agent. Good: `visibility: public` in `agent.yml` too.",
    ),
    Explanation(
        "withheld-twin",
        "An agent is withheld beside one of the same kind",
        "It does the same work as an agent that more people see, has its name or what is deployed, or shares model, "
        "owner and a step: its evidence may be that of one product under two ids. The gate on selective disclosure "
        "holds the two against each other, and its items count among those withheld. Bad: `desk` public and `desk-eu` "
        "internal, with the incidents. Good: both public, or the evidence with the agent that it is about.",
    ),
    Explanation(
        "confusable-name",
        "A name could be taken for another",
        "The name mixes scripts inside a word, dresses plain letters up, looks like another name of the workspace, or "
        "is a second spelling of a producer, which counts as one organisation; code points tell them apart. Bad: "
        "`Асme` with a Cyrillic А and с. Good: `Acme`.",
    ),
    Explanation(
        "invisible-character",
        "A name holds a character that nobody sees",
        "Two names that look the same and are not let one organisation pass for two, or for another. Joiners inside "
        "words of Arabic, Persian or Indic scripts and inside emoji are part of the spelling and may stand. Bad: "
        "`name: Acme` with a zero-width space after it. Good: `name: Acme`.",
    ),
    Explanation(
        "accent-contrast",
        "The accent cannot be read",
        "Links and marks in the colour of `site.accent` stand on the grounds of the pages, where words need a contrast "
        "of 4.5 (WCAG 2.2, level AA): `accent` on light grounds and on paper, `accent_dark` on dark ones. Bad: "
        "`accent: '#ffcc00'`. Good: `accent: '#826800'`, which is the same hue, darker.",
    ),
    Explanation(
        "logo-file",
        "This file cannot be the logo",
        "A logo is an SVG or PNG of at most 128 KiB below `content/`, which says how large it is. Bad: a photograph "
        "of 2 MB, an SVG without `viewBox`. Good: `logo: content/logo.svg`.",
    ),
    Explanation(
        "font-file",
        "This file cannot be the further font",
        "PDF and the picture of a link are set in fonts that come with the program. A further one, for the characters "
        "that these lack, is a .ttf or .otf of at most 24 MiB below `content/`. Bad: a collection (.ttc), a web font. "
        "Good: `font: content/fonts/gothic.ttf`.",
    ),
    Explanation(
        "logo-unsafe",
        "The logo holds more than a drawing",
        "An SVG is a document that may run scripts and load files, and anybody can open it at its own address. What "
        "draws may stand in it, nothing else. Bad: `<script>`, `onload`, `href` to another file, a document type. "
        "Good: what drawing programs call plain or optimised SVG.",
    ),
    Explanation(
        "unknown-reference",
        "A page refers to something that no document declares",
        'Authored pages refer by `{{ claim("id") }}` and `{{ figure("agent/pact/obligation") }}`. Bad: '
        '`{{ figure("desk/servce/refund") }}`. Good: `{{ figure("desk/service/refund") }}`.',
    ),
    Explanation(
        "unbound-number",
        "A number in authored text is bound to no evidence",
        "Whatever a page says in numbers comes from the evidence, with its counts, interval, date and link. Bad: "
        '`It resolves 80 % of requests.` Good: `{{ figure("desk/service/resolved") }}`.',
    ),
    Explanation(
        "unbound-superlative",
        "A superlative in authored text is bound to no evidence",
        "What is said to be best, flawless or guaranteed is a claim, and claims are held against evidence. Bad: "
        '`The most reliable agent.` Good: `{{ claim("resolves-most") }}`.',
    ),
)
"""Every code about documents taken together, in the order of the documentation."""
