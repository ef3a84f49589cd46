"""The parts of the program that are changed, and the tests that must notice."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Room:
    """Modules by their dotted names below `trustpages`, and the tests that are run against each change."""

    name: str
    modules: tuple[str, ...]
    tests: tuple[str, ...]


ROOMS = (
    Room(
        "loader",
        tuple(f"intake.yaml.{name}" for name in ("reader", "scalars", "scanner", "source", "syntax", "tree")),
        ("tests/unit/intake/yaml", "tests/attacks/pull_request/test_yaml_without_end.py"),
    ),
    Room(
        "sanitizer",
        (*("render.encoder", "render.markdown", "render.sanitizer"), *("publish.site.gate", "publish.site.mkdocs_run")),
        (
            *(f"tests/unit/render/test_{name}.py" for name in ("encoder", "inert", "links", "narrative", "yaml_block")),
            *(f"tests/unit/publish/site/test_{name}.py" for name in ("gate", "mkdocs_run")),
            "tests/properties/test_render_encoder.py",
        ),
    ),
    Room(
        "verifier",
        ("publish.verifier.trustverify",),
        (
            *(f"tests/verify/test_{name}.py" for name in ("verify_cases", "clock", "malformed", "spellings")),
            *(f"tests/verify/test_{name}.py" for name in ("older_trees", "told")),
            "tests/attacks/host_without_key",
        ),
    ),
)
