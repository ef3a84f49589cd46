"""Detection of superlatives, and of numbers written in words, in English prose."""

from __future__ import annotations

import re
from collections.abc import Iterator

_ONES = r"(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)"
_TENS = r"(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
_COUNT = rf"(?:{_TENS}(?:[- ](?:one|{_ONES}))?|{_ONES}|hundred|thousand|million)"
_PARTS = r"(?:halves|thirds|quarters|fifths|sixths|eighths|tenths|hundredths)"
_WORK = r"(?:answers|calls|cases|chats|conversations|customers|problems|questions|requests|tasks|tickets|users)"
_WORK_ONE = r"(?:answer|call|case|chat|conversation|problem|question|request|task|ticket|time)"
_GOOD = r"(?:accurate|available|compliant|correct|reliable|right|safe|secure|trustworthy)"

SPELLED_NUMBER = re.compile(
    rf"""\b(?: (?:one|{_COUNT})\s(?:out\sof|in(?:\severy)?)\s{_COUNT}
            | (?:one|a|{_COUNT})[ -](?:third|quarter|fifth|tenth)\sof
            | {_COUNT}[ -]{_PARTS}
            | half\s(?:of|the|all)
            | (?:one|zero|{_COUNT})[ -]?per\s?cent
            | (?:twice|thrice)\s(?:as|the)
            | (?:{_COUNT}|many|several)\stimes\s(?:as|the|more|less|fewer|better|\w+er)
            | (?:two|three|four|five|ten|hundred)fold
            | (?:doubles|doubled|doubling|triples|tripled|tripling|halves|halved|halving)
            | (?:dozens|hundreds|thousands|millions|billions)(?:\sof\s(?:thousands|millions))?\sof
            | (?:a|one|{_COUNT})\s(?:dozen|hundred|thousand|million|billion)
            | zero[ -](?!to\b|or\b|and\b|trust\b|shot\b|day\b|sum\b|based\b|knowledge\b)[a-z]+
            | (?:vast\s|overwhelming\s|great\s)?majority\sof
            | most\s(?:of\s(?:the|our|its|your|all)\s)?{_WORK}
            | (?:almost|nearly|practically|virtually)\s(?:all|every|always|never|any)
            )\b | \b(?:one|zero|{_COUNT})\s?% | [¼-¾⅐-⅞]""",
    re.VERBOSE | re.IGNORECASE,
)
"""A number in words: four out of five, twice as fast, a third of, most requests."""

SUPERLATIVE = re.compile(
    rf"""\b(?: best(?!\s(?:efforts?|practices?|we\scan|they\scan|before)\b) | best-in-class | best[ -]of[ -]breed
            | (?:market|industry|world|class)[ -]leading | leading(?!\s(?:to|up|questions?|zeros?|spaces?|digits?)\b)
            | unmatched | unrivall?ed | unparalleled | unbeat(?:able|en) | unsurpassed | unequalled | peerless
            | world[ -]class | first[ -]class | five[ -]star | top[ -](?:rated|ranked|tier|notch|performing|\d+)
            | state[ -]of[ -]the[ -]art | cutting[ -]edge | gold\sstandard | award[ -]winning | record[ -]breaking
            | second\sto\snone | first\sof\sits\skind | (?:the\s)?(?:world|industry|market)(?:'|’)s\s(?:first|only|most)
            | safest | fastest | cheapest | smartest | strongest | greatest | finest | ultimate | revolutionary
            | (?:highest|lowest)\s(?:accuracy|availability|costs?|errors?|latency|precision|quality|rates?
                |reliability|risks?|scores?|security|standards?|success|uptime)
            | number\sone | (?:ranks?|ranked|ranking)\s(?:first|top|1st) | first\splace | 1st\splace
            | (?:the\s)?most\s(?:accurate|reliable|secure|trusted|advanced|capable|powerful|complete|precise|robust
                |intelligent|efficient|effective|trustworthy|popular|innovative)
            | (?:the|our)\sonly\s(?:agent|assistant|company|platform|product|provider|solution|system|tool|vendor)
            | (?:better|cheaper|faster|safer|smarter|stronger|more\s\w+)\sthan\s(?:all|any|anyone|anything|competitors?
                |every|humans?|others?|people|the\s(?:competition|rest|others))
            | outperform(?:s|ed|ing)? | beats?\s(?:all|any|competitors|every|humans|people|the\scompetition)
            | flawless(?:ly)? | perfect(?:ly)? | guarantee[sd]? | (?:fool|bullet)-?proof | infallible | faultless
            | (?:bug|error|failure|hallucination|incident|mistake|risk)[ -]free | without\s(?:fail|exception)
            | (?:absolutely|completely|entirely|fully|perfectly|totally)\s{_GOOD}
            | never\s(?!always\b|this\b|less\b)[a-z]+(?<!s)s | (?:has|have|had)\snever(?!\sbeen\s(?:audited|checked
                |evaluated|measured|reviewed|tested))
            | always\s(?:{_GOOD}|answers|completes|delivers|resolves|succeeds|works?)
            | (?:cannot|can't|can’t)\s(?:be\s(?:fooled|tricked|wrong)|err|fail|go\swrong|hallucinate|leak)
            | (?:does\snot|doesn't|doesn’t|do\snot|don't|don’t)\s(?:make\s(?:mistakes|errors)|err|fail|hallucinate)
            | impossible\sto\s(?:break|fool|trick|bypass)
            | every(?:\ssingle)?\s{_WORK_ONE} | all\s{_WORK}\s(?:are|get|is|were)
            )\b | №\s?\d | \bno\.?\s?1\b""",
    re.VERBOSE | re.IGNORECASE,
)
"""A superlative, or a sentence without exception: the best, never fails, every request."""

_DENIED = re.compile(
    r"\b(?:not|no|nobody\sis|no\sone\sis|nothing\sis|never|isn['’]t|aren['’]t|our|their|its|your)"
    r"(?:\s(?:a|an|the|be))?\s$",
    re.IGNORECASE,
)
_NEAR = 24
_OWN_BEST = re.compile(r"(?:our|their|its|your)\s$", re.IGNORECASE)


def find_spelled_numbers(prose: str) -> Iterator[re.Match[str]]:
    """Every number that a line states in words."""
    return SPELLED_NUMBER.finditer(prose)


def find_superlatives(prose: str) -> Iterator[re.Match[str]]:
    """Every superlative of a line that it does not deny."""
    for match in SUPERLATIVE.finditer(prose):
        before = prose[max(0, match.start() - _NEAR) : match.start()]
        # "Our best" compares with nobody else; "our fastest" or "our leading" does.
        if not _DENIED.search(before) or (_OWN_BEST.search(before) and match[0].lower() != "best"):
            yield match
