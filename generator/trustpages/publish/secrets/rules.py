"""What secrets look like, rule by rule, after what their issuers publish about their formats.

Each pattern begins with a literal or a small choice of them and repeats single characters only, so that it is
linear in the text. What stands before a match is looked at afterwards.
"""

from __future__ import annotations

import re
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rule:
    """A format: its name in messages, words of which one is in every match (lower case), the pattern.

    The group `value` is the secret where that is not all of the match. `bits` is the least entropy of a
    character. What is `is_certain` is a secret even where it holds words of a manual, such as EXAMPLE. What is
    `is_free` may stand in the middle of a word. What is `is_mixed` has letters and digits.
    """

    name: str
    words: tuple[str, ...]
    pattern: re.Pattern[str]
    bits: float = 3.0
    is_certain: bool = False
    is_free: bool = False
    is_mixed: bool = False


def _rule(
    name: str,
    words: str,
    *pattern: str,
    bits: float = 3.0,
    certain: bool = False,
    free: bool = False,
    mixed: bool = False,
) -> Rule:
    return Rule(name, tuple(words.split()), re.compile("".join(pattern)), bits, certain, free, mixed)


_END = r"(?![A-Za-z0-9_-])"

RULES: tuple[Rule, ...] = (
    _rule(
        "private key",
        "private",
        r"-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----",
        r"(?P<value>(?:[A-Za-z0-9+/=\s\\:,.-]){64})",
        certain=True,
    ),
    _rule("age secret key", "age-secret-key-1", r"AGE-SECRET-KEY-1[0-9A-Z]{58}", _END),
    _rule("PuTTY private key", "putty-user-key-file", r"PuTTY-User-Key-File-\d: [a-z0-9@.-]{4,60}", bits=2.0),
    _rule("AWS access key id", "akia asia abia acca", r"A(?:KIA|SIA|BIA|CCA)[A-Z2-7]{16}", _END),
    _rule("AWS Bedrock key", "absk", r"ABSK[A-Za-z0-9+/]{109,269}={0,2}", bits=2.5, certain=True),
    _rule("AWS Bedrock session key", "bedrock-api-key-", r"bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t"),
    _rule(
        "AWS secret access key",
        "aws",
        r"(?i:aws_?(?:secret)?_?(?:access)?_?key)[\"']?\s{0,9}[:=]\s{0,9}[\"']?",
        r"(?P<value>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])",
        bits=3.5,
        mixed=True,
    ),
    _rule("GitHub token", "ghp_ gho_ ghu_ ghs_ ghr_", r"gh[pousr]_[A-Za-z0-9]{36,255}", _END),
    _rule("GitHub fine-grained token", "github_pat_", r"github_pat_[A-Za-z0-9_]{82}", _END),
    _rule(
        "GitLab token",
        "glpat- gldt- glrt- glptt- glft- glsoat- glcbt- glagent- gloas- glimt-",
        r"gl(?:pat|dt|rt|ptt|ft|soat|cbt|agent|oas|imt)-[A-Za-z0-9_.=-]{20,300}",
    ),
    _rule(
        "Slack token",
        "xoxa- xoxb- xoxe xoxp- xoxr- xoxs- xapp-",
        r"(?:xox[abprs]-(?:\d{10,13}-){1,3}[A-Za-z0-9]{18,64}",
        r"|xoxe(?:\.xox[bp])?-\d-[A-Za-z0-9]{140,200}",
        r"|xapp-\d-[A-Z0-9]{9,15}-\d{10,15}-[a-f0-9]{60,70})",
        _END,
    ),
    _rule(
        "Slack web hook",
        "hooks.slack.com",
        r"hooks\.slack\.com/(?P<value>(?:services|workflows|triggers)/[A-Za-z0-9+/]{40,60})",
        free=True,
    ),
    _rule(
        "Discord web hook", "/api/webhooks/", r"/api/webhooks/(?P<value>\d{16,20}/[\w-]{60,80})", free=True
    ),
    _rule(
        "Teams web hook",
        "webhook.office.com",
        r"\.webhook\.office\.com/(?P<value>webhookb2/[0-9a-f@-]{70,80}/IncomingWebhook/[0-9a-f]{32}/[0-9a-f-]{36})",
        free=True,
    ),
    _rule(
        "Stripe key",
        "sk_live_ sk_test_ sk_prod_ rk_live_ rk_test_ rk_prod_ whsec_",
        r"(?:[sr]k_(?:live|test|prod)|whsec)_[A-Za-z0-9]{10,199}",
        _END,
    ),
    _rule("Square token", "sq0atp- sq0csp- eaaae", r"(?:sq0(?:atp|csp)-[\w-]{22,60}|EAAAE[\w-]{59})", _END),
    _rule("Shopify token", "shpat_ shpca_ shppa_ shpss_", r"shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}", _END),
    _rule("Google API key", "aizasy", r"AIzaSy[\w-]{33}", _END, bits=3.5),
    _rule("Google OAuth secret", "gocspx-", r"GOCSPX-[\w-]{28}", _END),
    _rule("Google service account", "service_account", r'"type":\s{0,9}"service_account"', certain=True),
    _rule("OpenAI key", "t3blbkfj", r"T3BlbkFJ[\w-]{20,80}", free=True),
    _rule("Anthropic key", "sk-ant-", r"sk-ant-(?:api|admin)\d\d-[\w-]{93}AA", _END),
    _rule("Hugging Face token", "hf_ api_org_", r"(?:hf_|api_org_)[A-Za-z]{34}", _END, bits=3.5),
    _rule("Perplexity key", "pplx-", r"pplx-[A-Za-z0-9]{48}", _END),
    _rule("npm token", "npm_", r"npm_[A-Za-z0-9]{36}", _END),
    _rule("PyPI token", "pypi-ageichlwas5vcmc", r"pypi-AgEIcHlwaS5vcmc[\w-]{50,1000}"),
    _rule("RubyGems key", "rubygems_", r"rubygems_[0-9a-f]{48}", _END),
    _rule("SendGrid key", "sg.", r"SG\.[\w-]{20,24}\.[\w-]{39,50}", _END),
    _rule("Mailgun key", "key-", r"(?:pub)?key-[0-9a-f]{32}", _END),
    _rule("Mailchimp key", "-us", r"[0-9a-f]{32}-us\d{1,2}", _END),
    _rule("Twilio key", "sk", r"SK[0-9a-f]{32}", _END),
    _rule("Telegram bot token", ":a", r"\d{8,10}:A[\w-]{34}", _END),
    _rule("Azure storage key", "accountkey=", r"AccountKey=(?P<value>[A-Za-z0-9+/]{86}==)", free=True),
    _rule("Azure client secret", "q~", r"[\w~.-]{3}\dQ~[\w~.-]{31,34}(?![\w~.-])"),
    _rule("Databricks token", "dapi", r"dapi[0-9a-f]{32}(?:-\d)?", _END),
    _rule("DigitalOcean token", "dop_v1_ doo_v1_ dor_v1_", r"do[opr]_v1_[0-9a-f]{64}", _END),
    _rule("Vault token", "hvs. hvb.", r"hv[sb]\.[\w-]{90,300}", _END),
    _rule("old Vault token", "s.", r"s\.[A-Za-z0-9]{24}", _END, bits=3.5, mixed=True),
    _rule("Terraform token", ".atlasv1.", r"[A-Za-z0-9]{14}\.atlasv1\.[\w=-]{60,70}"),
    _rule(
        "Grafana token",
        "glc_ glsa_",
        r"gl(?:c_[A-Za-z0-9+/]{32,400}={0,3}|sa_[A-Za-z0-9]{32}_[0-9A-Fa-f]{8})",
    ),
    _rule(
        "New Relic key",
        "nrak- nrjs- nrii-",
        r"NR(?:AK-[A-Z0-9]{27}|JS-[0-9a-f]{19}|II-[\w-]{32})",
        _END,
    ),
    _rule("Sentry token", "sntrys_ sntryu_", r"sntry(?:s_eyJ[A-Za-z0-9+/=_]{80,500}|u_[0-9a-f]{64})"),
    _rule("Sourcegraph token", "sgp_", r"sgp_(?:local_|[0-9A-Fa-f]{16}_)?[0-9A-Fa-f]{40}", _END),
    _rule("Atlassian token", "atatt3 atctt3", r"AT[AC]TT3[\w=-]{60,300}"),
    _rule("Facebook token", "eaa", r"EAA[MC][A-Za-z0-9]{100,500}", _END, bits=3.5),
    _rule("Facebook app token", "|", r"\d{15,16}\|[\w-]{27,40}", _END),
    _rule("Octopus Deploy key", "api-", r"API-[A-Z0-9]{26}", _END),
    _rule("42 client secret", "s-s4t2", r"s-s4t2(?:ud|af)-[0-9a-f]{64}", _END),
    _rule("1Password service account", "ops_eyj", r"ops_eyJ[A-Za-z0-9+/]{250,5000}={0,3}"),
    _rule(
        "1Password secret key",
        "a3-",
        r"A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})(?:-[A-Z0-9]{5}){3}",
        _END,
        bits=3.6,
    ),
    _rule("Linear key", "lin_api_", r"lin_api_[A-Za-z0-9]{40}", _END),
    _rule("Notion token", "ntn_", r"ntn_\d{11}[A-Za-z0-9]{35}", _END),
    _rule("Postman key", "pmak-", r"PMAK-[0-9a-f]{24}-[0-9a-f]{34}", _END),
    _rule("Pulumi token", "pul-", r"pul-[0-9a-f]{40}", _END),
    _rule("Doppler token", "dp.pt. dp.st.", r"dp\.[ps]t\.[A-Za-z0-9.]{40,60}", _END),
    _rule("Fly.io token", "fm1_ fm2_ fo1_", r"f(?:m[12]_[A-Za-z0-9+/]{100,800}={0,3}|o1_[\w-]{43})", _END),
    _rule("Artifactory token", "akcp cmvmd", r"(?:AKCp[A-Za-z0-9]{69}|cmVmd[A-Za-z0-9]{59})", _END),
    _rule(
        "JSON web token",
        "eyj",
        r"eyJ(?<![\w-]eyJ)[\w-]{14,4000}+\.(?:eyJ|ZXlK)[\w-]{10,8000}+\.[\w-]{16,1000}",
    ),
    _rule(
        "password in an address",
        "://",
        r"://[^\s/:@\"'<>]{1,100}:(?P<value>[^\s/@\"'<>]{3,200})@[A-Za-z0-9\[]",
        bits=1.5,
        free=True,
    ),
    _rule(
        "password of curl",
        "curl",
        r"-(?:u|-user)[ =]{1,3}[\"']?[^\s\"'$:]{1,100}+[\"']?:[\"']?(?P<value>[^\s\"'$]{6,100})",
        bits=2.5,
        mixed=True,
    ),
    _rule(
        "key in a header",
        "authorization api-key api-token auth-token access-token",
        r"(?i:(?:proxy-)?authorization|(?:x-)?(?:api|auth|access)-(?:key|token))[\"']?\s{0,3}:\s{0,3}[\"']?",
        r"(?i:(?:bearer|basic|token|apikey)\s{1,3})?(?P<value>[\w.=~@+/-]{10,4000})",
        bits=2.8,
        mixed=True,
    ),
    _rule(
        "assigned secret",
        "secret token passw passphrase key credential",
        r"(?i:secret|(?<!csrf.)(?<!csrf)token|passw(?:or)?d|passphrase|credentials?",
        r"|(?:api|access|secret|private|auth|account)[_.-]?key)",
        r"[\"']?[ \t]{0,5}(?::=|=>|[:=])[ \t]{0,5}(?:\\?[\"'`])?(?P<value>[\w.=+/~@!%^*-]{12,300})",
        bits=3.5,
        free=True,
        mixed=True,
    ),
)
"""Every rule; a place is reported by the first that matches it."""
