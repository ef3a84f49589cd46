"""What next: the steps that would change most about an agent, how far each stage has come, and what is due when."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from trustpages.compose.composition import Composition
from trustpages.compose.wording.changes import WordedChange, describe_changes
from trustpages.compose.wording.names import spell_out, to_sentence, to_title
from trustpages.compose.wording.numbers import count_of
from trustpages.model.pages.blocks import Block, Bullets, FactList, Panel, Row, Section, Table, Text
from trustpages.model.pages.values import Code, Fact
from trustpages.model.results.next_steps import AgentSteps, NextStep, Stage, StageCheck
from trustpages.model.results.records.changes import ChangeTopic, Turn
from trustpages.model.results.report import AgentReport
from trustpages.model.states import IN_PLACE, OPEN, POSTURES
from trustpages.model.vocabulary import Posture

MOST_STEPS: Final = 5
"""Steps that stand in full at once."""
STAGES: Final = {
    Stage.DEFINITION: "Definition: what is agreed",
    Stage.WIRING: "Wiring: what reaches the report",
    Stage.RHYTHM: "Rhythm: what goes on by itself",
}
NOTHING_MORE: Final = "Nothing would change more than keeping the rhythm."
SUPPOSED: Final = (
    "Each step was tried in memory and the agent assessed again on the same day. What is supposed of it may not come "
    "out, and then neither does what follows."
)


def show_next_steps(
    composition: Composition, agent: AgentReport, steps: AgentSteps, most: int | None = MOST_STEPS
) -> tuple[Block, ...]:
    """The next steps of one agent, at most so many of them in full; then the stages, and the days that come."""
    shown = [_show_step(composition, agent, step) for step in steps.steps]
    at_once, others = (shown, []) if most is None else (shown[:most], shown[most:])
    days = tuple((day.day, f": {spell_out(day.text, agent)}") for day in steps.days)
    return (
        Text(describe_lift(agent, steps)),
        *at_once,
        *((Section(f"Further steps: {len(others)}", tuple(others), folded=True),) if others else ()),
        *(_tabulate_stage(agent, stage, steps.checks) for stage in Stage),
        *((Panel((Bullets(days),), title="What is due next"),) if days else ()),
    )


def show_first_steps(composition: Composition, agent: AgentReport, steps: AgentSteps, most: int) -> tuple[Block, ...]:
    """Only so many of the steps, and how many more there are."""
    more = len(steps.steps) - most
    return (
        Text(describe_lift(agent, steps)),
        *(_show_step(composition, agent, step) for step in steps.steps[:most]),
        *((Text(f"{count_of(more, 'further step')} would change something too.", "aside"),) if more > 0 else ()),
    )


def describe_lift(agent: AgentReport, steps: AgentSteps) -> str:
    """How the posture could rise, in a sentence or two."""
    now, lift = POSTURES[steps.posture].word, steps.lift
    if not steps.steps and lift is None:
        return NOTHING_MORE
    if lift is None:
        best = ", the best there is" if steps.posture is Posture.SUPPORTED else ", and nothing was found to try"
        return f"The posture is {now}{best}."
    then = POSTURES[lift.posture].word
    if not lift.steps:
        decides = to_sentence(lift.reason, agent)
        return f"The posture is {now}, and all steps together would leave it there. What would decide it: {decides}"
    told = "; ".join(spell_out(step.text, agent) for step in lift.steps)
    how = "this step alone" if len(lift.steps) == 1 else f"these {len(lift.steps)} steps together, and no fewer of them"
    return f"The posture is {now}. It would be {then} with {how}: {told}."


def _show_step(composition: Composition, agent: AgentReport, step: NextStep) -> Panel:
    changes = describe_changes(replace(composition, changes=step.changes), agent)
    facts = (
        Fact("Stage", to_title(step.stage)),
        Fact("If", spell_out(step.assumes, agent)),
        Fact("Then", _describe(changes, Turn.BETTER)),
        Fact("While contested", _describe(changes, Turn.DISPUTED)),
        Fact("Cannot be told", _describe(changes, Turn.LOST)),
        Fact("But also", _describe(changes, Turn.WORSE)),
        Fact("It takes", count_of(step.runs, "outcome") if step.runs else ""),
        Fact("Judged next", (step.judged_on, ", tried as if that were today") if step.judged_on else ""),
        Fact("Record it with", Code(shlex.join(step.next_step)) if step.next_step else ""),
    )
    told = tuple(fact for fact in facts if fact.value)
    return Panel((FactList(told, "lines"),), title=spell_out(step.text, agent))


def _describe(changes: Sequence[WordedChange], turn: Turn) -> str:
    """The changes with that turn in words; limitations by their rule, since one rule may concern many things."""
    turned = [change for change in changes if change.change.turn is turn]
    states = [
        f"{change.what}: {change.after}, not {change.before}"
        for change in turned
        if change.change.changed is not ChangeTopic.LIMITATION
    ]
    limitations = [change for change in turned if change.change.changed is ChangeTopic.LIMITATION]
    words = "come" if turn is Turn.WORSE else "go"
    gone = _list_rules([change for change in limitations if None in (change.change.before, change.change.after)])
    moved = _list_rules([change for change in limitations if None not in (change.change.before, change.change.after)])
    listed = ((f"limitations that {words}", gone), ("limitations of another severity", moved))
    return "; ".join((*states, *(f"{label}: {', '.join(rules)}" for label, rules in listed if rules)))


def _list_rules(changes: Sequence[WordedChange]) -> list[str]:
    """Each rule once, with its worst severity, gravest first."""
    rules: dict[str, tuple[str, int]] = {}
    for worded in sorted(changes, key=_rank):
        name = worded.what.removeprefix("Limitation ").partition(":")[0].replace(",", "", 1)
        severity, number = rules.get(name, (_name_severity(worded), 0))
        rules[name] = severity, number + 1
    return [
        f"{name} ({severity.lower()}{f', {number} times' if number > 1 else ''})"
        for name, (severity, number) in rules.items()
    ]


def _rank(worded: WordedChange) -> tuple[int, str]:
    order = ("critical", "high", "medium", "low")
    return order.index(worded.change.before or worded.change.after or "low"), worded.change.subject


def _name_severity(worded: WordedChange) -> str:
    change = worded.change
    if change.before is not None and change.after is not None:
        return f"{worded.after}, not {worded.before.lower()}"
    return worded.after if change.before is None else worded.before


def _tabulate_stage(agent: AgentReport, stage: Stage, checks: Sequence[StageCheck]) -> Table:
    return Table(
        f"{agent.id}-{stage}",
        STAGES[stage],
        ("What it asks for", "State"),
        tuple(
            Row((spell_out(check.text, agent), IN_PLACE if check.is_done else OPEN))
            for check in checks
            if check.stage is stage
        ),
    )


def list_untried(names: Sequence[str]) -> Section:
    """Agents whose steps were not looked for, with the command that does."""
    commands = tuple(Code(f"trustpages next {name}") for name in names)
    return Section("Agents for which no step was tried", (Bullets(commands, "commands"),))
