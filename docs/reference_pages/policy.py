"""The page of policy parameters."""

from __future__ import annotations

from enum import Enum

from reference_pages.markdown import code, page, table
from trustpages.model.documents.policy import Policy

_LEAD = """
Every line that a rule draws is a choice, and none is claimed to be a measurement. `trust.yml` changes any of them
under `policy:`; the Method page of a site lists all of them with the values that were used.

```yaml
policy:
  claim: {delta: 0.02}
  review: {floor: 14 days}
```
"""


def policy() -> str:
    """Every parameter with its default."""
    rows = ((code(name), _value(value), meaning) for name, value, meaning in Policy().parameters())
    return page("Policy parameters", _LEAD, table(("Parameter", "Default", "Meaning"), rows))


def _value(value: object) -> str:
    if isinstance(value, tuple):
        return ", ".join(_value(one) for one in value)
    return str(value.value if isinstance(value, Enum) else value)
