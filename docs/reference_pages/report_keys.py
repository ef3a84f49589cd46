"""The keys of the JSON report that are written out one by one, with their meaning."""

from __future__ import annotations

from typing import TypeAlias

Keys: TypeAlias = tuple[tuple[str, str], ...]

WHOLE: Keys = (
    ("format", "Name and version of this format."),
    ("as_of", "Day that the report is about."),
    ("audience", "Who may read it: `public`, `nda` or `internal`."),
    ("inputs_digest", "SHA-256 over the documents and data files that this audience may see."),
    ("previous_digest", "Digest of the report that it was compared with, if there was one."),
    ("previous_as_of", "Day of the report that it was compared with."),
    (
        "portfolio",
        "What concerns all agents: `rank_outcome`, `decisions`, `benchmarks`, and limitations of the whole.",
    ),
    ("changes", "Agents that came or went since then: list of [ReportChange](#reportchange)."),
    ("agents", "One record for each agent, by id."),
    ("problems", "Warnings: `code`, `level`, `sentence`, `remedy`, `file`, `line`, `column`."),
)
AGENT: Keys = (
    ("id", "Name of the agent's folder."),
    ("name", "Name as buyers know it."),
    ("version", "Version that is deployed."),
    ("illustrative", "Whether anything about the agent was made up."),
    ("posture", "`Blocked`, `Restricted`, `Conditional`, `Provisional` or `Supported`."),
    ("decided_by", "The obligation that decided it, as `pact/obligation`; null where the whole did."),
    ("posture_rule", "Number of the rule that matched first."),
    ("posture_reason", "The same in words."),
    (
        "valid_until",
        "Last day on which the posture holds without new evidence; null where nothing in force ends.",
    ),
    ("valid_until_reason", "What ends then."),
    ("authority", "[AuthorityResult](#authorityresult)."),
    ("obligations", "[Obligations](#obligations), worst first."),
    ("metrics", "[Metrics](#metrics) by name."),
    ("claims", "List of [ClaimResult](#claimresult)."),
    (
        "limitations",
        "Triggered ones, worst first: `rule`, `slug`, `severity`, `text`, `subject`, `inputs`, `removed_by`.",
    ),
    ("not_evaluable", "Rules that could not be evaluated: `rule`, `slug`, `reason`."),
    ("clear", "Ids of the rules that do not fire."),
    ("consequences", "List of [LedgerEntry](#ledgerentry)."),
    ("overrides", "List of [OverrideFinding](#overridefinding)."),
    ("reviews", "[ReviewCadence](#reviewcadence)."),
    (
        "evidence",
        "What the report rests on, each item with class, version, days of collection, producer, source, and the keys "
        "of [EvidenceRecord](#evidencerecord).",
    ),
    ("pacts", "What binds the agent, with the terms of each promise: list of [PactRecord](#pactrecord)."),
    (
        "vanished",
        "What was published before and is gone without a word: list of [VanishedItem](#vanisheditem).",
    ),
    (
        "withdrawn",
        "Breached promises that are in no pact any more: list of [WithdrawnBreach](#withdrawnbreach).",
    ),
    (
        "changes",
        "What changed since the report that it was compared with: list of [ReportChange](#reportchange).",
    ),
    (
        "history",
        "How the agent stood in the reports before this one, oldest first: list of [PastStanding](#paststanding).",
    ),
    (
        "sensitivity",
        "What changes where a parameter of the policy is half or double: [Sensitivity](#sensitivity).",
    ),
)
OBLIGATION: Keys = (
    ("pact, id, promise, severity", "What was promised, as in the pact."),
    ("kind", "Kind of the measure."),
    (
        "verdict",
        "`met`, `leaning-met`, `leaning-breach`, `breached`, `incomplete`, `missing` or `not-applicable`.",
    ),
    (
        "decided_by",
        "Which reading gave the verdict: `observed`, `inferred`, `record`, `reason` or `history`.",
    ),
    ("observed, inferred", "Both readings."),
    (
        "status, k, n, n_eff, estimate, low, high, level, method",
        "The quantity with counts and the deciding interval.",
    ),
    ("reason", "Why there is no number, where there is none."),
    (
        "unknown, bounds, verdict_bounds",
        "Outcomes not known, and the result if all of them were bad or all good.",
    ),
    ("threshold", "[Target](#target)."),
    ("n_min", "Fewest outcomes with which the promise could be shown to be kept."),
    ("window", "First and last day that count."),
    ("evidence, left_out", "Items that count, and those that do not, each with the reason."),
    ("freshness, stale, valid_until", "How current the evidence is."),
    ("would_change", "[WhatWouldChange](#whatwouldchange)."),
    ("budget", "[Budget](#budget), for proportions."),
    ("consequences", "Agreed consequences with what triggers them."),
    ("since", "First day from which a breach, or a leaning to one, has held without a break."),
    ("breach", "[Breach](#breach), while it is breached."),
    ("sticky", "A breach that was published before and is not yet cleared: what clears it."),
    (
        "undeclared",
        "Changes of its terms that the pact does not declare: list of [UndeclaredChange](#undeclaredchange).",
    ),
    ("illustrative, illustrative_evidence", "Whether promise or evidence was made up."),
    ("notes", "What was special about the computation."),
)
