"""OSCAL 1.2 component definition: what is said of an agent to the items of a framework, carried or stated.

OSCAL has no place for an item that nothing answers: those are named in the remarks of the component.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from uuid import NAMESPACE_URL, UUID, uuid5

from trustpages.exports.interchange.oscal import OSCAL_VERSION
from trustpages.exports.interchange.values import as_markdown, begin, join_limits, on_one_line, to_slug
from trustpages.model.pages.answered import AnsweredRow, AnswerSheet
from trustpages.model.results.records.json_values import Json, encode_json
from trustpages.model.vocabulary import AnswerBasis

_NAMESPACE = "urn:trustpages"


def write_component(sheet: AnswerSheet) -> bytes:
    """The component definition of the agent for the framework of the sheet, as JSON."""
    limits = dict(sheet.limits)
    framework = str(_identify(sheet, "framework"))
    definition: dict[str, Json] = {
        "uuid": str(_identify(sheet, limits["as-of"], limits["inputs-sha256"])),
        "metadata": {
            "title": as_markdown(f"{sheet.agent_name}: {sheet.title}"),
            "last-modified": begin(date.fromisoformat(limits["as-of"])),
            "version": f"{limits['as-of']}+{limits['inputs-sha256'][:12]}",
            "oscal-version": OSCAL_VERSION,
            "props": list(_write_props(sheet.limits)),
            "remarks": as_markdown(" ".join(text for _, text in sheet.about)),
        },
        "components": [_write_component(sheet, framework)],
        "back-matter": {"resources": [{"uuid": framework, "title": as_markdown(sheet.title)}]},
    }
    return encode_json({"component-definition": definition})


def _write_component(sheet: AnswerSheet, framework: str) -> Json:
    told = [row for row in sheet.rows if row.basis is not AnswerBasis.NOTHING]
    component: dict[str, Json] = {
        "uuid": str(_identify(sheet, "component")),
        "type": "service",
        "title": as_markdown(sheet.agent_name),
        "description": as_markdown(join_limits(sheet.limits)),
        "remarks": as_markdown(_name_open(row for row in sheet.rows if row.basis is AnswerBasis.NOTHING)),
    }
    if told:
        component["control-implementations"] = [
            {
                "uuid": str(_identify(sheet, "implementation")),
                "source": f"#{framework}",
                "description": as_markdown(join_limits(sheet.limits)),
                "props": list(_write_props(sheet.limits)),
                "implemented-requirements": [_write_requirement(sheet, row) for row in told],
            }
        ]
    return component


def _name_open(rows: Iterable[AnsweredRow]) -> str:
    named = ", ".join(row.id for row in rows)
    return f"Not covered: {named}." if named else "Each item has an answer; what that is worth stands beside it."


def _write_requirement(sheet: AnswerSheet, row: AnsweredRow) -> Json:
    """One item that something answers; its state is a property, since OSCAL has none between yes and no."""
    ends = [("valid-until", row.valid_until.isoformat())] if row.valid_until else []
    links: list[Json] = [{"href": link, "rel": "reference"} for link in row.links if link.startswith("http")]
    return {
        "uuid": str(_identify(sheet, row.id)),
        "control-id": name_control(row.id),
        "description": as_markdown(" ".join((f"{row.state.word}.", *row.said, *row.limits))),
        "props": list(_write_props((("item", row.id), ("state", row.state.word), *ends))),
        **({"links": links} if links else {}),
        "remarks": as_markdown(row.why or row.state.meaning),
    }


def name_control(item: str) -> str:
    """The id of an item as OSCAL wants one: small letters and digits, points kept, beginning with a letter."""
    slug = ".".join(filter(None, (to_slug(part) for part in item.split("."))))
    return slug if slug[0].isalpha() else f"item-{slug}"


def _write_props(named: Iterable[tuple[str, str]]) -> Iterator[Json]:
    for name, text in named:
        yield {"name": name, "ns": _NAMESPACE, "value": on_one_line(text)}


def _identify(sheet: AnswerSheet, *parts: str) -> UUID:
    """An id of something of the agent in this framework: the same in every report."""
    limits = dict(sheet.limits)
    return uuid5(
        NAMESPACE_URL, "/".join(("trustpages", limits["publisher"], limits["audience"], sheet.agent, sheet.id, *parts))
    )
