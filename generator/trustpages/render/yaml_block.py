"""Source text as it stands in the workspace: escaped, with its line numbers."""

from __future__ import annotations

from collections.abc import Iterable

from trustpages.render.encoder import Safe, encode_verbatim


def yaml_block(lines: Iterable[str], first_line: int = 1) -> Safe:
    """`lines` as a preformatted block, numbered from `first_line`, each line with the anchor `line-N`.

    The numbers are attributes, so that a selection copies the text alone.
    """
    shown = "".join(
        f'<span class="tp-line" id="line-{number}" data-line="{number}">{encode_verbatim(line)}&#10;</span>'
        for number, line in enumerate((line.rstrip("\r\n") for line in lines), first_line)
    )
    return Safe(f'<pre class="tp-yaml" tabindex="0"><code>{shown}</code></pre>')
