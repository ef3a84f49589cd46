"""Submissions to the tau2-bench leaderboard: pass^1 to pass^4 a domain in percent, without tasks or their number."""

from __future__ import annotations

from collections.abc import Iterator

from trustpages.intake.importers.importer import (
    Doubt,
    Entrant,
    Imported,
    ImportedBoard,
    ImportedItem,
    Importer,
    Outcome,
)
from trustpages.intake.importers.inputs import InputFile, Inputs, Json
from trustpages.intake.importers.leaderboards.entrants import tell_entrants_apart
from trustpages.intake.importers.picks import (
    keep_known,
    pick,
    pick_day,
    pick_flag,
    pick_map,
    pick_number,
    pick_text,
    tell_apart,
    to_label,
)
from trustpages.model.problem import Fault
from trustpages.model.source_map import Plain

_MARKS = ('"submitting_organization"', '"model_name"', '"results"', '"pass_1"')

_NOT_COUNTED = Doubt(kind="tasks-not-counted", sentence="on how many tasks the score rests is not stated")
_MARKED = {
    "user_simulator": ("methodology", "user_simulator"),
    "tau2_bench_version": ("methodology", "tau2_bench_version"),
    "reasoning_effort": ("reasoning_effort",),
}


def _recognise(file: InputFile) -> str | None:
    is_submission = all(mark in file.start for mark in _MARKS) and '"$schema"' not in file.start
    return "a submission with pass_1 a domain" if is_submission else None


def _read(inputs: Inputs) -> Outcome:
    items: list[ImportedItem] = []
    submissions: list[tuple[InputFile, Json]] = []
    known = inputs.choose(_recognise)
    for file in known:
        value = file.json()
        if isinstance(value, Fault):
            return value
        submissions.append((file, value))
        folder = file.path.rpartition("/")[0].rpartition("/")[2]
        prefix = f"tau2 {folder}" if len(known) > 1 else "tau2"
        for domain in sorted(pick_map(value, "results")):
            items += _read_domain(file, value, domain, f"{prefix} {domain}")
    if not items:
        return inputs.refuse("scores", "name a submission.json")
    boards = tuple(_make_boards(submissions))
    return Imported(read=len(items), items=tell_apart(items), boards=boards, tool="tau2-bench")


def _make_boards(submissions: list[tuple[InputFile, Json]]) -> Iterator[ImportedBoard]:
    """A board of each domain, by pass^1."""
    for domain in sorted({domain for _, value in submissions for domain in pick_map(value, "results")}):
        entered = [(file, value) for file, value in submissions if pick_map(value, "results", domain)]
        entrants = tell_entrants_apart(_read_entrant(file, value, domain) for file, value in entered)
        simulators = {name for _, value in entered if (name := pick_text(value, "methodology", "user_simulator"))}
        sentence = f"customers are played by {len(simulators)} different models, so that scores do not compare"
        yield ImportedBoard(
            name=to_label(f"tau2 {domain}"),
            title=f"tau2-bench {domain}"[:200],
            benchmark=f"tau2-bench {domain}"[:200],
            entrants=tuple(sorted(entrants, key=lambda entrant: (-(entrant.score or 0), entrant.label))),
            day=max((day for _, value in entered if (day := pick_day(value, "submission_date"))), default=None),
            doubts=(Doubt(kind="several-simulators", sentence=sentence, is_grave=True),) if len(simulators) > 1 else (),
            each=(_NOT_COUNTED,),
            files=tuple(file.path for file, _ in entered),
        )


def _read_entrant(file: InputFile, value: Json, domain: str) -> Entrant:
    scores = _read_scores(value, domain)
    doubts = tuple(doubt for doubt in _find_doubts(value, scores) if doubt != _NOT_COUNTED)
    texts = {key: pick_text(value, *path)[:200] for key, path in _MARKED.items()}
    return Entrant(
        name=pick_text(value, "model_name")[:200] or "unnamed",
        version=pick_text(value, "submitting_organization")[:200] or None,
        score=scores.get(1),
        unknown="" if 1 in scores else "no-score",
        harness=pick_text(value, "submission_type")[:200] or None,
        day=pick_day(value, "methodology", "evaluation_date") or pick_day(value, "submission_date"),
        reported=f"{scores[1] * 100:.6g}%" if 1 in scores else None,
        note="; ".join(doubt.sentence for doubt in doubts),
        values=keep_known(
            {
                **{f"pass_hat_{tries}": score for tries, score in scores.items() if tries > 1},
                "cost_usd_a_task": pick_number(value, "results", domain, "cost"),
            }
        ),
        marks={key: text for key, text in texts.items() if text},
        keys={"split": domain[:200] or "all"},
        doubts=doubts,
        files=(file.path,),
    )


def _read_scores(value: Json, domain: str) -> dict[int, float]:
    """pass^k as shares, by k."""
    return {
        tries: round(score / 100, 9)
        for tries in range(1, 5)
        if (score := pick_number(value, "results", domain, f"pass_{tries}")) is not None and 0 <= score <= 100
    }


def _read_domain(file: InputFile, value: Json, domain: str, name: str) -> Iterator[ImportedItem]:
    """The score of one try, and the share of tasks that succeed in each of the most tries."""
    scores = _read_scores(value, domain)
    day = pick_day(value, "methodology", "evaluation_date")
    for tries in dict.fromkeys(tries for tries in (1, max(scores, default=1)) if tries in scores):
        score = scores[tries]
        stated: dict[str, Plain] = (
            {"score": score, "reported": f"{score * 100:.6g}%", "split": domain[:200] or "all"}
            if tries == 1
            else {
                "score": f"pass-hat-{tries}",
                "value": score,
                "unit": f"share of tasks solved in all of {tries} tries",
            }
        )
        yield ImportedItem(
            kind="benchmark_result" if tries == 1 else "published_score",
            name=to_label(name if tries == 1 else f"{name} pass-hat-{tries}"),
            title=f"pass^{tries} on tau2-bench {domain}"[:200],
            keys=stated,
            doubts=tuple(_find_doubts(value, scores)),
            first=day,
            last=day,
            version=pick_text(value, "model_name")[:100] or None,
            files=(file.path,),
        )


def _find_doubts(value: Json, scores: dict[int, float]) -> Iterator[Doubt]:
    yield _NOT_COUNTED
    verification = pick(value, "methodology", "verification")
    for key, done in (("modified_prompts", "prompts were changed"), ("omitted_questions", "tasks were left out")):
        flag = pick_flag(verification, key)
        if flag is None:
            yield Doubt(kind=to_label(f"{key} unknown"), sentence=f"the submission does not say whether {done}")
        elif flag:
            yield Doubt(kind=to_label(key), sentence=f"by the submission's own words {done}", is_grave=True)
    if pick_flag(value, "trajectories_available") is not True:
        yield Doubt(kind="no-trajectories", sentence="no trajectories were given by which the score could be checked")
    if pick_text(value, "submission_type") == "custom":
        sentence = "it is a custom submission: the scaffold is not the standard one, and scores do not compare"
        yield Doubt(kind="custom-scaffold", sentence=sentence)
    ranked = [scores[tries] for tries in sorted(scores)]
    if ranked != sorted(ranked, reverse=True):
        sentence = "more tasks are said to succeed in all of several tries than in one, which cannot be"
        yield Doubt(kind="impossible-scores", sentence=sentence, is_grave=True)
    if 1 in scores and len(scores) == 1:
        sentence = "only pass^1 is stated: how steady the agent is over several tries is not"
        yield Doubt(kind="tried-once", sentence=sentence)


TAU2_SUBMISSION = Importer(
    id="tau2-submission",
    title="tau2-bench submissions",
    recognise=_recognise,
    read=_read,
    does_not_show=(
        "The customer is another model that plays one: how real customers would answer is not shown.",
        "Single tasks are not given, so that nothing is recounted.",
    ),
    leaves_out=("Costs, notes on the method, and pass^k between one try and the most.",),
)
"""The importer of this format."""
