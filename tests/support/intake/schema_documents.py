"""Values around a JSON Schema: the smallest one that fits, and many that differ from it in one spot.

Written by hand for the keywords that the published schemas use; an unknown keyword or pattern is an error, so that
a new one cannot pass unseen.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

Schema = dict[str, Any]

_DAY = r"^\d{4}-\d{2}-\d{2}([Tt ]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}:\d{2}))?$"
_NAME = r"[a-z0-9]+(?:[._-][a-z0-9]+)*"

_MONTH_OR_DAY = rf"^\d{{4}}-(0[1-9]|1[0-2])$|{_DAY}"

_HOURS = "(24|48|72|96|120|144|168) hours"
TEXTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    r"^L[0-9]{2,3}$": (("L30", "L101"), ("L3", "l30", "L1234")),
    rf"^{_NAME}$": (("a", "a-b.c_1"), ("", "A", "-a", "a--b", "a b", "ä")),
    rf"^{_NAME}/{_NAME}$": (("a/b",), ("a", "/b", "a/b/c", "a/ b")),
    r"\S": (("x", "two words"), (" ", "\n\t")),
    r"^(https?://|mailto:)[^\s<>\"']+$": (
        ("https://a.example", "mailto:a@b.example"),
        ("ftp://a.example", "javascript:alert(1)", "https://", "https://a b"),
    ),
    r"^#[0-9A-Fa-f]{6}$": (("#0a568c", "#FFFFFF"), ("#fff", "0a568c", "navy", "#0a568g")),
    r"^[0-9a-f]{64}$": (("0" * 64,), ("0" * 63, "G" * 64)),
    r"^[a-z][a-z-]*(:(critical|high|medium|low))?$": (
        ("worse", "lost:high", "missing-version-bump"),
        ("Worse", "worse:huge", ":high", ""),
    ),
    r"^fp-[0-9a-f]{16}$": (("fp-0123456789abcdef",), ("fp-0123", "fp-0123456789ABCDEF", "0123456789abcdef")),
    r"^[0-9a-f]{16,64}$": (("0" * 16, "f" * 64), ("0" * 15, "0" * 65)),
    _DAY: (
        ("2026-01-31", "2026-01-31T08:00:00Z", "2026-01-31 08:00+02:00", "2026-02-30"),
        ("2026-1-1", "2026", "2026-01-31T08:00", "1 June 2026"),
    ),
    r"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$": (
        ("2026-01-31T08:00:00Z",),
        ("2026-01-31", "2026-01-31T08:00Z", "2026-01-31T08:00:00+02:00", "2026-01-31 08:00:00Z"),
    ),
    _MONTH_OR_DAY: (("2026-08", "2026-01-31", "2026-02-30"), ("2026-13", "2026-1-1", "2026", "1 June 2026")),
    rf"^(\d{{1,5}} (day|week)s?|{_HOURS})$": (
        ("0 days", "1 day", "2 weeks", "48 hours", "99999 days"),
        ("1", "-1 days", "1 month", "1.5 days", "36 hours", "24 hour"),
    ),
    rf"^(0*[1-9]\d{{0,4}} (day|week)s?|{_HOURS})$": (
        ("1 day", "2 weeks", "24 hours"),
        ("0 days", "-1 days", "1 month", "0 hours", "4 hours"),
    ),
    r"^(0|[1-9]\d{0,8})(\.(0|[1-9]\d{0,8})){2}$": (("1.0.0", "0.10.2"), ("1", "1.0", "v1.0.0", "01.0.0")),
    r"^[a-z0-9._-]+/[a-z0-9._-]+/[a-z0-9._-]+$": (("a/b/c",), ("a/b", "A/b/c", "a/b/c/d")),
    r"^[a-z0-9._-]+/[a-z0-9._-]+$": (("a/b",), ("a", "A/b", "a/b/c")),
}
"""For each pattern texts that fit it and texts that do not.

A line feed at the end is not among them: Python's `$`, unlike that of JSON Schema, would let it pass.
"""

# The fewest keys that fit where that depends on several of them, by the title of the mapping.
_TOGETHER: dict[str, Schema] = {
    "Authority": {"ladder": ["low", "high"], "granted": "low"},
    "Calibration": {"positives": {"of": 1, "correct": 1}, "negatives": {"of": 1, "correct": 1}},
    "Comparison": {"rows": [{"agent": "a", "rank": 1}]},
    "ComparisonRow": {"rank": 1},
    "Data": {"file": "runs.csv"},
    "Mapping": {"workflow": "work", "step": "one"},
    "Predicate": {"equals": 1},
    "Ratings": {"table": [[1, 0], [0, 1]]},
}

_IGNORED = {"title", "description", "default", "discriminator", "$schema", "$id", "$defs", "additionalProperties"}
_KNOWN = _IGNORED | {
    *("type", "properties", "required", "items", "anyOf", "oneOf", "const", "enum", "pattern", "$ref"),
    *("minLength", "maxLength", "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "minItems"),
    *("propertyNames", "patternProperties", "maxItems", "prefixItems"),
}


@dataclass(frozen=True)
class Around:
    """Values around the schemas that are defined in `defs`."""

    defs: dict[str, Schema]

    def smallest(self, schema: Schema) -> Any:
        """A value that fits, with nothing in it that may be left out."""
        return next(self.fitting(schema))

    def fitting(self, schema: Schema) -> Iterator[Any]:
        """Values that fit: the smallest first, then each choice, and each optional key added to the smallest."""
        schema = self._resolved(schema)
        if "const" in schema or "enum" in schema:
            yield from schema.get("enum") or [schema.get("const")]
            return
        for one in schema.get("anyOf") or schema.get("oneOf") or ():
            yield self.smallest(one)
        match schema.get("type"):
            case "object":
                yield from self._objects(schema)
            case "array":
                least = schema.get("minItems", 0)
                items = [self.smallest(one) for one in schema.get("prefixItems", ())]
                yield items or [self.smallest(schema["items"])] * least
                yield from ([one] * max(1, least) for one in self.fitting(schema["items"]) if "items" in schema)
            case "string":
                yield from _texts(schema)[0]
            case "integer" | "number":
                yield from _numbers(schema)[0]
            case "boolean":
                yield from (True, False)
            case "null":
                yield None
            case ["string", "integer"]:
                yield from _texts(schema)[0]
                yield from _numbers(schema)[0]

    def misfits(self, schema: Schema) -> Iterator[Any]:
        """Values that a look at the schema says are wrong, one at every limit."""
        schema = self._resolved(schema)
        yield from ({"unheard": "of"}, ["unheard of"], [[]])
        if "const" in schema or "enum" in schema:
            yield from ("unheard-of", 7, None)
            return
        kinds = schema.get("type", ())
        for one in schema.get("anyOf") or schema.get("oneOf") or ():
            yield from self.misfits(one)
        if "string" in kinds:
            yield from _texts(schema)[1]
        if "integer" in kinds or "number" in kinds:
            yield from _numbers(schema)[1]
        if kinds == "array":
            yield from ("text", [None])
            yield from ([self.smallest(schema["items"])] * number for number in range(schema.get("minItems", 0)))
            yield from ([misfit] for misfit in self.misfits(schema["items"]))
        if kinds == "object" and "properties" not in schema:
            yield from ({name: self.smallest(next(_inner(schema)))} for name in ("", "Not An Id"))

    def documents(self, schema: Schema) -> Iterator[dict[str, Any]]:
        """Mappings of a schema with properties: fitting ones, and ones with one misfit or one missing key."""
        schema = self._resolved(schema)
        smallest = self.smallest(schema)
        yield from self._objects(schema)
        yield {**smallest, "unheard_of": 1}
        yield from ({key: one for key, one in smallest.items() if key != gone} for gone in smallest)
        for key, inner in schema["properties"].items():
            yield from ({**smallest, key: misfit} for misfit in self.misfits(inner))

    def _objects(self, schema: Schema) -> Iterator[dict[str, Any]]:
        if "properties" not in schema:
            yield {}
            names = schema.get("propertyNames", {"type": "string"})
            for inner in _inner(schema):
                yield from ({name: self.smallest(inner)} for name in self.fitting(names))
            return
        required = schema.get("required", ())
        properties = schema["properties"]
        smallest = {key: self.smallest(properties[key]) for key in required}
        smallest |= _TOGETHER.get(schema["title"], {})
        yield smallest
        for key, inner in properties.items():
            yield from ({**smallest, key: one} for one in self.fitting(inner))

    def _resolved(self, schema: Schema) -> Schema:
        while "$ref" in schema:
            schema = self.defs[schema["$ref"].rpartition("/")[2]]
        unknown = set(schema) - _KNOWN
        assert not unknown, unknown
        return schema


def _inner(schema: Schema) -> Iterator[Schema]:
    """The schemas of the values of a mapping whose keys are free."""
    if isinstance(schema.get("additionalProperties"), dict):
        yield schema["additionalProperties"]
    yield from schema.get("patternProperties", {}).values()


def _texts(schema: Schema) -> tuple[list[Any], list[Any]]:
    fits, misfits = TEXTS[schema["pattern"]] if "pattern" in schema else (("x",), ())
    longest = schema.get("maxLength")
    too_long = ["x" * (longest + 1)] if longest else []
    empty = [""] if schema.get("minLength") else []
    return [*fits], [*misfits, *too_long, *empty, True, None, 1.5]


def _numbers(schema: Schema) -> tuple[list[Any], list[Any]]:
    step = 1 if "integer" in schema["type"] else 1e-6
    low, high = schema.get("minimum"), schema.get("maximum")
    above, below = schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum")
    fits = [one for one in (low, high) if one is not None]
    fits += [one for one in (above and above + step, below and below - step) if one is not None]
    misfits = [low - max(step, abs(low) / 1e9)] if low is not None else []
    misfits += [high + max(step, abs(high) / 1e9)] if high is not None else []
    misfits += [one for one in (above, below) if one is not None]
    odd = [1.5] if step == 1 else []
    whole = [2.0] if step == 1 else []
    return [*(fits or [1]), *whole], [*misfits, *odd, "1", True, None]
