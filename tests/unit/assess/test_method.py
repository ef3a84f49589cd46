"""Every method that a figure can name is explained in symbols."""

from __future__ import annotations

import pytest

from trustpages.assess.method import FORMULAS, Formula
from trustpages.statistics import comparisons, means
from trustpages.statistics.events import rates
from trustpages.statistics.interval import Estimate, Interval
from trustpages.statistics.proportions import binomial, cluster_limits, clusters, finite_population
from trustpages.statistics.ranks import correlation
from trustpages.statistics.raters.judge import Labels, correct_for_judge, predict_from_labels
from trustpages.statistics.raters.kappa import Kappa, cohen_kappa
from trustpages.statistics.raters.krippendorff import Alpha, krippendorff_alpha


def interval_of(found: object) -> Interval:
    match found:
        case Interval():
            return found
        case means.MeanEstimate():
            return found.estimate.interval
        case Estimate() | Kappa() | Alpha():
            assert found.interval is not None
            return found.interval
        case clusters.ClusteredMean():
            return found.interval()
    raise AssertionError(found)


SIDE = Estimate(0.5, binomial.wilson(5, 10))
LABELS = Labels(45, 50, 95, 100)
FOUND: tuple[object, ...] = (
    binomial.wilson(3, 10),
    binomial.clopper_pearson(3, 10),
    cluster_limits.cluster_limits({(1, 2): 3, (2, 2): 4}),
    finite_population.hypergeometric(3, 10, 20),
    rates.garwood(3, 10),
    rates.burst_limits({1: 3, 4: 1}),
    rates.burst_limits({1: 3}).cover(rates.period_limits((0, 3) * 4)),
    rates.burst_limits({1: 30}, 8).cover(rates.period_limits((0, 3) * 4)),
    rates.fay_feuer((1, 2), (1, 5)),
    means.t_from_summary(0.5, 0.1, 12),
    means.interval_from_error(0.5, 0.1),
    clusters.clustered_share((1, 2, 3), (4, 4, 4)),
    clusters.clustered_share((1, 2) * 5, (4, 4) * 5),
    comparisons.mover_difference(SIDE, SIDE),
    comparisons.newcombe(3, 10, 5, 10),
    comparisons.newcombe_paired(3, 2, 1, 4),
    comparisons.mover_ratio(SIDE, SIDE),
    correlation.bonett_wright(0.5, 8),
    correlation.fieller(0.5, 8),
    cohen_kappa(((5, 2), (1, 4))),
    krippendorff_alpha(((1.0, 2.0, 1.0, 2.0), (1.0, 2.0, 2.0, 2.0)), "nominal", seed=1, resamples=50),
    correct_for_judge(SIDE, LABELS),
    predict_from_labels(SIDE, LABELS),
    comparisons.mover_sum([[(1.0, SIDE)]]),
    cohen_kappa(((5, 0), (0, 4))),
)


def find_formula(method: str) -> Formula | None:
    """The formula behind the name that a result carries; None for a name that stands for no computation."""
    begins = method.split(",")[0].strip()
    return next((formula for formula in FORMULAS if begins in formula.methods), None)


@pytest.mark.parametrize("found", FOUND, ids=lambda found: interval_of(found).method)
def test_every_method_has_its_formula(found: object) -> None:
    assert find_formula(interval_of(found).method) is not None


@pytest.mark.parametrize("method", ["simulation, B=2000, seed 7", "compound Poisson, Gaffke above", "population"])
def test_a_method_with_particulars_has_its_formula(method: str) -> None:
    assert find_formula(method) is not None


def test_no_name_has_two_formulas() -> None:
    names = [name for formula in FORMULAS for name in formula.methods]
    assert len(names) == len(set(names))
    assert len({formula.id for formula in FORMULAS}) == len(FORMULAS)
    assert find_formula("none") is None


def test_sources_close_the_paragraph() -> None:
    for formula in FORMULAS:
        assert formula.explained().paragraph.endswith(".")


def test_formulas_and_metrics_share_no_code() -> None:
    from trustpages.workflow.codes import explain_everything, explain_formulas, explain_metrics, explain_rules

    parts = (explain_formulas(), explain_metrics(), explain_rules())
    assert sum(map(len, parts)) == len({code for part in parts for code in part})
    assert set(explain_formulas()) <= set(explain_everything())
