"""Which files are of which format: each folder of real files is known by one importer, all other files by none."""

from __future__ import annotations

from collections import defaultdict

import pytest

from support.imports import DATA, shared
from trustpages.intake.importers.catalog import IMPORTERS
from trustpages.intake.importers.inputs import InputFile

pytestmark = shared

FORMATS = {
    "eval_outputs/inspect_ai/": "inspect-ai",
    "eval_outputs/inspect_ai_2/": "inspect-ai",
    "eval_outputs/mlflow_genai/": "mlflow-genai",
    "eval_outputs/ragas/": "ragas",
    "eval_outputs/openai_evals_api/": "openai-evals-api",
    "eval_outputs/helm/": "helm",
    "eval_outputs/evalite/": "evalite",
    "eval_outputs/great_expectations/": "great-expectations",
    "eval_outputs/evidently/": "evidently",
    "eval_outputs/braintrust/": "braintrust",
    "runtime_logs/tau_bench/": "tau-bench",
}
"""The format of what lies below the folder, or begins like this; of several beginnings the longest counts."""

OF_NO_FORMAT: set[str] = {
    "eval_outputs/helm/commonsense-dataset=hellaswag,method=multiple_choice_joint,"
    "model=eleutherai_pythia-1b-v0/scenario.json",
    "eval_outputs/helm/mmlu-subject=philosophy,method=multiple_choice_joint,model=openai_gpt2/scenario.json",
    "eval_outputs/ragas/results_aggregate.json",
}
"""Files in those folders that are of no format that can be imported."""

LARGEST = 8 << 20


def expect(path: str) -> list[str]:
    known = [beginning for beginning in FORMATS if path.startswith(beginning)]
    return [] if path in OF_NO_FORMAT or not known else [FORMATS[max(known, key=len)]]


def test_each_file_is_of_its_format_and_of_no_other() -> None:
    wrong: dict[str, list[str]] = defaultdict(list)
    for path in sorted(DATA.rglob("*")):
        name = path.relative_to(DATA).as_posix()
        if path.is_file() and not path.is_symlink() and path.stat().st_size <= LARGEST:
            file = InputFile(name, path.read_bytes())
            found = [importer.id for importer in IMPORTERS if importer.recognise(file)]
            if found != expect(name):
                wrong[name] = found
    assert not wrong


@pytest.mark.parametrize("beginning", sorted(FORMATS))
def test_each_folder_is_there(beginning: str) -> None:
    folder = DATA / beginning
    assert folder.is_dir() or any(folder.parent.glob(f"{folder.name}*"))
