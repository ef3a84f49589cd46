"""Formulas of every method by the name that results carry, and what counts in a window."""

from __future__ import annotations

from dataclasses import dataclass

from trustpages.model.problem import Explanation
from trustpages.model.states import VERDICTS
from trustpages.model.vocabulary import Verdict

MET, BREACHED = (VERDICTS[verdict].in_sentence for verdict in (Verdict.MET, Verdict.BREACHED))


@dataclass(frozen=True, slots=True)
class Formula:
    """One method in symbols. `id` is kebab-case; `methods` are the names under which results carry it.

    Of a name that goes on after a comma (a seed, a factor) only the beginning is given.
    """

    id: str
    title: str
    text: str
    methods: tuple[str, ...] = ()
    source: str = ""

    def explained(self) -> Explanation:
        """The formula as paragraphs under its id."""
        source = f" Source: {self.source}." if self.source else ""
        return Explanation(self.id, self.title, f"{self.text}{source}")


FORMULAS: tuple[Formula, ...] = (
    Formula(
        "symbols",
        "Symbols",
        "k of n: outcomes that count, of outcomes that are known; p = k/n. Level 1−α, 0.95, and two-sided in every "
        "verdict and figure, so that each limit errs at most α/2; z is the normal quantile of 1−α/2 (1.959964 at "
        "0.95). B(q; a, b) is the quantile q of the beta distribution, G(q; a) that of the gamma distribution with "
        "shape a and scale 1. n_eff is how many independent outcomes n are worth. Limits are computed in full and "
        "rounded outward only for print.",
    ),
    Formula(
        "wilson",
        "Wilson, for shares that are compared; score limits of rates that are",
        "(k + z²/2 ± z·√(k(n−k)/n + z²/4)) / (n + z²); exactly 0 below at k = 0, exactly 1 above at k = n. Of x events "
        "in exposure E, where two reports are compared: (x + z²/2 ± z·√(x + z²/4))/E.",
        ("Wilson", "score"),
        "Wilson 1927; Newcombe 1998a; Brown, Cai & DasGupta 2003; Li, Tang & Wong 2014",
    ),
    Formula(
        "clopper-pearson",
        "Clopper-Pearson, to decide on a share",
        "L = B(α/2; k, n−k+1), 0 at k = 0; U = B(1−α/2; k+1, n−k), 1 at k = n.",
        ("Clopper-Pearson",),
        "Clopper & Pearson 1934; Hanley & Lippman-Hand 1983",
    ),
    Formula(
        "gaffke",
        "Gaffke, for runs in clusters",
        "Cluster c holds k_c of n_c known outcomes; a run outside of any cluster is a cluster of one. E_0, E_1, … are "
        "independent standard exponential, and n_0 = Σn_c²/Σn_c is the size of one further cluster in which all "
        "failed. L is the t at which P(ΣE_c(k_c − t·n_c) − E_0·t·n_0 > 0) = 1−α/2, by Imhof's inversion: ½ + "
        "(1/π)∫ sin(Σ arctan(a·u))/(u·∏√(1+a²u²)) du over u > 0, the a being the factors of the E. U "
        "is one minus the L of the failures. Where all n_c are 1 it is Clopper-Pearson, where no cluster varies "
        "Clopper-Pearson over clusters. Where runs weigh the inverse of the probability with which they were chosen, "
        "k_c and n_c are sums of weights over the greatest that the plan allows, and n_0 is that of the runs without "
        "weights: all runs of the further cluster have the greatest. "
        "n_eff is the number of independent runs with a 95 % Clopper-Pearson interval as wide. With one cluster only "
        "there is no interval; with fewer than the policy's five clusters, or runs that stand alone, a verdict leans "
        "at most. Repeated tries without counts by task are worth one a task.",
        ("Gaffke",),
        "Gaffke 2005; Learned-Miller & Thomas 2019; Phan, Thomas & Learned-Miller 2021; Imhof 1961; Hajek 1971",
    ),
    Formula(
        "pooling",
        "Versions and producers",
        "Runs of one version in one state, by one producer, for one population, on one benchmark are a source. "
        "d = p1 − p2 of two sources has the limits of a difference of two shares, recovered from the deciding limits "
        "of both at the policy's pooling level (90 %); of m sources each is held against the rest at 1 − 0.10/m. "
        "Where d excludes zero they are not pooled. D is what is deployed, E what ran before. If the sources in D "
        "differ, the worst decides, alone; if those in E differ, D decides alone. If D and E do not differ, all runs "
        "together decide, and the verdict leans unless the interval of D alone at the policy's carried level (80 %) "
        "shows it, too: where E differs by less than the test can see, it is so wrong in at most 10 of 100 windows on "
        "either side. If D does better, the better of D alone and of that; if D does worse, the worse of D alone and "
        "of all together. With one source in D no failure of D improves the verdict, since the limits of d move with "
        "those of p1. Rates of events and means follow the same rule with their own limits. Incidents name no runs: of "
        "a rate of incidents D and E are one source each, and an incident belongs to E where its day or version lies "
        "before a change. A mean of D that would only lean by itself bears nothing out. What must never happen is "
        "broken by an event of either, and without any leans unless D alone shows it at the carried level.",
        (),
        "Zou & Donner 2008; Bancroft 1944; Viele et al. 2014",
    ),
    Formula(
        "strata",
        "Declared parts of the runs",
        "Each of m parts is judged against the line by itself at level 1 − α/m, α being that of the policy. Where a "
        "part is broken all runs together lean at most to kept. With shares w of real use from the pact (and not all "
        "runs on record): p = Σ w·p_s, L = p − √Σ w²(p_s − l_s)², U = p + √Σ w²(u_s − p_s)², the limits of each part "
        "at the policy's level; where a cluster has runs in several parts the distances add up in full. A part without "
        "runs may be anything: the verdict must stand with all of it bad and all of it good. Parts whose runs are "
        "only counted in an item with clusters are worth as many runs as their part of these clusters.",
        ("post-stratified",),
        "Zou, Huang & Zhang 2009; Bonferroni",
    ),
    Formula(
        "cluster-sums",
        "Clusters of which only sums are known",
        "Of G clusters with Σk, Σn, Σk², Σn² and Σkn the limits are Gaffke's of those clusters with these sums that "
        "say least, n_0 = Σn²/Σn. F = Σn − Σk and Q = Σn² − 2Σkn + Σk² are failures and their squares. f* is the "
        "most failures that one cluster can have: the largest of G whole numbers from 0 on with sum F of which, the "
        "others being as alike as whole numbers can be, the squares add up to Q at most; never more than the most "
        "runs of one cluster, which is the same of Σn and Σn². n* is its fewest runs: the least such number of Σn "
        "and Σn², 1 at least. In L the clusters have two factors: with s = Σk − t·Σn, S = Σk² − 2t·Σkn + t²·Σn² and "
        "a* = (1−t)·max(n*, f*) − f*, w of them have a* and G − w have x = (S − a*·s)/(s − a*·G), w = (G·x − s)/(x "
        "− a*). Clusters of one size, G·Σn² = (Σn)², have whole failures instead: with f = ⌊(F·f* − Q)/(G·f* − F)⌋, "
        "w = (Q − (2f+1)·F + G·f(f+1))/((f*−f)(f*−f−1)) have f*, or none where f* is f+1; F − G·f − w·(f*−f) have "
        "f+1, the others f. U is one minus the L of the failures. So runs that stand alone have Clopper-Pearson's "
        "limits, and clusters of one size that are all alike, each good or bad as a whole, or with one failure at "
        "most, those of the clusters themselves; all others have wider ones. For events clusters that are only "
        "summed count as (Σn)²/Σn² equal ones, rounded down.",
        ("Gaffke from sums",),
        "Denuit, De Vylder & Lefèvre 1999; Denuit & Lefèvre 1997; Samuelson 1968; Kish 1965",
    ),
    Formula(
        "hypergeometric",
        "Hypergeometric, for a sample of a window of known size",
        "With N runs in the window and n/N above the policy's line: all M for which P(X ≥ k | M) > α/2 and "
        "P(X ≤ k | M) > α/2, X being hypergeometric (n drawn from N that hold M); the limits are the least "
        "and the greatest M over N.",
        ("hypergeometric",),
    ),
    Formula(
        "garwood",
        "Garwood, for events per exposure",
        "x events in exposure E: L = G(α/2; x)/E, 0 at x = 0; U = G(1−α/2; x+1)/E, without any event 3.69/E; at most "
        "1 where runs are the exposure and hold no more events than there are runs. E is watched exposure: runs (or "
        "hours) times the fraction that is watched, times the sensitivity of the detector where it was tested. Events "
        "counted inside runs need nobody who watches.",
        ("Garwood",),
        "Garwood 1936",
    ),
    Formula(
        "bursts",
        "Compound Poisson, for events that come in bursts",
        "Incidents reported as one, or that look the same on the same day, are one burst; s_i events are in burst i, "
        "and s* = 2·max s_i, or 1 where none holds more than one. L·E is the quantile α/2 of Σ s_i·Γ_i, U·E the "
        "quantile 1−α/2 of Σ s_i·Γ_i + s*·Γ_0, the Γ being independent standard exponential: Garwood's limits where "
        "every s_i is 1, Fay and Feuer's where one gamma of the same mean and variance stands for the sum. With φ, "
        "the dispersion of other counts in the same runs, s_i·Γ_i is gamma with shape 1/φ and scale s_i·φ, and s*·Γ_0 "
        "is φ times as large. The distribution function is inverted from its Laplace transform Π(1+s_i·φ·u)^(−1/φ)/u.",
        ("compound Poisson",),
        "Fay & Feuer 1997; Gaffke 2005; Talbot 1979; Weideman & Trefethen 2007",
    ),
    Formula(
        "periods",
        "Events by period",
        "Where events are counted by m ≥ 8 equal periods, each period is a cluster: with c* = 3·max c_p (2 from 26 "
        "periods on; 1 where no period holds any), the limits of the mean count are c* times Gaffke's of "
        "the shares c_p/c* of m clusters of size 1. Where other counts in the same runs are by period, φ = max(1, "
        "(t/z)²·D/(m−1)), t being the quantile 1−α/2 with m−1 degrees of freedom.",
        (),
        "Gaffke 2005; McCullagh & Nelder 1989",
    ),
    Formula(
        "customers",
        "Events in runs that come in clusters",
        "Gaffke's limits with the events and watched runs of each cluster, per run. Where a log does not tell in "
        "which clusters events fell, they are placed in the largest, as few as could hold them. Of the limits that "
        "bursts, periods and clusters give, the lowest and the highest stand: no event ever lowers one, and none "
        "narrows another.",
        (),
        "Gaffke 2005",
    ),
    Formula(
        "dispersion",
        "Dispersion of counts",
        "x_1 … x_m events in m periods with mean x̄: D = Σ(x_i − x̄)²/x̄ against chi-square with m−1 "
        "degrees of freedom; from 8 periods and a mean of 0.5.",
        ("index of dispersion",),
    ),
    Formula(
        "fay-feuer",
        "Fay-Feuer, for a rate weighted by severity",
        "w_s is the weight of a severity over the exposure, x_s its events. R = Σ w·x, V = Σ w²·x, w* the largest "
        "weight, seen or not; a burst is one event of so many times the weight. L = V/R·G(α/2; R²/V), 0 without "
        "events; U = (V+w*²)/(R+w*)·G(1−α/2; (R+w*)²/(V+w*²)). Where clusters or periods put the limits of as many "
        "single events further out than Garwood's, L and U are multiplied by how much.",
        ("Fay-Feuer gamma",),
        "Fay & Feuer 1997",
    ),
    Formula(
        "mean",
        "Mean",
        "x̄ ± t·SE, SE = s/√n with n−1 degrees of freedom. The skewness of the mean is a = G1/√n, G1 being the "
        "adjusted Fisher-Pearson skewness of the values; the upper limit is never below x̄ − SE·h(−t), the lower "
        "never above x̄ − SE·h(t), h(y) = (3/a)·(∛(1+a(y−a/6)) − 1). With values by cluster, c adding e_c = "
        "Σ_i(x_i − x̄): SE = √(Σe_c²·G/(G−1))/n, t with G−1 degrees of freedom for G clusters, a = "
        "Σe_c³/(Σe_c²)^1.5·√(G(G−1))/(G−2). The wider of the two stands. Where |a| lies above the policy's "
        "line, or is not known, and below the policy's number of values, the verdict leans at best: a few "
        "large values could turn it. A kind of value that never occurred leaves no trace in any sample "
        "(Bahadur & Savage 1956). Where only an error was published: value ± z·SE.",
        ("t", "clustered", "normal"),
        "Hall 1992; Johnson 1978; Boos & Hughes-Oliver 2000; Miller 2024",
    ),
    Formula(
        "difference",
        "Difference of two shares",
        "d = p1 − p2 with limits l, u of each side: L = d − √((p1−l1)² + (u2−p2)²), U = d + √((u1−p1)² + "
        "(p2−l2)²). With Wilson limits on both sides this is Newcombe's interval. On the same tasks "
        "−2φ(p1−l1)(u2−p2) and −2φ(u1−p1)(p2−l2) stand under the roots: e, f, g, h tasks solved by both, "
        "first only, second only, neither; φ = C/√((e+f)(g+h)(e+g)(f+h)), C = eh − fg, less (e+f+g+h)/2 but "
        "not below 0 where it is positive.",
        ("MOVER-D", "Newcombe", "Newcombe paired"),
        "Newcombe 1998b, 1998c; Zou & Donner 2008",
    ),
    Formula(
        "same-tasks",
        "Two versions on the same tasks",
        "d_i is the share of tries of task i that one version solved less that of the other, d the mean over n tasks. "
        "With single tries and tasks that stand alone: the paired interval above. Else d ± t·SE with G−1 degrees of "
        "freedom, SE² = G/(G−1)·Σ_c(Σ_i(d_i − d))²/n² over the G groups of tasks; where no group differs from another, "
        "the paired interval with parts of tasks as counts. The variance on one task, v = n·SE², is ω² + σ_A²/K_A + "
        "σ_B²/K_B: of the true difference over tasks, and what chance leaves of it after K tries a side. Tasks that "
        "tell a difference δ: (z_{α/2} + z_{1−power})²·v/δ². Runs of each of two versions that tell 5 points where a "
        "promise leans: the same with v = 2p(1−p)·n/n_eff.",
        (),
        "Miller 2024; Newcombe 1998c",
    ),
    Formula(
        "ratio",
        "Ratio of two shares",
        "o over c with limits l, u: L = (oc − √((oc)² − l_o·u_c(2o−l_o)(2c−u_c)))/(u_c(2c−u_c)), U = (oc + "
        "√((oc)² − u_o·l_c(2o−u_o)(2c−l_c)))/(l_c(2c−l_c)); U is infinite where l_c = 0.",
        ("MOVER-R",),
        "Donner & Zou 2012",
    ),
    Formula(
        "level-shift",
        "Drift within the window",
        "e_i = k_i − n_i·p for the days i = 1 … m with outcomes, or x_i − x̄ for counts of equal periods; S_j = e_1 "
        "+ … + e_j. The shift lies after the j with the largest |S_j|. Up to m = 16 p is the share of all m! orders "
        "of the e_i with a sum as large; beyond it is P(sup|B| ≥ T) = 2·Σ(−1)^(i+1)·exp(−2i²T²) with "
        "T = max|S_j|/√(Σe²·m/(m−1)) and B a Brownian bridge. From ten days on.",
        ("cumulative sum",),
        "Page 1954; Ploberger & Kraemer 1992; Kolmogorov 1933",
    ),
    Formula(
        "holm",
        "Verdicts that stand together",
        f"Of m promises that an interval judges, those that are {MET} or {BREACHED} at the level 1 − α/m stand; with r "
        "standing the others are judged at 1 − α/(m − r), until a step adds none. With m = 10 and α = 0.05 the first "
        "step asks for 99.5 %.",
        ("Holm",),
        "Holm 1979",
    ),
    Formula(
        "unknown-outcomes",
        "Unknown outcomes",
        "m runs without a recorded outcome: the share lies between k/(n+m) and (k+m)/(n+m). The verdict is "
        "computed at both ends, each with its own limits, and is incomplete where they differ.",
        (),
        "Manski 2003",
    ),
    Formula(
        "runs-needed",
        "Runs that are needed",
        "For at least T: the fewest runs, all good, are ⌈ln(α/2)/ln T⌉ (36 for 0.90, 72 for 0.95, 368 for 0.99), "
        "for at most T, none of them, ⌈ln(α/2)/ln(1−T)⌉; for what must never happen, with tolerable rate τ, "
        "⌈ln(α/2)/ln(1−τ)⌉, of events ⌈−ln(α/2)/τ⌉. Failures in a row that would breach it: the first f at which U "
        "< T with f further runs that fail, each alone; good runs that would show it: the first s with L ≥ T. Runs "
        "in one window that would decide it: the first number of runs with which the share seen today gives that "
        "verdict with the policy's power; of clusters, the first number at which clusters like those seen, tilted "
        "exponentially to the share that all but 1−power of such windows exceed, give it, and never fewer than a "
        "verdict needs. Of six sums every cluster loses the same part of its runs instead, and Σ(k − p·n)² grows as "
        "p(1−p). Runs that weigh are clusters with their weights. A total of strata is lower than seen by "
        "z_(1−power) of its standard error, each stratum by its part of the variance, in so many runs divided as "
        "those seen. Of a rate V is the greatest of φ·Σs_i², of Σ(c_p−x̄)² over periods and of Σ(k_c−p·n_c)² over "
        "clusters; in r times the use it is x/E away by z_(1−power)·√(V/r)/E towards the line, periods and clusters "
        "are tilted to it, and the first number of clusters (else periods, else exposure) counts at which all "
        "limits of a rate give the verdict, the largest burst or period being what r times those seen exceed in all "
        "but the policy's power of windows. Of a mean with standard deviation s and skewness g of m values (or "
        "clusters) seen, n suffice where its limits lie on one side of the line at a mean nearer to it by d = "
        "z_(1−q)·s/√n, with the variance s²(1 ± g·d/s) that goes with such a mean, the policy's number of values is "
        "reached, and q = power/Q, Q being the chance Φ((a·√n − |g|)·√n/σ + 0.45) that the mean looks no more "
        "skewed than the policy's line a; σ²/n is the variance of the skewness of n values from a gamma "
        "distribution, σ² = μ_6 − 3gμ_5 − 6μ_4 + 9g²μ_4/4 + 35g²/4 + 9 of its central moments with variance 1.",
        (),
        "success-run theorem; Cramér 1946 for the variance of a skewness",
    ),
    Formula(
        "budget",
        "Error budget",
        "(1−T)·expected runs may fail. Consumed = failed/allowed. Burn = (failed/seen)/(1−T), with the exact limits "
        "of failed/seen over 1−T. Used up at elapsed/consumed, as a share of the window, never before the day of the "
        "report; elapsed counts days, of a rolling window since the pact began. Alert: lower limit of burn above 1.",
        (),
        "SRE Workbook 2018, chapter 5",
    ),
    Formula(
        "rank",
        "Rank correlation",
        "ρ is Pearson's correlation of mid-ranks, better upward on both sides: tanh(atanh ρ ± "
        "z·√((1+ρ²/2)/(n−3))). τ-b: tanh(atanh τ ± z·√(0.437/(n−4))). At |ρ| = 1 the inner limit is that of "
        "1 − 12/(n(n²−1)), at |τ| = 1 that of 1 − 4/(n(n−1)); the outer limit is ±1. p: all orderings up to "
        "n = 9, else (c+1)/(B+1) from B seeded ones. Noise ceiling: with m and S² the mean and "
        "variance of the N shares k_i/n_i and h the mean of 1/n_i, φ = (S²/(m(1−m)+S²/N) − h)/(1−h), at "
        "least 0; p_i from Beta(k_i+m·w, n_i−k_i+(1−m)·w), w = 1/φ − 1, and p_i = m at φ = 0; outcome from "
        "Bin(n_i, p_i)/n_i, score from Normal(p_i, p_i(1−p_i)/tasks); median of ρ, at least 0, with the "
        "middle 90 % of the draws. Positions: pairwise differences (Newcombe), Holm-adjusted; 1 + agents "
        "shown to be better to N − agents shown to be worse.",
        ("Bonett-Wright", "Fieller", "simulation", "pairwise differences"),
        "Bonett & Wright 2000; Fieller, Hartley & Pearson 1957; Holm 1979; Kleinman 1973; Spearman 1904",
    ),
    Formula(
        "mixture",
        "Diversity and concentration",
        "Each artefact adds its weight 2^(−age/h) to its kind, nothing once expired; h is the agent's "
        "cadence times the policy's half-life. a_c over their sum is p_c. D0 counts kinds with any weight, "
        "D1 = exp(−Σ p ln p), D2 = 1/Σp², evenness D1/D0. HHI = Σ s², s being the share of artefacts by "
        "organisation; 1/HHI effective sources. All that is there was counted, so there is no interval.",
        ("population",),
        "Hill 1973; Jost 2006",
    ),
    Formula(
        "coverage-share",
        "Coverage",
        "Σ w·max m / Σ w over the promises, w being the weight of the consequence and m the strength of a "
        "link (direct 1, partial as the policy says, none 0) of benchmarks with a result that is not "
        "expired. Direct is only what names a promise of success on tasks: a share of outcomes, alone, of several "
        "tries, weighted or on changed tasks, a time horizon, or runs of which none may fail. A link to its step is "
        "partial; a promise of anything else has partial links at most, and none by its step.",
        (),
    ),
    Formula(
        "agreement",
        "Agreement of raters",
        "κ = (p_o − p_e)/(1 − p_e), weights equal, linear (ordinal) or squared (interval), ± z times the "
        "error of Fleiss, Cohen & Everitt. α = 1 − D_o/D_e, interval by bootstrap over units with the seed "
        "shown. Where all agree on all n units these have no width; then with l = (α/2)^(1/n) the lower limit is "
        "(l − p_e)/(1 − p_e) for κ and 1 − (1 − l)·δ/D_e for α, δ being the largest squared distance of two "
        "categories. Below the policy's number of units, or without any width, there is no figure beyond raw "
        "agreement. AC1 = (p_o − p_γ)/(1 − p_γ), p_γ = Σ π(1−π)/(q−1). Content validity: (n_e − N/2)/(N/2).",
        ("Fleiss-Cohen-Everitt", "weighted kappa", "bootstrap over units", "Clopper-Pearson on units agreed on"),
        "Cohen 1960, 1968; Krippendorff 2011; Terwee et al. 2012; Gwet 2008; Lawshe 1975",
    ),
    Formula(
        "judge-correction",
        "Correction of an AI judge",
        "q judged good of n; by people's labels of other outcomes the judge passed TP of P good ones and failed "
        "TN of N bad ones: Se = TP/P, Sp = TN/N, p = (q − (1 − Sp))/(Se − (1 − Sp)), cut to 0 and 1. L is the t "
        "at which P(q* − t·Se* − (1−t)(1−Sp*) > 0) = 1−α/2, q* ~ Beta(m·q, m − m·q + 1), Se* ~ Beta(TP+1, P−TP), "
        "Sp* ~ Beta(TN, N−TN+1) independent, a distribution with a parameter of 0 being the point at that end, "
        "and m the number for which B(α/2; m·q, m − m·q + 1) is the deciding lower limit of q: n itself where "
        "runs stand alone. L is at most the t at which the same holds with the number Se in place of q*. U is "
        "1 − L of what was failed, TP of P and TN of N in each other's place. With Se + Sp ≤ 1 the judge shows "
        "nothing: limits 0 and 1. By these errors a judge can pass between 1 − U(TN of N) and U(TP of P), "
        "Clopper-Pearson's.",
        ("Bayer-Fay-Graubard",),
        "Rogan & Gladen 1978; Fay, Proschan & Brittain 2015; Bayer, Fay & Graubard 2023",
    ),
    Formula(
        "prediction-powered",
        "Correction of an AI judge by labels drawn from the same runs",
        "People labelled m runs drawn at random from those that the judge decided; of these FN are good and were "
        "failed, FP are bad and were passed. p = q + (FN − FP)/m, cut to 0 and 1. L is the t at which P(q* + FN* "
        "− FP* > t) = 1−α/2, FN* ~ Beta(FN, m−FN+1), FP* ~ Beta(FP+1, m−FP), q* as in the correction by errors; "
        "at most the t for 1 − (FN − FP)/m in place of q*. U is 1 − L of what was failed, FN and FP in each "
        "other's place.",
        ("prediction-powered",),
        "Angelopoulos, Bates, Fannjiang, Jordan & Zrnic 2023, with melded limits for their normal ones",
    ),
    Formula(
        "several-judges",
        "Outcomes decided in several ways",
        "What one AI judge with one calibration decided is a part of the outcomes; all that no calibration corrects "
        "is one part together, with its limits as counted. Part s holds w_s of the outcomes and shows p_s with L_s, "
        "U_s: p = Σ w_s·p_s, L = p − √Σ(w_s(p_s − L_s))², U = p + √Σ(w_s(U_s − p_s))²; where two parts hold runs of "
        "one cluster, L = Σ w_s·L_s and U = Σ w_s·U_s. Unknown outcomes, all bad or all good, enter p_s, L_s and U_s "
        "of a judge as 0 or 1 with their share. n_eff is the number of runs for which Clopper-Pearson's limits are "
        "as far apart.",
        ("MOVER over judges",),
        "Zou, Huang & Zhang 2009",
    ),
    Formula(
        "repeats",
        "Repeated tries",
        "c_i of n_i tries of task i succeed: pass^k is the mean over tasks of C(c_i,k)/C(n_i,k), pass@k that of 1 − "
        "C(n_i−c_i,k)/C(n_i,k), consistency (k tries end alike) that of C(c_i,k)/C(n_i,k) + C(n_i−c_i,k)/C(n_i,k), "
        "for k = 2 one minus the unbiased Gini impurity; with Gaffke's limits over tasks, or over groups of related "
        "tasks, each task adding its value between 0 and 1: Clopper-Pearson on tasks for pass^k with k = n. In a "
        "promise tries that a task lacks to k are unknown outcomes: the verdict is computed at the least and the "
        "greatest value that they allow. The best of N equal variants is lifted by e_N·SE, e_N being the mean of the "
        "largest of N standard normal numbers (0.56 for 2, 1.16 for 5, 1.54 for 10).",
        (),
        "Chen et al. 2021; Yao et al. 2024; Gini 1912",
    ),
    Formula(
        "over-tasks",
        "Figures over tasks",
        "A task is a cluster of the evidence, or one of its parts where clusters are split by length or confidence; "
        "tasks of a benchmark belong to the cluster of their group. A figure takes the known outcomes; with unknown "
        "ones the verdict is computed at the least and the greatest figure that they allow, and is incomplete where "
        "these differ. Below the policy's five clusters it leans; one that an AI judge decided is leaning to met at "
        "best. Versions, producers, populations and benchmarks are not pooled: of those that ran what is deployed the "
        "one with the worst verdict decides, of equal ones the one with the worst figure. Further tasks that would "
        "change a verdict have the mean number of runs and the mean value of those seen, and fail or succeed as a "
        "whole.",
    ),
    Formula(
        "weighted-score",
        "Weighted score",
        "w_i is the weight of task i, k_i of n_i its runs that succeed: Σw_i(k_i/n_i)/Σw_i, with Gaffke's limits, a "
        "task being a cluster of size w_i of which w_i·k_i/n_i succeeded; tasks of one cluster are added up. Only the "
        "proportions of weights count. A heavy task is one cluster, whatever its weight.",
    ),
    Formula(
        "ratio-over-tasks",
        "Ratio over tasks: cost per success, robustness",
        "Cluster c has a top a_c and a bottom b_c: the cost of its runs (mean cost times runs) and their successes "
        "for cost per success; the sums over its tasks of the share of success on changed and on original tasks for "
        "robustness. R = Σa_c/Σb_c. a_0 and b_0 are the most that one further cluster can have: m·n_0 and n_0, m "
        "being the most that a run can cost and n_0 = Σn_c²/Σn_c with n_c runs; n_0 and n_0 for robustness, n_c being "
        "tasks. L is the t at which P(ΣE_c(a_c − t·b_c) − E_0·t·b_0 > 0) = 1−α/2, U the t at which P(ΣE_c(t·b_c − "
        "a_c) − E_0·a_0 > 0) = 1−α/2, with E and inversion as in Gaffke's limits. The fewest clusters that show a "
        "cost of at most T are ⌈ln(α/2)/−ln(1+T/m)⌉. Runs of unknown outcome count with the mean cost of their task "
        "only where an outcome is assumed for them. Without m the mean cost of the costliest task stands for it, and "
        "the promise is leaning to met at best.",
        ("Gaffke ratio",),
        "Gaffke 2005; Rabanser et al. 2026 for robustness",
    ),
    Formula(
        "time-horizon",
        "Time horizon",
        "x is log2 of a task's length, every run counts alike. b_0 and b_1 of logit p = b_0 + b_1·x maximise the "
        "likelihood with Firth's penalty ½ ln det I, I = Σ n_i·p_i(1−p_i)·(1,x_i)(1,x_i)ᵀ; the horizon is "
        "2^(−b_0/b_1). With s_c the sum of (k_i − n_i·p_i)(1,x_i) over the tasks of cluster c, I_c its part of I and "
        "G clusters, V = (G−1)/G·Σ_c (I−I_c)⁻¹s_c·s_cᵀ(I−I_c)⁻¹. The limits enclose all x with (b_0+b_1·x)² ≤ "
        "q²(V_00+2V_01·x+V_11·x²), q being t with G−2 degrees of freedom; where the slope may be 0, one of them is 0 "
        "or without limit. Below the policy's number of clusters, and for a line beyond the lengths seen, a verdict "
        "leans at most.",
        ("Fieller over clusters",),
        "Kwa et al. 2025; Firth 1993; Heinze & Schemper 2002; Bell & McCaffrey 2002; MacKinnon, Nielsen & Webb 2023; "
        "Fieller 1954",
    ),
    Formula(
        "calibration",
        "Calibration",
        "f is the confidence stated for a run, y 1 where it succeeds, else 0. Overconfidence is the mean of f − y "
        "over runs, with Gaffke's limits of the mean of (f − y + 1)/2, doubled, less 1. The Brier score is the mean "
        "of (f − y)², with Gaffke's limits. The error over bins has no such limits: chance alone lifts it.",
        (),
        "Brier 1950; Guo et al. 2017; Van Calster et al. 2016",
    ),
    Formula(
        "published-score",
        "Published score",
        "Value and limits as published, at the level that was published. Of each producer the latest score counts, of "
        "several the one with the worst verdict. Without limits, or with limits of a level below the policy's, the "
        "verdict leans at most.",
        ("published",),
    ),
    Formula(
        "time-to-consequence",
        "Time to consequence",
        "S(t) = Π(1 − d/r) over the days up to t on which d of the r consequences still open were enacted; "
        "open ones leave at the date of the report. The median is the first day with S ≤ ½. Its limits are the "
        "first days on which the lower and the upper limit S^exp(±z·σ) of S are at most ½, σ = √(Σ d/(r(r−d)))/|ln "
        "S|; one that no day reaches is left out. Of 10 to 40 consequences that all happened these limits miss "
        "the median in 4 to 7 of 100 cases.",
        ("Kaplan-Meier",),
        "Kaplan & Meier 1958; Brookmeyer & Crowley 1982",
    ),
    Formula(
        "checklist",
        "Sections of a validity audit",
        "m of the n items of a section that apply are met, u are not decided: the share lies between m/n and (m + "
        "u)/n. Sections are never added up.",
        (),
        "Zhu et al. 2025; Manski 2003",
    ),
    Formula(
        "printed-figures",
        "Figures that can be",
        "A printed share of n must lie within half a unit of its last digit of some whole number over n. A "
        "share with n_eff below the policy's line, or with an interval as wide as the policy's, stands as k "
        "of n.",
        (),
        "Brown & Heathers 2017; Parker et al. 2017",
    ),
    Formula(
        "verdict-of-record",
        "Verdict of record",
        "A promise is judged on its days of review: the last day of a fixed window, and those that the pact names "
        "beforehand. The verdict of record is that of the latest such day: evidence counts that was collected up "
        "to it and is current on the date of the report. Before the first review, or where nothing of it is "
        "current, the same rule over the days up to the report says how the promise stands: "
        f"{VERDICTS[Verdict.ON_TRACK].in_sentence} where it would be kept or lean to that side, "
        f"{VERDICTS[Verdict.AT_RISK].in_sentence} where it would be broken or lean to that one. Only a verdict of "
        "record stands until it is cleared, and only it calls for a consequence; a confirmed event breaks at once "
        "what must never happen, and whether a record exists is known on any day. With R reviews at most within "
        "any 365 days, each is judged at level 1−α/R (Bonferroni), which the figure prints; so all of a year "
        "together are wrong at most as often as one at 1−α, however their windows overlap.",
        (),
        "Dunn 1961",
    ),
    Formula(
        "what-counts",
        "What counts in a window",
        "A rolling window of d days ends on the day for which it is asked, that of a review or that of the "
        "report, and begins d−1 days before; one of m calendar months begins on the first day of the first of "
        "them. Rows of a file with a time column are cut to these days. "
        "Other items count whole, if their last day lies "
        "inside and their first in the window before it or later; for a fixed window all days "
        "must lie inside. An item counts that names the promise, has its kind, is not expired, and comes "
        "from the best setting that has any: production, then staging, then benchmark. Of items on the same "
        "runs the one with the most runs stays, then the one with the fewest successes. The rest is listed "
        "with its reason. The agreed age is that of the promise (`evidence_max_age`), else the agent's "
        "cadence for evidence, else its interval of review; evidence is stale beyond it, or after a minor "
        "change of the agent, and expired after twice that age or after a material change (model, tools, "
        "policy, autonomy).",
    ),
)
