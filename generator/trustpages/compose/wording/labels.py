"""Labels of enumerations: audiences, methods, relationships, triggers, readers, renewals."""

from __future__ import annotations

from trustpages.model.documents.asked.questions import Reader
from trustpages.model.results.follow_through import LedgerState
from trustpages.model.vocabulary import Action, Audience, EvidenceClass, Method, Trigger

ACTIONS = {
    Action.NARROW_AUTHORITY: "Let it do less alone",
    Action.ESCALATE: "Tell the next level",
    Action.CHANGE_ROUTING: "Send the work another way",
    Action.ALTER_SETTLEMENT: "Change what is paid",
    Action.REVOKE_SCOPE: "Take work away from it",
    Action.RECERTIFY: "Test it anew",
    Action.FREEZE: "Allow no changes",
    Action.SUSPEND: "Stop it",
}


METHOD_NAMES = {
    Method.DETERMINISTIC: "fixed checks",
    Method.LLM_JUDGE: "an AI judge",
    Method.HUMAN: "people",
    Method.ATTESTED: "statements only",
}


AUDIENCES = {
    Audience.PUBLIC: "Public",
    Audience.NDA: "Under non-disclosure agreement",
    Audience.INTERNAL: "Internal: not for publication",
}


DECIDED_BY_METHOD = {
    Method.DETERMINISTIC: "by a check that gives the same answer every time",
    Method.LLM_JUDGE: "by an AI judge",
    Method.HUMAN: "by people",
    Method.ATTESTED: "by statement only",
}


RELATIONSHIPS = {
    "vendor": "the vendor itself",
    "contractor": "paid by the vendor",
    "customer": "a customer",
    "third_party": "independent of the vendor",
}


SETTINGS = {EvidenceClass.RUNTIME: "in real use", EvidenceClass.BENCHMARK: "rehearsed, not in real use"}
"""Where something was seen to happen, of evidence that counts what happens."""


VERDICT_GROUNDS = {
    "observed": "by the recorded count: all runs of the window were recorded",
    "inferred": "by the interval: these runs stand for all runs",
    "picked": "by these runs alone: they were not drawn at random, and do not stand for all",
    "record": "by the record",
    "reason": "by a recorded reason",
    "history": "by what was published before",
}


TRIGGER_EVENTS = {
    Trigger.ON_BREACH: "was broken",
    Trigger.ON_LEANING_BREACH: "leaned towards broken",
    Trigger.ON_STALE: "had no current evidence",
    Trigger.ON_INCIDENT: "was touched by an incident",
}


UNENACTED_OUTCOMES = {
    LedgerState.PENDING: "It is not due yet.",
    LedgerState.NOT_ENACTED: "It did not happen.",
    LedgerState.OVERRIDDEN: "A valid override sets it aside.",
    LedgerState.OVERRIDE_LAPSED: "An override set it aside; that has lapsed, and it has not happened since.",
    LedgerState.WAIVED: "The counterparty waived it.",
    LedgerState.MISSED_TRIGGER: "Nobody recorded that it was owed; the evidence shows that it was.",
    LedgerState.INVALID: "The record contradicts itself: it happened before it was triggered.",
}


YES_NO = {True: "yes", False: "no", None: "not known"}


DETECTIONS = {
    "automatic": "by a detector",
    "human": "by somebody who looked",
    "user_reported": "by a user who complained",
    None: "not recorded",
}


RENEWALS = {"re-attest": "attested anew", "automatic": "goes on by itself", "expires": "ends unless it is renewed"}


READERS: dict[Reader, str] = {
    "security": "For security",
    "procurement": "For procurement",
    "finance": "For finance",
    "engineering": "For engineering",
}


DECISION_RULES = {
    "a": "all cited evidence is benchmark evidence",
    "b": "benchmarks weigh more than half",
    "c": "benchmarks weigh more than a quarter, much is at stake, and nothing comes from the target workflow",
    "d": "a position is given as the reason although the scores do not separate the agents",
}
