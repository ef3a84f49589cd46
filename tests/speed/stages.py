"""One build in a process of its own, stage by stage; prints the seconds of each as JSON."""

from __future__ import annotations

import json
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from speed.generate import AS_OF

STAGES = ("read", "compute", "agents", "shared", "engine")


def main(workspace: Path, out: Path, source_folder: Path, jobs: int) -> None:
    """Builds `workspace` into `out`, and leaves what the site engine was given in `source_folder`."""
    from trustpages.publish.folders import open_workplace
    from trustpages.publish.processes import Workers
    from trustpages.publish.site.assembly import build_site
    from trustpages.system.cache_folder import prepare_audience_cache
    from trustpages.workflow.assessment import compute
    from trustpages.workflow.isolation.disclosure import disclose
    from trustpages.workflow.reading import read
    from trustpages.workflow.run import Choice
    from trustpages.workflow.site.composed_pages import gather_composition
    from trustpages.workflow.site.engine import load_engine
    from trustpages.workflow.site.parts import LaidSite, make_parts
    from trustpages.workflow.site.steps import find_means, open_page_cache, render_site

    seconds = dict.fromkeys(STAGES, 0.0)

    @contextmanager
    def stage(name: str) -> Iterator[None]:
        before = time.perf_counter()
        yield
        seconds[name] = time.perf_counter() - before

    with Workers(jobs) as workers, open_workplace(out) as place:
        laid = LaidSite.make_in(place)
        with stage("read"):
            reading = read(Choice(workspace, AS_OF, None, AS_OF))
        with stage("compute"):
            computed = compute(reading, workers=workers)
        if computed.report is None:
            sys.exit("\n".join(str(problem) for problem in computed.problems))
        cache = prepare_audience_cache(reading.root, reading.audience)
        with stage("agents"):  # composed, drawn, rendered and kept, with the pages about all composed
            composition = gather_composition(reading, computed, disclose(reading))
            means = find_means(reading, composition, cache, laid)
            parts = make_parts(composition, computed.digests, means, workers)
        with stage("shared"):
            source = render_site(parts, computed.shared_record)
        if not source_folder.exists():
            source_folder.mkdir()
            load_engine().write_source(source, source_folder)
        with stage("engine"):
            kept = open_page_cache(cache)
            site = build_site(source, out, load_engine(), workers=workers, cache=kept, laid=laid.site)
    charts = sum(file.path.endswith(".svg") for file in source.assets) // 2
    counts = {"pages": site.pages, "charts": charts, "files": site.files}
    print(json.dumps({**seconds, **counts}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3]), int(sys.argv[4]))
