"""Documents and other files of a workspace, written where the program looks for them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

from trustpages.model.documents.agent import Agent
from trustpages.model.documents.asked.framework import Framework
from trustpages.model.documents.asked.questions import Questions
from trustpages.model.documents.base import Document, Model
from trustpages.model.documents.benchmarks.benchmark import Benchmark
from trustpages.model.documents.bundle import Bundle
from trustpages.model.documents.claims import Claims
from trustpages.model.documents.decisions import Decisions
from trustpages.model.documents.pact import Pact
from trustpages.model.documents.trust import Trust


def write_files(root: Path, documents: Iterable[Model], others: Mapping[str, str] | None = None) -> Path:
    """The folder `root` with the documents, public and made up unless they say otherwise, and other files by path."""
    texts = {_path(document): _text(document) for document in documents} | dict(others or {})
    for path, text in texts.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="\n")
    return root


def _text(document: Model) -> str:
    """The document as JSON, which is YAML too, with nothing in it but what was given."""
    values = json.loads(document.model_dump_json(by_alias=True, exclude_unset=True))
    if isinstance(document, Document):
        values = {"visibility": "public", "illustrative": True} | values
    return json.dumps(values, ensure_ascii=False, indent=1) + "\n"


def _path(document: Model) -> str:
    match document:
        case Trust():
            return "trust.yml"
        case Agent(id=id_):
            return f"evidence/{id_}/agent.yml"
        case Pact(id=id_, agent=agent):
            return f"evidence/{agent}/pacts/{id_}.yml"
        case Bundle(id=id_, agent=agent):
            return f"evidence/{agent}/bundles/{id_}.yml"
        case Claims(agent=agent):
            return f"evidence/{agent}/claims.yml"
        case Benchmark(id=id_):
            return f"evidence/benchmarks/{id_}.yml"
        case Decisions(id=id_):
            return f"evidence/decisions/{id_}.yml"
        case Questions(id=id_):
            return f"evidence/questions/{id_}.yml"
        case Framework(id=id_):
            return f"evidence/frameworks/{id_}.yml"
    raise TypeError(f"{type(document).__name__} has no place in a workspace")
