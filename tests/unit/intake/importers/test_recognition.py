"""Which of the real files each importer knows: exactly its own, and no other."""

from __future__ import annotations

import pytest

from support.importing import DATA
from trustpages.intake.importers.catalog import IMPORTERS
from trustpages.intake.importers.inputs import InputFile

FILES = {
    "deepeval": ("eval_outputs/deepeval/latest_test_run.json", "eval_outputs/deepeval_4/*"),
    "evalite": ("eval_outputs/evalite/*",),
    "braintrust": ("eval_outputs/braintrust/*",),
    "great-expectations": ("eval_outputs/great_expectations/*",),
    "evidently": ("eval_outputs/evidently/*",),
    "helm": ("eval_outputs/helm/*/[!s]*.json", "eval_outputs/helm/*/s*at*.json"),
    "inspect-ai": ("eval_outputs/inspect_ai/*", "eval_outputs/inspect_ai_2/*/*"),
    "junit-xml": ("eval_outputs/junit/*",),
    "lm-eval": ("eval_outputs/lm_eval/*",),
    "mlflow-genai": ("eval_outputs/mlflow_genai/*",),
    "openai-evals": ("eval_outputs/openai_evals/*",),
    "openai-evals-api": ("eval_outputs/openai_evals_api/*",),
    "promptfoo": ("eval_outputs/promptfoo/promptfoo-results.json", "eval_outputs/promptfoo_0_121/results.json*"),
    "pydantic-evals": ("eval_outputs/pydantic_evals/*",),
    "ragas": ("eval_outputs/ragas/results.*",),
    "swebench-report": ("eval_outputs/swebench_report/*",),
    "agentdojo": ("eval_outputs/agentdojo/**/*.json",),
    "every-eval-ever": (
        "benchmarks/eee_v02/helm_capabilities/**/*.json",
        "benchmarks/eee_v02/livecodebenchpro/**/*.json",
        "benchmarks/eee_v03/**/*.json",
        "benchmarks/eee_v03/**/*.jsonl",
        "benchmarks/hal_eee/**/*.json",
    ),
    "garak": ("eval_outputs/garak/*.jsonl",),
    "harbor": ("eval_outputs/harbor/**/result.json",),
    "metr-time-horizon": ("benchmarks/metr_time_horizon/*.jsonl",),
    "statuspage": ("incidents/statuspage/*.json",),
    "tau2": (
        "eval_outputs/tau2_trajectories/voice_experiment/results.json",
        "eval_outputs/tau2_trajectories/voice_experiment/simulations/*.json",
    ),
    "tau2-submission": ("benchmarks/tau2/*/submission.json",),
    "tau-bench": ("runtime_logs/tau_bench/*.json",),
    "terminal-bench": ("benchmarks/terminal_bench/**/*results.json",),
    "abc-checklist": ("benchmarks/abc_assessments/*.yaml",),
    "aider-leaderboard": ("benchmarks/aider/*.yml",),
    "bfcl": ("benchmarks/bfcl/*/*.csv",),
    "codeclash": ("benchmarks/codeclash/*.json",),
    "hub-results": ("benchmarks/hf_eval_results/**/*.yaml",),
    "inspect-evals-card": ("benchmarks/inspect_evals_meta/*.yaml",),
    "livebench": ("benchmarks/livebench/*",),
    "lmarena": ("real_usage/lmarena/leaderboard-*.json",),
    "mercor": ("benchmarks/leaderboard_payloads/mercor*.json",),
    "model-index": ("benchmarks/hf_model_index/*.md", "compliance/hf_model_cards/*.md"),
    "openhands-index": (
        "benchmarks/openhands_index/*/**/metadata.json",
        "benchmarks/openhands_index/*/**/scores.json",
        "benchmarks/openhands_index/*/**/instance_results/*.json",
    ),
    "swebench-leaderboard": ("benchmarks/swebench_site/**/*.json",),
    "vals": ("benchmarks/leaderboard_payloads/vals*.json",),
    "upptime": ("incidents/upptime_adrianwedd_status/history/summary.subset.json",),
}
"""Patterns of the files of each format, below the real data."""

MORE_THAN_A_START = 70_000


@pytest.mark.shared
@pytest.mark.skipif(not DATA.is_dir(), reason="the real data are not there")
def test_each_importer_knows_its_own_files_alone() -> None:
    importers = {importer.id: importer for importer in IMPORTERS}
    expected = {form: {path for pattern in patterns for path in DATA.glob(pattern)} for form, patterns in FILES.items()}
    found: dict[str, set[object]] = {form: set() for form in FILES}
    for path in DATA.rglob("*"):
        if path.is_file() and not path.is_symlink():
            with path.open("rb") as stream:
                file = InputFile(path.relative_to(DATA).as_posix(), stream.read(MORE_THAN_A_START))
            for form in FILES:
                if importers[form].recognise(file):
                    found[form].add(path)
    assert found == expected
    assert set(FILES) == set(importers)
    assert all(expected.values())
