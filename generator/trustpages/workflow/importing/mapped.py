"""The importer that a mapping file describes, for files that no importer knows."""

from __future__ import annotations

from pathlib import Path

from trustpages.intake.importers.importer import Importer
from trustpages.intake.importers.inputs import Inputs, read_inputs
from trustpages.intake.importers.operations.mapped.mapping_file import make_importer
from trustpages.model.problem import Fault, TrustpagesError


def read_mapping(path: Path) -> tuple[Importer, str]:
    """The importer of the mapping at `path`, with the reason for it.

    Raises TrustpagesError: the code of what is wrong with the mapping, `import-file` where it cannot be read.
    """
    found = read_inputs([path])
    importer = make_importer(found.only) if isinstance(found, Inputs) else found[0]
    if isinstance(importer, Fault):
        raise TrustpagesError(importer.code, importer.sentence, importer.remedy)
    return importer, "as the mapping says"
