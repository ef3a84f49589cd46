"""The files of a workspace that holds only what an audience may see.

Whoever reads such a workspace finds what the audience finds in the whole one, and nothing to look for.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from trustpages.intake.audience import Projection, project
from trustpages.intake.snapshot import DataFile
from trustpages.intake.trees import Trees, data_names, data_path
from trustpages.intake.writing import written
from trustpages.model.page import Artifact
from trustpages.model.vocabulary import Audience


@dataclass(frozen=True, slots=True)
class ProjectedFiles:
    """Documents and pages, and the paths of the data files that go with them, both sorted by path."""

    files: tuple[Artifact, ...]
    data: tuple[str, ...]


def projected_files(trees: Trees, audience: Audience) -> ProjectedFiles:
    """What `audience` may see of the workspace, as files.

    A document that loses entries is written anew, without comments; every other file is as it was. A data file
    belongs to it if something visible names it. A file that cannot be read is left out, whatever it says of
    itself: `for_audience` has its problems, and there is nothing to build before they are mended.
    """
    seen = tuple(one for document in trees.documents if (one := project(document, audience)) is not None)
    files = (
        *(Artifact(projection.file, _content(projection, trees)) for projection in seen),
        *(
            Artifact(page.file, trees.files[page.file])
            for page in trees.pages
            if audience.may_see(page.visibility)
        ),
    )
    data = {path for projection in seen for path in _data(projection, trees)}
    return ProjectedFiles(tuple(sorted(files, key=lambda file: file.path)), tuple(sorted(data)))


def _content(document: Projection, trees: Trees) -> bytes:
    if document.kept is None:
        return trees.files[document.file]
    return written(document.value).encode("utf-8")


def _data(document: Projection, trees: Trees) -> Iterator[str]:
    for name in data_names(document):
        path = data_path(document.file, name)
        if isinstance(trees.data.get(path), DataFile):
            yield path
