"""One build in a process of its own, stage by stage; prints the seconds of each as JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from speed.generate import AS_OF

STAGES = ("read", "compute", "compose", "draw", "render", "engine")


def main(workspace: Path, out: Path, source_folder: Path, jobs: int) -> None:
    """Builds `workspace` into `out`, and leaves what the site engine was given in `source_folder`."""
    from trustpages.publish.site.assembly import build_site
    from trustpages.render.charts.drawing import draw_all
    from trustpages.system.cache_folder import prepare_audience_cache
    from trustpages.workflow.assessment import compute
    from trustpages.workflow.isolation.disclosure import disclose
    from trustpages.workflow.reading import read
    from trustpages.workflow.run import Choice
    from trustpages.workflow.site.composed_pages import gather_composition
    from trustpages.workflow.site.engine import load_engine
    from trustpages.workflow.site.parts import compose_parts
    from trustpages.workflow.site.steps import open_page_cache, render_site

    seconds = dict.fromkeys(STAGES, 0.0)

    @contextmanager
    def stage(name: str) -> Iterator[None]:
        before = time.perf_counter()
        yield
        seconds[name] = time.perf_counter() - before

    with stage("read"):
        reading = read(Choice(workspace, AS_OF, None, AS_OF))
    with stage("compute"):
        computed = compute(reading, jobs=jobs)
    if computed.report is None:
        sys.exit("\n".join(str(problem) for problem in computed.problems))
    with stage("compose"):
        composition = gather_composition(reading, computed, disclose(reading))
        parts = compose_parts(composition, computed.digests, None)
    with stage("draw"):
        charts = [chart for page in parts.shared.pages for chart in page.charts]
        charts += [chart for part in parts.made.values() for chart in part.charts]
        cache = prepare_audience_cache(reading.root, reading.audience)
        draw_all(charts, cache.charts if cache else None)
    with stage("render"):  # finds every chart drawn
        source = render_site(parts, computed.shared_record, reading, cache, jobs)
    with stage("engine"):
        site = build_site(source, out, load_engine(), processes=jobs, cache=open_page_cache(cache))
    if not source_folder.exists():
        source_folder.mkdir()
        load_engine().write_source(source, source_folder)
    counts = {"pages": site.pages, "charts": len(charts), "files": site.files}
    print(json.dumps({**seconds, **counts}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
