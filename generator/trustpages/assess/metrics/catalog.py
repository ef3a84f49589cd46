"""Catalog of the twelve metrics: what each asks, needs, computes and cannot tell."""

from __future__ import annotations

from dataclasses import dataclass

from trustpages.model.problem import Explanation


@dataclass(frozen=True, slots=True)
class MetricEntry:
    """One metric in words, for `explain` and for the page on method.

    `id` is stable and kebab-case, `number` that of the specification; `formula` is a paragraph.
    """

    id: str
    number: int
    title: str
    question: str
    needs: str
    smallest: str
    formula: str
    cannot_tell: str
    sources: str

    def explained(self) -> Explanation:
        """The entry as one paragraph under its id."""
        parts = (
            self.question,
            self.formula,
            f"Needs: {self.needs}",
            f"Smallest sample: {self.smallest}",
            f"Cannot tell: {self.cannot_tell}",
            f"Sources: {self.sources}",
        )
        return Explanation(self.id, self.title, " ".join(parts))


METRICS: tuple[MetricEntry, ...] = (
    MetricEntry(
        id="rank-outcome",
        number=1,
        title="Rank against outcome",
        question="Does a better benchmark position go with more success in the target workflow?",
        needs="for each agent or version, a score or rank on one benchmark and the outcome of its runs in one "
        "workflow.",
        smallest="five agents to show anything, as exploratory; ten to count as evidence.",
        formula="Spearman's rho between position (turned so that better is higher) and share of success, with "
        "ties at their mean rank, the Bonett-Wright interval and a permutation p-value; Kendall's tau-b beside "
        "it. Beside rho stands its noise ceiling: the rho that a benchmark with perfect order would show, "
        "given so many runs. For one agent over versions the steps are correlated, never the levels, and a "
        "gain counts as transferred only if both changes from first to last have a lower limit above zero. An "
        "outcome that only stands in for real use is never more than exploratory.",
        cannot_tell="why position and success go together, or whether they would in another workflow.",
        sources="Spearman 1904; Kendall 1970; Fieller, Hartley & Pearson 1957; Bonett & Wright 2000; "
        "Mogstad et al. 2024.",
    ),
    MetricEntry(
        id="freshness",
        number=2,
        title="Freshness of evidence",
        question="How old is the evidence, and is it still about what is deployed?",
        needs="the last day of collection, the version looked at, the change log, the status of the benchmark "
        "and the agreed cadence.",
        smallest="one dated item.",
        formula="Age counts from the end of collection; its ratio to the cadence makes an item fresh, due soon, "
        "stale or expired. A material change since collection, a retired benchmark or an open review trigger "
        "that names the item expires it whatever its age. The weight halves with every cadence and is used to "
        "weigh kinds of evidence, never to scale a rate.",
        cannot_tell="whether the figure would come out the same today.",
        sources="BetterBench (Reuel et al. 2024); NIST AI RMF GOVERN 1.5.",
    ),
    MetricEntry(
        id="claim-incident-gap",
        number=3,
        title="Claim against incidents",
        question="Did real use fail more often than was claimed, and how often did it go wrong?",
        needs="a claimed share with its sample size or error, production runs of the same version with "
        "outcomes, incidents with severities, and how much of the use was watched.",
        smallest="one run; a claim without sample size gives a range of answers and no verdict.",
        formula="The gap is observed minus claimed failure, in points, with limits recovered from the Wilson "
        "limits of both sides (Newcombe; MOVER-D), and the ratio by MOVER-R. Where the claim gives no sample "
        "size the gap is shown for several. Incidents are divided by watched exposure only, with Garwood's "
        "limits, by severity and weighted by it (Fay-Feuer, severities without any incident included). No "
        "incident is shown as the rate that it does not exclude. Counts that come in bursts widen the limits.",
        cannot_tell="that a failed test task and an incident are the same thing; incidents that nobody watches "
        "for do not appear.",
        sources="Clopper & Pearson 1934; Garwood 1936; Hanley & Lippman-Hand 1983; Fay & Feuer 1997; "
        "Newcombe 1998b; Zou & Donner 2008; Donner & Zou 2012.",
    ),
    MetricEntry(
        id="procurement",
        number=4,
        title="Decisions that lean on rank",
        question="How many buying decisions rested mainly on benchmark results?",
        needs="decision records with the evidence that they cite, its class and weight, and what was at stake.",
        smallest="one decision; below five only k of n is shown.",
        formula="A decision leans on rank if all it cites is benchmarks (a), if their weight is above the cap "
        "(b), if it is above a lower cap while much is at stake and nothing comes from the target workflow "
        "(c), or if it cites a position that cannot be told from a rejected one, and gives no other reason "
        "(d). The share of such decisions has a Wilson interval, decisions that name no evidence give bounds, "
        "and the share by value stands beside it with its effective number of decisions.",
        cannot_tell="whether a decision was wrong, or what was considered and not written down.",
        sources="own definition; Wilson 1927; Newcombe 1998a; Kish 1965; Manski 2003.",
    ),
    MetricEntry(
        id="diversity",
        number=5,
        title="Diversity of evidence",
        question="How many kinds of evidence and how many sources are there really?",
        needs="evidence items with their class, producer and freshness.",
        smallest="one item that is not expired.",
        formula="Each artefact counts once, with its freshness weight, expired ones not at all. Hill numbers "
        "turn the mixture of classes into a number of equally used kinds (D0 counts them, D1 and D2 discount "
        "rare ones). Independence is the share of artefacts that neither the vendor nor its contractors "
        "produced; the Herfindahl index says how far one source dominates. The list of required classes that "
        "are absent stands beside the number.",
        cannot_tell="whether any single item is any good.",
        sources="Hill 1973; Jost 2006; Wilson 1927.",
    ),
    MetricEntry(
        id="coverage",
        number=6,
        title="Coverage of the workflow",
        question="How much of what the workflow depends on do the benchmarks test?",
        needs="obligations with the consequence of their step, and a mapping from benchmark tasks to steps or "
        "obligations.",
        smallest="one obligation, one mapped benchmark with a result that is not expired.",
        formula="Critical promises without a direct test come first. Then coverage: for each obligation the "
        "strongest link of any benchmark (direct 1, partial less, none 0), weighted by consequence; links that "
        "nobody drew give bounds. Benchmarks never add up beyond one for an obligation, and where mappers "
        "differ the weakest link holds. Relevance is the share of tasks that test any promise; the agreement "
        "of two mappers is a weighted kappa, that of four or more a content validity ratio.",
        cannot_tell="whether the tasks are good tests of what they are mapped to.",
        sources="Messick 1995; Lawshe 1975; Cohen 1968; Raji et al. 2021.",
    ),
    MetricEntry(
        id="pact-compliance",
        number=7,
        title="Compliance with the pact",
        question="Is each promise kept, as observed and as inferred?",
        needs="obligations with measure, threshold and window, and evidence that supports them.",
        smallest="what the obligation asks for; with fewer runs than its threshold needs, a promise cannot be "
        "shown to be kept.",
        formula="Observed attainment compares k of n with the threshold, a fact where all runs of a production "
        "window were recorded. The inferred verdict compares the exact interval (Clopper-Pearson, "
        "Korn-Graubard for clusters, Garwood for rates): met if all of it keeps the promise, breached if none "
        "of it does, else leaning to one side. Unknown outcomes count once as good and once as bad, and a "
        "verdict must stand in both. The error budget says how fast allowed failures are used up.",
        cannot_tell="what happened in runs that were not recorded.",
        sources="ILAC-G8:09/2019; JCGM 106:2012; Clopper & Pearson 1934; Korn & Graubard 1998; Garwood 1936; "
        "SRE Workbook 2018, chapter 5.",
    ),
    MetricEntry(
        id="follow-through",
        number=8,
        title="Follow-through of consequences",
        question="Does what was agreed to follow a breach really follow, and in time?",
        needs="consequences in the pact, their events, overrides and decision rights.",
        smallest="one consequence that fell due; the time to consequence needs five.",
        formula="The on-time share counts consequences that were enacted by their deadline among those that "
        "fell due or were enacted, with a Wilson interval. Triggers are computed again from the verdicts: one "
        "without a record is a missed trigger. An override is valid if the role may override, and if it has a "
        "justification, evidence and an end that was kept; one that ran out counts as not enacted. The time "
        "from trigger to consequence is a Kaplan-Meier estimate in which open cases are censored.",
        cannot_tell="whether consequences work where none was ever triggered or rehearsed.",
        sources="Wilson 1927; Kaplan & Meier 1958.",
    ),
    MetricEntry(
        id="proof-judgment",
        number=9,
        title="Proof against judgment",
        question="How much of the evidence rests on checks, and how much on judges and people?",
        needs="the method of each observation, calibration of AI judges, ratings by several people.",
        smallest="one observation; agreement below thirty units is exploratory.",
        formula="The share of decisive observations by method, per obligation and weighted by consequence. "
        "Agreement beyond chance is Cohen's kappa for two raters (weighted on ordered scales) and "
        "Krippendorff's alpha for more, always beside raw agreement and prevalence. A judged share is "
        "corrected by the judge's measured errors (Rogan-Gladen, limits by Lang and Reiczigel); without "
        "calibration it is printed as judged.",
        cannot_tell="whether the checks test the right thing.",
        sources="Cohen 1960, 1968; Fleiss, Cohen & Everitt 1969; Krippendorff 2011; Gwet 2008; "
        "Rogan & Gladen 1978; Lang & Reiczigel 2014.",
    ),
    MetricEntry(
        id="claims",
        number=10,
        title="Support of claims",
        question="Does the evidence bear out what is said in public?",
        needs="claims with operator, number and scope, and the evidence or obligation that checks them.",
        smallest="thirty effective outcomes with an interval narrower than 0.30; fewer can contradict only.",
        formula="Tests in order, the first that decides: no evidence or too little, out of scope, contradicted "
        "(even by old evidence), stale, and then the operator. At least c is supported if the exact lower limit "
        "reaches c, contradicted if the upper one stays below, and partially supported if the value reaches c "
        "or the lower limit misses it by little. Never and always fall with one counterexample, and without "
        "any are as good as the rate that is not excluded. Several tries never support a claim about one. A "
        "published figure that no whole count gives is disclosed.",
        cannot_tell="whether the sentence is understood as its predicate says.",
        sources="Clopper & Pearson 1934; Newcombe 1998c; Miller 2024; Brown & Heathers 2017.",
    ),
    MetricEntry(
        id="review-cadence",
        number=11,
        title="Cadence of review",
        question="Did somebody look when they should have?",
        needs="blast radius, change log, review records, and events that call for a review.",
        smallest="none; without any review the agent was never reviewed.",
        formula="The interval follows from blast radius and the number of recent changes, unless the agent sets "
        "its own. Material changes, incidents from major on, breaches, expired overrides and contradicted "
        "claims open triggers with deadlines of their own, which only a review that names them closes.",
        cannot_tell="how good a review was.",
        sources="NIST AI RMF GOVERN 1.5, MANAGE 4.1; ISO/IEC 42001 9.3.",
    ),
    MetricEntry(
        id="benchmark-quality",
        number=12,
        title="Quality of benchmarks",
        question="What is a benchmark, and a score on it, worth?",
        needs="scores with tasks, trials and successes by task; a validity audit; the leaderboard; the score of "
        "an agent that does nothing.",
        smallest="the number of tasks, or a published error.",
        formula="The honest interval treats repeated or related tasks as clusters. pass^k is the chance that "
        "all of k tries succeed and pass@k that any does, both averaged over tasks and never taken as powers. "
        "Choosing the best of several variants lifts a score by chance, as normal order statistics say. A score "
        "is exposed if its tasks were public before training ended and none are held out. A board is saturated "
        "if its best entries cannot be told apart or reach the ceiling. Sections of an audit are counted apart, "
        "with unknown items as bounds.",
        cannot_tell="whether the benchmark measures what the buyer needs.",
        sources="Chen et al. 2021; Yao et al. 2024; Miller 2024; Singh et al. 2025; Zhu et al. 2025; "
        "Reuel et al. 2024; Brown & Heathers 2017.",
    ),
)
