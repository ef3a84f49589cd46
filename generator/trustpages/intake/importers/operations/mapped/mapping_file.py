"""A mapping file as the importer that it describes: read, validated, and put to the rows of other files."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import PurePosixPath

from trustpages.intake import yaml
from trustpages.intake.files.projection import Projection
from trustpages.intake.importers.importer import Importer, Outcome
from trustpages.intake.importers.inputs import InputFile, Inputs
from trustpages.intake.importers.operations.mapped.incident_rows import read_incidents
from trustpages.intake.importers.operations.mapped.run_rows import read_runs
from trustpages.intake.importers.operations.mapped.tables import MappedRows, sum_up
from trustpages.intake.importers.picks import to_label
from trustpages.intake.validation.documents import validate_model
from trustpages.model.documents.items.mapping import RowMapping
from trustpages.model.problem import Fault

_NOT_SHOWN = ("What a row means is the word of whoever wrote the mapping.",)
_LEFT_OUT = ("Columns that the mapping does not name.",)


def make_importer(file: InputFile) -> Importer | Fault:
    """The importer that a mapping describes, or the first thing that is wrong with the mapping.

    Among the files that it reads, the mapping itself is passed over, so that it may stand among the inputs.
    """
    located, problems = yaml.load(file.content, file.path)
    mapping = None
    if located is not None:
        mapping, problems = validate_model(Projection(located, located.value), RowMapping)
    if located is None or mapping is None:
        return sum_up(problems)
    name = mapping.id or to_label(re.sub(r"\.ya?ml$", "", PurePosixPath(file.name).name), "rows")
    rows = MappedRows(mapping=mapping, name=name, places=located)

    def read(inputs: Inputs) -> Outcome:
        others = tuple(other for other in inputs.files if other.path != file.path)
        if not others:
            return Fault("import-empty", "there is no file beside the mapping", "name the file that holds the rows")
        chosen = replace(inputs, files=others)
        return read_incidents(rows, chosen) if mapping.incident else read_runs(rows, chosen)

    return Importer(
        id=f"mapped-{name}",
        title=f"Rows by the mapping {file.name}",
        recognise=lambda _: None,
        read=read,
        does_not_show=_NOT_SHOWN,
        leaves_out=_LEFT_OUT,
    )
