"""A2A 1.0: an extension for `capabilities.extensions` of the agent's card, with what its trust report says."""

from __future__ import annotations

from trustpages.exports.interchange.definition import ExportedFile, ExportFormat, WrittenExport
from trustpages.exports.interchange.statement import URN, BoundStatement, bind_statement
from trustpages.model.pages.exported import ExportedAgent
from trustpages.model.results.records.json_values import Json


def _write(exported: ExportedAgent) -> WrittenExport:
    extension = write_extension(exported, bind_statement(exported))
    return WrittenExport(files=(ExportedFile(name=f"{exported.id}.a2a.json", documents=(extension,)),))


def write_extension(exported: ExportedAgent, statement: BoundStatement) -> dict[str, Json]:
    """The part of the agent's card that holds the extension with the statement on it."""
    limits = dict(exported.limits)
    extension: dict[str, Json] = {
        "uri": URN,
        "description": (
            f"Trust report as of {limits['as-of']}, valid until {limits['valid-until']}: {limits['posture']}; "
            f"{limits['limitations']}."
        ),
        "required": False,
        "params": {"digest": statement.digest, "statement": statement.value},
    }
    return {"capabilities": {"extensions": [extension]}}


A2A = ExportFormat(
    id="a2a",
    title="A2A agent card extension",
    version="1.0",
    form="json",
    write=_write,
    keeps="Limits, reliance step by step, every promise with its verdict, every limitation; a digest over all of it.",
    loses="Figures as numbers, single evidence items. It is a part of a card: addresses and skills are in your own.",
)
"""The format."""
