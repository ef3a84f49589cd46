"""Rules of secret detection: key files, tokens by issuer, assignments by context, and published samples.

Each pattern begins with a literal or a small choice of them and repeats single characters only, so that it is
linear in the text. What stands before a match is looked at afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Final

from trustpages.secrets.randomness import is_generated, looks_like_password, measure_entropy

Judge = Callable[[str], bool]
"""Whether a value of the right form is a secret rather than something that only looks like one."""

END = r"(?![A-Za-z0-9])"
"""The value ends here: neither letter nor digit follows. What follows a dash is a suffix, as in the name of a file."""


@dataclass(frozen=True, slots=True)
class SecretRule:
    """A format: its name in messages, words of which one is in every match (lower case), the form, the judge.

    The group `value` is the secret where that is not all of the match. What is `is_certain` is a secret even where
    it holds words of a manual, such as EXAMPLE. What is `is_free` may stand in the middle of a word.
    """

    name: str
    words: tuple[str, ...]
    form: str
    judge: Judge
    is_certain: bool = False
    is_free: bool = False

    def compile(self) -> re.Pattern[str]:
        """The form as a pattern; made when it is first needed, since most runs need few of them."""
        return _compile(self.form)


@cache
def _compile(form: str) -> re.Pattern[str]:
    return re.compile(form)


def require_entropy(bits: float) -> Judge:
    """A judge of values whose characters carry at least so many bits each: `ghp_0000000…` is none."""
    return lambda value: measure_entropy(value) >= bits


_ENOUGH_ENTROPY = require_entropy(3.0)


def define_rule(
    name: str, words: str, *pattern: str, judge: Judge = _ENOUGH_ENTROPY, certain: bool = False, free: bool = False
) -> SecretRule:
    """A rule; `words` are separated by blanks, the parts of `pattern` are joined."""
    return SecretRule(name, tuple(words.split()), "".join(pattern), judge, certain, free)


def define_token(name: str, words: str, *pattern: str, bits: float = 3.0) -> SecretRule:
    """The rule of an issuer whose tokens have a form of their own, which ends where no more of it can follow."""
    return define_rule(name, words, *pattern, END, judge=require_entropy(bits))


def define_plain_token(name: str, words: str, *pattern: str) -> SecretRule:
    """The rule of an issuer whose tokens begin as other names do, so that one that is made of words is none."""
    return define_rule(name, words, *pattern, END, judge=is_generated)


_LITTLE_ENTROPY = require_entropy(2.0)

KEY_FILES: Final[tuple[SecretRule, ...]] = (
    define_rule(
        "private key",
        "private",
        r"----[- ]BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?[- ]----",
        r"(?P<value>(?:[A-Za-z0-9+/=\s\\:,.-]){64})",
        certain=True,
    ),
    define_rule("age secret key", "age-secret-key-", r"AGE-SECRET-KEY-(?:PQ-)?1[0-9A-Z]{58}", END),
    define_rule(
        "PuTTY private key", "putty-user-key-file", r"PuTTY-User-Key-File-\d: [a-z0-9@.-]{4,60}", judge=_LITTLE_ENTROPY
    ),
    define_rule("minisign or signify secret key", "rwrty0iy rwrcs", r"RWR(?:TY0Iy|CS)[A-Za-z0-9+/]{120,300}"),
    define_rule("private JSON web key", '"kty"', r'"(?:d|k)"\s{0,9}:\s{0,9}"(?P<value>[\w-]{40,1400})"'),
    define_rule("WireGuard private key", "privatekey", r"PrivateKey\s{0,5}=\s{0,5}(?P<value>[A-Za-z0-9+/]{43}=)"),
    define_rule(
        "hash of a password",
        "$1$ $5$ $6$ $y$ $2a$ $2b$ $2y$ $apr1$ $argon2",
        r"\$(?P<value>2[aby]\$\d\d\$[./A-Za-z0-9]{53}",
        r"|(?:1|apr1)\$[./A-Za-z0-9]{4,8}\$[./A-Za-z0-9]{22}",
        r"|(?:5|6|y)\$(?:[\w=,]{1,20}\$)?[./A-Za-z0-9]{8,22}\$[./A-Za-z0-9]{43,86}",
        r"|argon2(?:id|i|d)\$v=\d{1,3}\$[\w=,]{8,40}\$[A-Za-z0-9+/]{11,64}\$[A-Za-z0-9+/]{20,90})",
        free=True,
    ),
)
"""Before all other rules: what is in a key file is no token of an issuer."""

_HEX_ID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"

_CLOUDS: Final[tuple[SecretRule, ...]] = (
    define_token("AWS access key id", "akia asia abia acca", r"A(?:KIA|SIA|BIA|CCA)[A-Z2-7]{16}"),
    define_rule(
        "AWS Bedrock key", "absk", r"ABSK[A-Za-z0-9+/]{109,269}={0,2}", judge=require_entropy(2.5), certain=True
    ),
    define_rule("AWS Bedrock session key", "bedrock-api-key-", r"bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t"),
    define_rule(
        "AWS secret access key",
        "aws",
        r"(?i:aws_?(?:secret)?_?(?:access)?_?key)[\"']?\s{0,9}[:=]\s{0,9}[\"']?",
        r"(?P<value>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])",
        judge=is_generated,
    ),
    define_rule(
        "AWS session token",
        "iqojb3jpz2lu fwogzxivyxdz",
        r"(?:IQoJb3JpZ2lu|FwoGZXIvYXdz)[A-Za-z0-9+/]{100,2000}",
        certain=True,
    ),
    define_token("Amazon MWS token", "amzn.mws.", r"amzn\.mws\.", _HEX_ID),
    define_token("Google API key", "aizasy", r"AIzaSy[\w-]{33}", bits=3.5),
    define_token("Google HMAC key id", "goog1e", r"GOOG1E[A-Z0-9]{55}", bits=3.5),
    define_token("Firebase server key", ":apa91b", r"AAAA[\w-]{7}:APA91b[\w-]{134}", bits=3.5),
    define_token("Google OAuth secret", "gocspx-", r"GOCSPX-[\w-]{28}"),
    define_token("Google access token", "ya29.", r"ya29\.[\w-]{60,1000}", bits=3.5),
    define_token("Google refresh token", "1//0", r"1//0[\w-]{40,200}", bits=3.5),
    define_rule(
        "Google service account", "service_account", r'\\?"type\\?":\s{0,9}\\?"service_account\\?"', certain=True
    ),
    define_rule("Azure storage key", "accountkey=", r"AccountKey=(?P<value>[A-Za-z0-9+/]{86}==)", free=True),
    define_rule("Azure shared access key", "accesskey=", r"AccessKey=(?P<value>[A-Za-z0-9+/]{43}=)", free=True),
    define_rule("Azure client secret", "q~", r"[\w~.-]{3}\dQ~[\w~.-]{31,34}(?![\w~.-])"),
    define_rule(
        "key of an Azure function",
        "azurewebsites.net",
        r"\.azurewebsites\.net/[\w/.-]{1,200}\?code=(?P<value>[\w%=-]{40,100})",
        free=True,
    ),
    define_token("Azure DevOps token", "azdo", r"[A-Za-z0-9]{76}AZDO[A-Za-z0-9]{4}", bits=3.5),
    define_token("Azure key", "jqqj9", r"[A-Za-z0-9]{52}JQQJ9[9DH][A-Za-z0-9]{12,30}", bits=3.5),
    define_token("Alibaba Cloud key id", "ltai", r"LTAI[A-Za-z0-9]{16,20}", bits=3.5),
    define_token("Tencent Cloud key id", "akid", r"AKID[A-Za-z0-9]{32}", bits=3.5),
    define_token("Vercel token", "vcp_ vck_ vca_ vci_ vcr_", r"vc[pkair]_[A-Za-z0-9]{56}", bits=3.5),
    define_token("Databricks token", "dapi", r"dapi[0-9a-f]{32}(?:-\d)?"),
    define_token("DigitalOcean token", "dop_v1_ doo_v1_ dor_v1_", r"do[opr]_v1_[0-9a-f]{64}"),
    define_token("Cloudflare origin key", "v1.0-", r"v1\.0-[0-9a-f]{24}-[0-9a-f]{146}"),
    define_token("Heroku key", "hrku-", r"HRKU-AA[\w-]{58}"),
    define_token("Fly.io token", "fm1_ fm2_ fo1_", r"f(?:m[12]_[A-Za-z0-9+/]{100,800}={0,3}|o1_[\w-]{43})"),
    define_token("Netlify token", "nfp_", r"nfp_[A-Za-z0-9]{36}"),
    define_token("Supabase token", "sbp_ sb_secret_", r"sb(?:p_[0-9a-f]{40}|_secret_[\w-]{22}_[\w-]{8})"),
    define_token("PlanetScale token", "pscale_", r"pscale_(?:tkn|pw|oauth)_[\w=.-]{32,64}"),
    define_token("Neon key", "napi_", r"napi_[a-z0-9]{64}"),
    define_plain_token("Render key", "rnd_", r"rnd_[A-Za-z0-9]{28}"),
    define_token("Yandex token", "t1.", r"t1\.[\w-]{40,200}\.[\w-]{80,100}", bits=3.5),
)

_FORGES: Final[tuple[SecretRule, ...]] = (
    define_token("GitHub token", "ghp_ gho_ ghu_ ghs_ ghr_", r"gh[pousr]_[A-Za-z0-9]{36,255}"),
    define_token("GitHub fine-grained token", "github_pat_", r"github_pat_[A-Za-z0-9_]{82}"),
    define_rule(
        "GitLab token",
        "glpat- gldt- glrt- glptt- glft- glsoat- glcbt- glagent- gloas- glimt- glwt- glffct- gr1348941",
        r"(?:gl(?:pat|dt|rt|ptt|ft|soat|cbt|agent|oas|imt|wt|ffct)-[A-Za-z0-9_.=-]{20,300}|GR1348941[\w-]{20})",
    ),
    define_rule("Atlassian token", "atatt3 atctt3", r"AT[AC]TT3[\w=-]{60,300}"),
    define_token("Bitbucket token", "atbb", r"ATBB[A-Za-z0-9]{32}", bits=3.5),
    define_token("npm token", "npm_", r"npm_[A-Za-z0-9]{36}"),
    define_rule(
        "password of a registry",
        "_auth",
        r"_auth(?:Token)?\s?=\s?[\"']?(?P<value>[A-Za-z0-9+/=_-]{20,400})",
        judge=is_generated,
        free=True,
    ),
    define_rule(
        "PyPI token",
        "pypi-ageichlwas5vcmc pypi-agendgvzdc5wexbplm9yz",
        r"pypi-AgE(?:IcHlwaS5vcmc|NdGVzdC5weXBpLm9yZ)[\w-]{50,1000}",
    ),
    define_token("RubyGems key", "rubygems_", r"rubygems_[0-9a-f]{48}"),
    define_plain_token("crates.io token", "cio", r"cio[A-Za-z0-9]{32}"),
    define_token("NuGet key", "oy2", r"oy2[a-z0-9]{43}", bits=3.8),
    define_token("Docker token", "dckr_pat_ dckr_oat_", r"dckr_[po]at_[\w-]{27,40}"),
    define_token("Artifactory token", "akcp cmvmd", r"(?:AKCp[A-Za-z0-9]{69}|cmVmd[A-Za-z0-9]{59})"),
    define_token("CircleCI token", "ccipat_ ccipprj_", r"CCIP(?:AT|PRJ)_[A-Za-z0-9]{20,24}_[0-9a-f]{40}"),
    define_token("Buildkite token", "bkua_", r"bkua_[0-9a-f]{40}"),
    define_token("Sonar token", "sqp_ squ_ sqa_", r"sq[pua]_[0-9a-f]{40}"),
    define_token("Sourcegraph token", "sgp_", r"sgp_(?:local_|[0-9A-Fa-f]{16}_)?[0-9A-Fa-f]{40}"),
    define_token("Pulumi token", "pul-", r"pul-[0-9a-f]{40}"),
    define_rule("Terraform token", ".atlasv1.", r"[A-Za-z0-9]{14}\.atlasv1\.[\w=-]{60,70}"),
    define_token("Vault token", "hvs. hvb. hvr.", r"hv[sbr]\.[\w-]{24,300}"),
    define_rule("old Vault token", "s.", r"s\.(?P<value>[A-Za-z0-9]{24})", END, judge=is_generated),
    define_token("Doppler token", "dp.pt. dp.st. dp.ct. dp.sa.", r"dp\.(?:[psc]t|sa)\.[A-Za-z0-9.]{40,60}"),
    define_token("Prefect key", "pnu_ pnb_", r"pn[ub]_[A-Za-z0-9]{36}"),
    define_token("Infracost key", "ico-", r"ico-[A-Za-z0-9]{32}"),
    define_token("Octopus Deploy key", "api-", r"API-[A-Z0-9]{26}"),
    define_token("Postman key", "pmak-", r"PMAK-[0-9a-f]{24}-[0-9a-f]{34}"),
    define_token("ReadMe key", "rdme_", r"rdme_[a-z0-9]{70}"),
    define_token("Tailscale key", "tskey-", r"tskey-[a-z]{2,12}-[A-Za-z0-9]{8,20}-[A-Za-z0-9]{20,50}"),
    define_token("LaunchDarkly key", "sdk- api-", r"(?:sdk|api)-", _HEX_ID),
)

_MODELS: Final[tuple[SecretRule, ...]] = (
    define_rule("OpenAI key", "t3blbkfj", r"T3BlbkFJ[\w-]{20,80}", free=True),
    define_token("OpenAI key", "sk-proj- sk-svcacct- sk-admin-", r"sk-(?:proj|svcacct|admin)-[\w-]{40,250}", bits=3.8),
    define_token("Anthropic key", "sk-ant-", r"sk-ant-(?:api|admin|oat|ort|sid)\d\d-[\w-]{93}AA"),
    define_token("OpenRouter key", "sk-or-v1-", r"sk-or-v1-[0-9a-f]{64}"),
    define_token("Langfuse key", "sk-lf-", r"sk-lf-", _HEX_ID),
    define_token("LangSmith key", "lsv2_", r"lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}"),
    define_token("DeepSeek key", "sk-", r"sk-[0-9a-f]{32}"),
    define_token("Hugging Face token", "hf_ api_org_", r"(?:hf_|api_org_)[A-Za-z]{34}", bits=3.5),
    define_token("Perplexity key", "pplx-", r"pplx-[A-Za-z0-9]{48}"),
    define_token("Groq key", "gsk_", r"gsk_[A-Za-z0-9]{52}"),
    define_token("xAI key", "xai-", r"xai-[A-Za-z0-9]{80}"),
    define_token("Replicate token", "r8_", r"r8_[A-Za-z0-9]{37}", bits=3.5),
    define_token("NVIDIA key", "nvapi-", r"nvapi-[\w-]{64}", bits=3.5),
    define_token("Cerebras key", "csk-", r"csk-[a-z0-9]{48}", bits=3.5),
    define_plain_token("Voyage key", "pa-", r"pa-[\w-]{43}"),
    define_plain_token("Fireworks key", "fw_", r"fw_[A-Za-z0-9]{22,24}"),
    define_token("Pinecone key", "pcsk_", r"pcsk_[A-Za-z0-9]{5,6}_[A-Za-z0-9]{60,64}"),
    define_token("ElevenLabs key", "sk_", r"sk_[0-9a-f]{48}"),
    define_token("Tavily key", "tvly-", r"tvly-(?:dev-|prod-)?[A-Za-z0-9]{32}"),
    define_token("Together key", "tgp_v1_", r"tgp_v1_[\w-]{43}"),
    define_token("LlamaCloud key", "llx-", r"llx-[A-Za-z0-9]{48}"),
    define_token("RunPod key", "rpa_", r"rpa_[A-Za-z0-9]{40,50}"),
    define_token("E2B key", "e2b_", r"e2b_[0-9a-f]{40}"),
    define_token("Jina key", "jina_", r"jina_[0-9a-f]{32}[\w-]{28}"),
    define_token("Firecrawl key", "fc-", r"fc-[0-9a-f]{32}"),
    define_token("Browserbase key", "bb_live_ bb_test_", r"bb_(?:live|test)_[\w-]{27}"),
    define_token("Helicone key", "sk-helicone-", r"sk-helicone-(?:eu-)?[a-z0-9]{7}(?:-[a-z0-9]{7}){3}"),
)

_MESSAGES: Final[tuple[SecretRule, ...]] = (
    define_rule(
        "Slack token",
        "xoxa- xoxb- xoxc- xoxd- xoxe xoxp- xoxr- xoxs- xapp-",
        r"(?:xox[abcprs]-(?:\d{10,13}-){1,3}[A-Za-z0-9]{18,64}",
        r"|xoxs-(?:\d{8,13}-){3}[a-f0-9]{8,14}",
        r"|xoxd-[A-Za-z0-9%+/=]{40,300}",
        r"|xoxe(?:\.xox[bp])?-\d-[A-Za-z0-9]{140,200}",
        r"|xapp-\d-[A-Z0-9]{9,15}-\d{10,15}-[a-f0-9]{60,70})",
        END,
    ),
    define_rule(
        "Slack web hook",
        "hooks.slack.com",
        r"hooks\.slack\.com/(?P<value>(?:services|workflows|triggers)/[A-Za-z0-9+/]{40,60})",
        free=True,
    ),
    define_rule("Discord web hook", "/api/webhooks/", r"/api/webhooks/(?P<value>\d{16,20}/[\w-]{60,80})", free=True),
    define_rule(
        "Discord token", ".", r"[MNO][A-Za-z0-9_-]{23,27}\.[\w-]{6}\.[\w-]{27,40}", END, judge=require_entropy(4.2)
    ),
    define_rule(
        "Teams web hook",
        "webhook.office.com",
        r"\.webhook\.office\.com/(?P<value>webhookb2/[0-9a-f@-]{70,80}/IncomingWebhook/[0-9a-f]{32}/[0-9a-f-]{36})",
        free=True,
    ),
    define_token("SendGrid key", "sg.", r"SG\.[\w-]{20,24}\.[\w-]{39,50}"),
    define_token("Mailgun key", "key-", r"(?:pub)?key-[0-9a-f]{32}"),
    define_token("Mailgun key", "-", r"[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8}"),
    define_token("Mailchimp key", "-us", r"[0-9a-f]{32}-us\d{1,2}(?!\.\w)"),
    define_token("Brevo key", "xkeysib- xsmtpsib-", r"x(?:key|smtp)sib-[0-9a-f]{64}-[A-Za-z0-9]{16}"),
    define_plain_token("Resend key", "re_", r"re_[A-Za-z0-9]{8}_[A-Za-z0-9]{24}"),
    define_token("Twilio key", "sk", r"SK[0-9a-f]{32}"),
    define_plain_token("Telegram bot token", ":a", r"(?:bot)?(?P<value>\d{8,10}:A[\w-]{34})"),
    define_token("Facebook token", "eaa", r"EAA[A-Z][A-Za-z0-9]{100,500}", bits=3.5),
    define_plain_token("Facebook app token", "|", r"\d{15,16}\|[\w-]{27,40}"),
    define_token("42 client secret", "s-s4t2", r"s-s4t2(?:ud|af)-[0-9a-f]{64}"),
)

_BUSINESS: Final[tuple[SecretRule, ...]] = (
    define_token(
        "Stripe key",
        "sk_live_ sk_test_ sk_prod_ rk_live_ rk_test_ rk_prod_ whsec_",
        r"(?:[sr]k_(?:live|test|prod)|whsec)_[A-Za-z0-9+/]{10,199}",
    ),
    define_token("Square token", "sq0atp- sq0csp-", r"sq0(?:atp|csp)-[\w-]{22,60}"),
    define_plain_token("Square token", "eaaa", r"EAAA[\w-]{60}"),
    define_token(
        "Braintree token", "access_token$", r"access_token\$(?:production|sandbox)\$[a-z0-9]{16}\$[0-9a-f]{32}"
    ),
    define_token("Shopify token", "shpat_ shpca_ shppa_ shpss_", r"shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}"),
    define_token("Shippo token", "shippo_", r"shippo_(?:live|test)_[0-9a-f]{40}"),
    define_token("EasyPost key", "ezak eztk", r"EZ[AT]K[A-Za-z0-9]{54}"),
    define_token("Plaid token", "access-", r"access-(?:sandbox|development|production)-", _HEX_ID),
    define_token("Zoho token", "1000.", r"1000\.[0-9a-f]{32}\.[0-9a-f]{32}"),
    define_token("Apify token", "apify_api_", r"apify_api_[A-Za-z0-9]{36,40}"),
    define_token("ClickUp token", "pk_", r"pk_\d{7,9}_[A-Z0-9]{32}"),
    define_token("PostHog key", "phx_", r"phx_[A-Za-z0-9]{43,47}", bits=3.5),
    define_rule(
        "PagerDuty key",
        "pagerduty",
        r"(?i:pagerduty)[\w-]{0,20}[\"']?\s{0,3}[:=]\s{0,3}[\"']?(?P<value>u\+[\w+-]{18})",
        END,
    ),
    define_token("Flutterwave key", "flwseck", r"FLWSECK(?:_TEST)?-[0-9a-f]{32}-X"),
    define_token("Duffel token", "duffel_", r"duffel_(?:live|test)_[\w-]{43}"),
    define_token("HubSpot token", "pat-", r"pat-(?:na|eu|ap)\d-", _HEX_ID),
    define_token("Airtable token", "pat", r"pat[A-Za-z0-9]{14}\.[0-9a-f]{64}"),
    define_token("Asana token", "1/ 2/", r"[12]/\d{13,20}(?:/\d{13,20})?:[0-9a-f]{32}"),
    define_token("Linear key", "lin_api_", r"lin_api_[A-Za-z0-9]{40}"),
    define_token("Notion token", "ntn_ secret_", r"(?:ntn_\d{11}[A-Za-z0-9]{35}|secret_[A-Za-z0-9]{43})"),
    define_token("Figma token", "figd_", r"figd_[\w-]{36,60}"),
    define_token("Dropbox token", "sl.", r"sl\.(?:u\.)?[\w-]{120,1400}"),
    define_token("Typeform token", "tfp_", r"tfp_[\w.-]{40,70}"),
    define_token("Contentful token", "cfpat-", r"CFPAT-[\w-]{43}"),
    define_token("Mapbox secret token", "sk.eyj", r"sk\.eyJ[\w-]{60,200}\.[\w-]{20,30}"),
    define_token("Okta token", "ssws", r"SSWS (?P<value>00[\w-]{40})"),
    define_token("1Password service account", "ops_eyj", r"ops_eyJ[A-Za-z0-9+/]{250,5000}={0,3}"),
    define_token(
        "1Password secret key",
        "a3-",
        r"A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})(?:-[A-Z0-9]{5}){3}",
        bits=3.6,
    ),
    define_rule(
        "Grafana token", "glc_ glsa_", r"gl(?:c_[A-Za-z0-9+/]{32,400}={0,3}|sa_[A-Za-z0-9]{32}_[0-9A-Fa-f]{8})"
    ),
    define_token("New Relic key", "nrak- nrjs- nrii-", r"NR(?:AK-[A-Z0-9]{27}|JS-[0-9a-f]{19}|II-[\w-]{32})"),
    define_token("Dynatrace token", "dt0c01. dt0s01.", r"dt0[a-z]\d\d\.[A-Z0-9]{24}\.[A-Z0-9]{64}"),
    define_rule("Sentry token", "sntrys_ sntryu_", r"sntry(?:s_eyJ[A-Za-z0-9+/=_]{80,500}|u_[0-9a-f]{64})"),
)

ISSUERS: Final[tuple[SecretRule, ...]] = (*_CLOUDS, *_FORGES, *_MODELS, *_MESSAGES, *_BUSINESS)
"""A place is reported by the first that matches it."""


# What may stand between a name and its value in YAML, JSON, code, shells, XML and address lines.
_ASSIGNED = r"\\?[\"']?(?:[ \t]{0,5}(?::=|=>|[:=>])[ \t]{0,5}|,[ \t]{0,3}|\" value=)(?:\\?[\"'`])?"

_NAMED_KINDS = (
    *("api", "access", "secret", "private", "auth", "account"),
    *("app", "admin", "master", "logged_in", "encryption"),
)
# What a name that ends in "key" says before that, with and without a character between. Looked at backwards, so
# that the search is for the rare "key" alone.
_KINDS_OF_KEYS = "|".join(f"(?<={kind}{between}key)" for kind in _NAMED_KINDS for between in ("", "[_.-]"))


def _define_assignment(words: str, names: str) -> SecretRule:
    """The rule of a name that is given a value which looks generated; `names` is a pattern, fast to search for."""
    value = rf"{_ASSIGNED}(?:base64:|0x)?(?P<value>[\w.=+/~@!%^*#-]{{12,300}})"
    return define_rule("assigned secret", words, names, value, judge=is_generated, free=True)


CONTEXTS: Final[tuple[SecretRule, ...]] = (
    define_rule(
        "JSON web token", "eyj", r"eyJ(?<![\w-]eyJ)[\w-]{14,4000}+\.(?:eyJ|ZXlK)[\w-]{10,8000}+\.[\w-]{16,1000}"
    ),
    define_rule(
        "password in an address",
        "://",
        r"://(?P<user>[^\s/:@\"'<>]{0,100}):(?!(?P=user)@)(?P<value>[^\s/@\"'<>]{3,200})@[A-Za-z0-9\[]",
        judge=require_entropy(1.5),
        free=True,
    ),
    define_rule(
        "token in an address",
        "://",
        # What stands before the host of Sentry is public.
        r"://(?P<value>[\w-]{20,255})@(?!o\d{1,12}\.ingest\.)[A-Za-z0-9\[]",
        judge=is_generated,
        free=True,
    ),
    define_rule(
        "line of a .pgpass",
        ":5432:",
        r":5432:[\w*-]{1,60}:[\w-]{1,60}:(?P<value>[^\s:]{6,100})",
        judge=looks_like_password,
        free=True,
    ),
    define_rule(
        "signature in an address",
        "sig= signature=",
        r"[?&](?i:sig|x-(?:amz|goog)-signature)=(?P<value>[\w%+/=-]{40,400})",
        free=True,
    ),
    define_rule(
        "password of curl",
        "curl",
        r"-(?:u|-user)[ =]{1,3}[\"']?[^\s\"'$:]{1,100}+[\"']?:[\"']?(?P<value>[^\s\"'$]{6,100})",
        judge=looks_like_password,
    ),
    define_rule(
        "password of a command",
        "mysql mariadb",
        r"(?:mysql|mariadb)[^\n]{0,100}? -p(?P<value>[^\s\"'$]{6,100})",
        judge=looks_like_password,
    ),
    define_rule(
        "password of a command",
        "sshpass",
        r"sshpass\s{1,3}-p\s{0,3}[\"']?(?P<value>[^\s\"'$]{6,100})",
        judge=looks_like_password,
    ),
    define_rule(
        "key of a command",
        "--",
        r"--[a-z-]{0,20}(?:token|secret|password|(?:api|auth|access|secret)-?key|auth)[ ]{1,3}",
        r"[\"']?(?P<value>[\w.=+/~-]{16,400})",
        judge=is_generated,
    ),
    define_rule(
        "key of a command",
        "wandb comet clearml neptune huggingface-cli snyk",
        r"(?:wandb|comet|clearml|neptune|huggingface-cli|snyk)[ .](?:login|auth)[ (]{1,3}(?:key=)?",
        r"[\"']?(?P<value>[\w-]{32,200})",
        judge=is_generated,
    ),
    define_rule(
        "key in a header",
        "authorization api-key api-token auth-token access-token",
        r"(?i:(?:proxy-)?authorization|(?:x-)?(?:api|auth|access)-(?:key|token))[\"']?\s{0,3}:\s{0,3}[\"']?",
        r"(?i:(?:bearer|basic|token|apikey)\s{1,3})?(?P<value>[\w.=~@+/-]{10,4000})",
        judge=is_generated,
    ),
    define_rule(
        "session in a cookie",
        "cookie:",
        r"(?i:(?:set-)?cookie):\s{0,3}[\w.-]{1,60}=(?P<value>[\w%.+/=-]{20,4000})",
        judge=is_generated,
    ),
    define_rule(
        "assigned password",
        "passw passphrase pwd",
        r"(?i:passw(?:or)?d|passphrase|pwd)",
        rf"(?:{_ASSIGNED}|[ \t]{{1,3}}(?i:is[ \t]{{1,3}})?[\"'`]?)",
        r"(?P<value>[^\s\"'`<>,;&()]{8,200})",
        judge=looks_like_password,
        free=True,
    ),
    _define_assignment(
        "secret token credential", r"(?i:secret|token|credentials?)(?<!csrf.token)(?<!csrftoken)(?<!:secret)"
    ),
    _define_assignment("key", rf"[kK](?:ey|EY)(?i:{_KINDS_OF_KEYS})"),
    _define_assignment("_pat _salt auth", r"(?:_(?:pat|PAT|salt|SALT)|[\"']auth)"),
)
"""After the issuers' own forms, which say more."""

PUBLISHED_SAMPLES: Final[frozenset[str]] = frozenset(
    {
        # Google API keys in the sample apps of https://github.com/firebase/firebase-android-sdk
        "3f370c9dd8225c63",
        "27a9a42931dff7eb",
        "49f777db995e8260",
        "a6c814bc555ae62c",
        "8731261cb72d8626",
        "37f8f09bdf12c2f2",
        "2037abcaffb2b777",
        "eb540d2b6ee2a0a4",
        "4c98242dcadc8b29",
        "a19f89ab3555eac1",
        # Test keys in the examples of https://docs.stripe.com/keys
        "2cafc0970149a84f",
        "f2d6ca16515033e5",
        # The fixed keys of the storage emulator and of the Cosmos DB emulator, the same on every machine
        "0011cc25eb432071",
        "aa6547439583c3a2",
        # The token with which https://jwt.io opens
        "7f75367e78812551",
    }
)
"""The first sixteen digits of the SHA-256 of each."""

RULES: Final[tuple[SecretRule, ...]] = (*KEY_FILES, *ISSUERS, *CONTEXTS)
"""Every rule; a place is reported by the first that matches it."""
