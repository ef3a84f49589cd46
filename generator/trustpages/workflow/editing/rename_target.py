"""What is renamed: the thing of one noun that an id names, and how texts that spell its id read afterwards."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from trustpages.intake.messages.quoting import join_names, quote
from trustpages.intake.naming.declared import Holder, find_holder
from trustpages.intake.naming.walker import DocumentIds, MarkedName
from trustpages.model.documents import base
from trustpages.model.ids import Declares, IdScope
from trustpages.model.problem import TrustpagesError
from trustpages.workflow.editing.documents import refuse_unknown

OVERRIDE, ITEM = "override", "item"
"""The noun of an id that is one of an item as well, and that noun."""

_ID = re.compile(base.ID_PATTERN)
# What stands around the name of something that a review closes: `breach/pact/obligation`, `pact/obligation@2026-01-01`.
_TRIGGER = re.compile(r"(?P<kind>(?:breach|leaning-breach|burn|claim)/)?(?P<name>[^@]*)(?P<day>@.*)?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class RenameTarget:
    """The thing of a noun with an id, at one agent where it belongs to one; `pact` is that of an obligation.

    `holders` are those to which its id belongs: a step belongs to each agent that has a part in its workflow, too.
    `document` is the id of the document where it belongs to one, as the mapper of a benchmark does.
    """

    noun: str
    old: str
    new: str
    holders: frozenset[Holder]
    agent: str = ""
    pact: str = ""
    document: str = ""

    @property
    def full(self) -> str:
        """Its id as references write it."""
        return f"{self.pact}/{self.old}" if self.pact else self.old

    @property
    def agents(self) -> tuple[str, ...]:
        """The agents to which its id belongs, sorted; none where it belongs to the workspace or a document."""
        return tuple(sorted({id_ for kind, id_ in self.holders if kind == "agent"} or {self.agent} - {""}))

    @property
    def spellings(self) -> tuple[str, ...]:
        """The names that it answers to, the longest last."""
        owners = (*self.agents, *((self.document,) if self.document else ()))
        return (self.full, *(f"{owner}/{self.full}" for owner in owners))

    @property
    def described(self) -> str:
        """Which it is, for a list of several."""
        return f"the {self.noun} {self.spellings[-1]}"

    def respell(self, noun: str, text: str, holder: Holder) -> str:
        """A reference to a noun that is looked for at a holder, as it reads afterwards."""
        if holder not in self.holders:
            return text
        noun = ITEM if noun == OVERRIDE else noun
        if noun == "obligation" and self.noun == "pact":
            pact, slash, rest = text.partition("/")
            return f"{self.new}{slash}{rest}" if pact == self.old and slash else text
        if noun != self.noun or text != self.full:
            return text
        return f"{self.pact}/{self.new}" if self.pact else self.new

    def respell_trigger(self, nouns: Sequence[str], text: str, holder: Holder) -> str:
        """The name of a trigger, which may hang on an id."""
        parts = _TRIGGER.fullmatch(text)
        if parts is None or not (parts["kind"] or parts["day"]):
            return text
        for noun in nouns:
            name = self.respell(noun, parts["name"], holder)
            if name != parts["name"]:
                return f"{parts['kind'] or ''}{name}{parts['day'] or ''}"
        return text

    def respell_mention(self, nouns: Sequence[str], text: str, agent: str) -> str:
        """Ids of several nouns with slashes between, as they read afterwards; `agent` is that of the document."""
        parts = text.split("/")
        if len(parts) != len(nouns) or self.noun not in nouns:
            return text
        owner = parts[nouns.index("agent")] if "agent" in nouns else agent
        place = nouns.index(self.noun)
        is_meant = parts[place] == self.old and (not self.agent or owner == self.agent)
        if is_meant and (not self.pact or parts[nouns.index("pact")] == self.pact):
            parts[place] = self.new
        return "/".join(parts)


def find_target(
    documents: Sequence[DocumentIds], name: str, new: str, *, noun: str | None = None, agent: str | None = None
) -> RenameTarget:
    """The one thing that `name` names: an id, with the agent's or the pact's and a slash before where it needs one.

    Raises TrustpagesError `no-such-name`, `ambiguous-name`, or `name-taken` where the new id is none, or not free.
    """
    known = list_targets(documents)
    fitting = [each for each in known if noun in (None, each.noun) and (agent is None or agent in each.agents)]
    found = [each for each in fitting if name in each.spellings]
    found = found or [each for each in fitting if each.pact and each.old == name]
    if not found:
        raise refuse_unknown(noun or "id", name, {each.full for each in fitting})
    if len(found) > 1:
        listed = join_names(each.described for each in found)
        raise TrustpagesError("ambiguous-name", f"{quote(name)} may be {listed}", "write one of these, or say --kind")
    target, bare = found[0], new.removeprefix(f"{found[0].pact}/") if found[0].pact else new
    if not _ID.fullmatch(bare):
        remedy = "use small letters and digits, with single '-', '.' or '_' between"
        raise TrustpagesError("name-taken", f"{quote(new)} is not an id", remedy)
    renamed = replace(target, old=bare)
    if any(each.full == renamed.full and each.noun == target.noun and each.holders & target.holders for each in known):
        raise TrustpagesError("name-taken", f"there is a {target.noun} {quote(bare)} already", "choose another name")
    return replace(target, new=bare)


def list_targets(documents: Iterable[DocumentIds]) -> tuple[RenameTarget, ...]:
    """Everything with an id, once: what several documents declare together is one thing."""
    targets: list[RenameTarget] = []
    places: dict[tuple[str, str, Holder], int] = {}
    for document in documents:
        latest = dict[str, str]()
        for name in document.names:
            if not isinstance(name.mark, Declares) or name.mark.noun == OVERRIDE:
                continue
            latest[name.mark.noun] = name.text
            target = _make_target(name.mark, name, document, latest)
            keys = [(target.noun, target.full, holder) for holder in target.holders]
            place = next((places[key] for key in keys if key in places), len(targets))
            if place == len(targets):
                targets.append(target)
            else:
                targets[place] = replace(targets[place], holders=targets[place].holders | target.holders)
            places |= dict.fromkeys(keys, place)
    return tuple(targets)


def _make_target(mark: Declares, name: MarkedName, document: DocumentIds, latest: dict[str, str]) -> RenameTarget:
    holders = {find_holder(mark.scope, document)}
    if mark.noun == "step":
        holders.add(("workflow", latest.get("workflow", "")))
    is_shared = mark.scope is IdScope.WORKSPACE or mark.noun == "step"
    agent = "" if is_shared else document.owner or ""
    value = document.source.value
    own = str(value.get("id", "")) if mark.scope is IdScope.DOCUMENT and isinstance(value, dict) else ""
    return RenameTarget(mark.noun, name.text, "", frozenset(holders), agent, latest.get(mark.prefix or "", ""), own)
