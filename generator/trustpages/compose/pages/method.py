"""The Method page (metrics, formulas, rules, policy parameters) and the Verify page (checking a site offline)."""

from __future__ import annotations

from enum import Enum

from trustpages.compose import paths
from trustpages.compose.composition import Composition
from trustpages.compose.wording.names import spell_out
from trustpages.model.pages.blocks import Bullets, Definitions, FactList, Panel, Row, Section, Table, Text
from trustpages.model.pages.page import Page
from trustpages.model.pages.values import Code, Fact, Link, Said
from trustpages.model.problem import Explanation
from trustpages.model.states import POSTURES, VERDICTS
from trustpages.model.vocabulary import Posture, Verdict

LEAD = (
    "How every figure on this site is computed, from what, and when it is withheld. No figure is a composite: "
    "posture comes from ordered rules, the first that matches decides. Every line that the rules draw is a "
    "choice of this publisher, listed below with its value; none is claimed to be measured."
)

RULE_COLUMNS = ("Rule", "Name", "When it fires, and what removes it")

_MET, _BREACHED, _ON_TRACK, _AT_RISK = (
    VERDICTS[verdict].in_sentence for verdict in (Verdict.MET, Verdict.BREACHED, Verdict.ON_TRACK, Verdict.AT_RISK)
)
POSTURE_RULES: tuple[tuple[Posture, str], ...] = (
    (
        Posture.BLOCKED,
        f"Any critical promise is {_BREACHED} (observed or inferred) or has no evidence; or nothing is promised.",
    ),
    (
        Posture.RESTRICTED,
        f"Any promise of high severity is {_BREACHED} or has no evidence; any critical one leans towards breach, is "
        f"{_AT_RISK} or is incomplete; a consequence on a critical promise is overdue.",
    ),
    (
        Posture.CONDITIONAL,
        f"Any promise of critical or high severity is inconclusive or {_ON_TRACK}; any medium one is {_BREACHED} or "
        "has no evidence; hardly any result can break the line of a critical or high one; a review is overdue where "
        "failures have high or critical consequences; an invalid override is in force; evidence that was published has "
        "vanished.",
    ),
    (
        Posture.PROVISIONAL,
        f"Any medium promise is inconclusive, {_ON_TRACK} or {_AT_RISK}; any low one is not {_MET}; hardly any result "
        "can break the line of either; all current evidence is benchmark evidence, or there is none; evidence behind "
        "a verdict is older than agreed.",
    ),
    (Posture.SUPPORTED, "None of the above, and at least one current kind of evidence besides benchmarks."),
)


def compose_method_page(composition: Composition) -> Page:
    """The page on method."""
    postures = tuple(Fact(POSTURES[posture], rule) for posture, rule in POSTURE_RULES)
    verdicts = tuple(Fact(state, state.meaning) for state in VERDICTS.values())
    lead = Text("The rules are read from the top; the first that matches decides.")
    rules = tuple((rule.code, rule.title, spell_out(rule.paragraph, None)) for rule in composition.rules)
    return Page(
        kind="method",
        path=paths.METHOD,
        title="Method",
        frame=composition.frame(),
        sections=(
            Section("From promises to posture", (Panel((lead, FactList(postures, "legend"))),)),
            Section("Verdicts", (Panel((FactList(verdicts, "legend"),)),)),
            Section("Limitation rules", (Panel((Definitions("rules", RULE_COLUMNS, rules),)),)),
            Section("Metrics", tuple(map(_show_explanation, composition.metrics))),
            Section("Formulas", tuple(map(_show_explanation, composition.formulas))),
            Section("Policy parameters", (_tabulate_parameters(composition),)),
        ),
        lead=LEAD,
    )


def _show_explanation(explanation: Explanation) -> Panel:
    texts = tuple(Text(part) for part in explanation.paragraph.split("\n\n") if part.strip())
    return Panel(texts, "metric", explanation.title, explanation.code.lower())


def _tabulate_parameters(composition: Composition) -> Table:
    return Table(
        "parameters",
        "Policy parameters",
        ("Parameter", "Value", "Meaning"),
        tuple(
            Row((name, _format_value(value), meaning)) for name, value, meaning in composition.trust.policy.parameters()
        ),
        numeric=(1,),
        level=0,
    )


def _format_value(value: object) -> str:
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, tuple):
        return ", ".join(_format_value(part) for part in value)
    return f"{value:g}" if isinstance(value, float) else str(value)


VERIFY_LEAD = "Whoever doubts this site can check a published version of it without asking us, and without a network."

NOT_VERIFIABLE = (
    "Whether the evidence is true: somebody who invents evidence before the first publication is not caught.",
    "Whether history was rewritten, unless you kept an earlier checkpoint and give it as the pin.",
    "Whether two readers saw the same site, unless they compare their checkpoints.",
    "Whether a key was stolen: a stolen key signs as well as its owner's hand.",
)

VERIFY_STEPS: tuple[Said, ...] = (
    "Download the published folder, with its log and all versions",
    (
        "Take the checker from a version, or better from the publisher's source code, and read it ",
        Code("verify/trustverify.py"),
    ),
    ("Run it; it needs Python alone ", Code("python3 trustverify.py FOLDER --pin CHECKPOINT")),
    ("Have the verdicts decided again from their counts ", Code("python3 trustrecompute.py FOLDER")),
    ("Read the lines that begin with ", Code("not checked")),
    ("With the program itself, the same check is ", Code("trustpages verify FOLDER --pin CHECKPOINT")),
)


def compose_verify_page(composition: Composition) -> Page:
    """The page on checking; what a check cannot show comes first."""
    report = composition.report
    facts = (
        Fact("Digest of the documents behind this site", report.inputs_digest),
        Fact("Digest of the earlier report", report.previous_digest or "none was given"),
        Fact("Made by", f"trustpages {composition.version}"),
        Fact("The whole report for machines", "report.json", paths.REPORT),
    )
    log = composition.log_before
    return Page(
        kind="verify",
        path=paths.VERIFY,
        title="Verify",
        frame=composition.frame(),
        sections=(
            Section("What a check cannot show", (Panel((Bullets(NOT_VERIFIABLE),)),)),
            *(() if log is None else (_show_checkpoint(log),)),
            Section("How to check it", (Panel((Bullets(VERIFY_STEPS, "commands"),)),)),
            Section("What to compare", (Panel((FactList(facts, "lines"),)),)),
        ),
        lead=VERIFY_LEAD,
        description=VERIFY_LEAD,
    )


def _show_checkpoint(log: str) -> Section:
    """The lines of the checkpoint of the log before this version; none where nothing was told in it yet."""
    lines = log.splitlines()
    kept = (Text(KEEP_THESE), Bullets(tuple(map(Code, lines)), "kept-lines"))
    nothing = Text("Nothing was published before this version, so there is no checkpoint from before.")
    every = (
        "The checkpoint that covers this version too is on the page of ",
        Link("all versions", "../../versions/index.html", "beside"),
        ".",
    )
    is_empty = not lines or lines[1:2] == ["0"]
    return Section("The checkpoint", (Panel((*((nothing,) if is_empty else kept), Text(every))),))


KEEP_THESE = (
    "This is the log as it stood before this version. Whoever keeps these lines, in a contract or in a mail, can show "
    "later whether any version, withdrawal or incident before this one was rewritten."
)
