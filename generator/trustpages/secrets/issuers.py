"""Tokens whose issuers gave them a form of their own, after what the issuers publish about it.

Each pattern begins with a literal or a small choice of them and repeats single characters only, so that it is
linear in the text. What stands before a match is looked at afterwards.
"""

from __future__ import annotations

from typing import Final

from trustpages.secrets.chance import is_generated
from trustpages.secrets.rule import END, Rule, rule, token, varied

_HEX_ID = r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}"

_CLOUDS: Final[tuple[Rule, ...]] = (
    token("AWS access key id", "akia asia abia acca", r"A(?:KIA|SIA|BIA|CCA)[A-Z2-7]{16}"),
    rule("AWS Bedrock key", "absk", r"ABSK[A-Za-z0-9+/]{109,269}={0,2}", judge=varied(2.5), certain=True),
    rule("AWS Bedrock session key", "bedrock-api-key-", r"bedrock-api-key-YmVkcm9jay5hbWF6b25hd3MuY29t"),
    rule(
        "AWS secret access key",
        "aws",
        r"(?i:aws_?(?:secret)?_?(?:access)?_?key)[\"']?\s{0,9}[:=]\s{0,9}[\"']?",
        r"(?P<value>[A-Za-z0-9/+]{40})(?![A-Za-z0-9/+=])",
        judge=is_generated,
    ),
    token("Google API key", "aizasy", r"AIzaSy[\w-]{33}", bits=3.5),
    token("Google OAuth secret", "gocspx-", r"GOCSPX-[\w-]{28}"),
    token("Google access token", "ya29.", r"ya29\.[\w-]{60,1000}", bits=3.5),
    token("Google refresh token", "1//0", r"1//0[\w-]{40,200}", bits=3.5),
    rule(
        "Google service account",
        "service_account",
        r'\\?"type\\?":\s{0,9}\\?"service_account\\?"',
        certain=True,
    ),
    rule("Azure storage key", "accountkey=", r"AccountKey=(?P<value>[A-Za-z0-9+/]{86}==)", free=True),
    rule("Azure shared access key", "accesskey=", r"AccessKey=(?P<value>[A-Za-z0-9+/]{43}=)", free=True),
    rule("Azure client secret", "q~", r"[\w~.-]{3}\dQ~[\w~.-]{31,34}(?![\w~.-])"),
    rule(
        "key of an Azure function",
        "azurewebsites.net",
        r"\.azurewebsites\.net/[\w/.-]{1,200}\?code=(?P<value>[\w%=-]{40,100})",
        free=True,
    ),
    token("Databricks token", "dapi", r"dapi[0-9a-f]{32}(?:-\d)?"),
    token("DigitalOcean token", "dop_v1_ doo_v1_ dor_v1_", r"do[opr]_v1_[0-9a-f]{64}"),
    token("Cloudflare origin key", "v1.0-", r"v1\.0-[0-9a-f]{24}-[0-9a-f]{146}"),
    token("Heroku key", "hrku-", r"HRKU-AA[\w-]{58}"),
    token("Fly.io token", "fm1_ fm2_ fo1_", r"f(?:m[12]_[A-Za-z0-9+/]{100,800}={0,3}|o1_[\w-]{43})"),
    token("Netlify token", "nfp_", r"nfp_[A-Za-z0-9]{36}"),
    token("Supabase token", "sbp_", r"sbp_[0-9a-f]{40}"),
    token("PlanetScale token", "pscale_", r"pscale_(?:tkn|pw|oauth)_[\w=.-]{32,64}"),
    token("Neon key", "napi_", r"napi_[a-z0-9]{64}"),
    token("Render key", "rnd_", r"rnd_[A-Za-z0-9]{28}", bits=3.5),
    token("Yandex token", "t1.", r"t1\.[\w-]{40,200}\.[\w-]{80,100}", bits=3.5),
)

_FORGES: Final[tuple[Rule, ...]] = (
    token("GitHub token", "ghp_ gho_ ghu_ ghs_ ghr_", r"gh[pousr]_[A-Za-z0-9]{36,255}"),
    token("GitHub fine-grained token", "github_pat_", r"github_pat_[A-Za-z0-9_]{82}"),
    rule(
        "GitLab token",
        "glpat- gldt- glrt- glptt- glft- glsoat- glcbt- glagent- gloas- glimt- gr1348941",
        r"(?:gl(?:pat|dt|rt|ptt|ft|soat|cbt|agent|oas|imt)-[A-Za-z0-9_.=-]{20,300}|GR1348941[\w-]{20})",
    ),
    rule("Atlassian token", "atatt3 atctt3", r"AT[AC]TT3[\w=-]{60,300}"),
    token("npm token", "npm_", r"npm_[A-Za-z0-9]{36}"),
    rule(
        "password of a registry",
        "_auth",
        r"_auth(?:Token)?\s?=\s?[\"']?(?P<value>[A-Za-z0-9+/=_-]{20,400})",
        judge=is_generated,
        free=True,
    ),
    rule(
        "PyPI token",
        "pypi-ageichlwas5vcmc pypi-agendgvzdc5wexbplm9yz",
        r"pypi-AgE(?:IcHlwaS5vcmc|NdGVzdC5weXBpLm9yZ)[\w-]{50,1000}",
    ),
    token("RubyGems key", "rubygems_", r"rubygems_[0-9a-f]{48}"),
    token("crates.io token", "cio", r"cio[A-Za-z0-9]{32}", bits=3.8),
    token("NuGet key", "oy2", r"oy2[a-z0-9]{43}", bits=3.8),
    token("Docker token", "dckr_pat_ dckr_oat_", r"dckr_[po]at_[\w-]{27,40}"),
    token("Artifactory token", "akcp cmvmd", r"(?:AKCp[A-Za-z0-9]{69}|cmVmd[A-Za-z0-9]{59})"),
    token("CircleCI token", "ccipat_ ccipprj_", r"CCIP(?:AT|PRJ)_[A-Za-z0-9]{20,24}_[0-9a-f]{40}"),
    token("Buildkite token", "bkua_", r"bkua_[0-9a-f]{40}"),
    token("Sonar token", "sqp_ squ_ sqa_", r"sq[pua]_[0-9a-f]{40}"),
    token("Sourcegraph token", "sgp_", r"sgp_(?:local_|[0-9A-Fa-f]{16}_)?[0-9A-Fa-f]{40}"),
    token("Pulumi token", "pul-", r"pul-[0-9a-f]{40}"),
    rule("Terraform token", ".atlasv1.", r"[A-Za-z0-9]{14}\.atlasv1\.[\w=-]{60,70}"),
    token("Vault token", "hvs. hvb. hvr.", r"hv[sbr]\.[\w-]{24,300}"),
    rule("old Vault token", "s.", r"s\.(?P<value>[A-Za-z0-9]{24})", END, judge=is_generated),
    token("Doppler token", "dp.pt. dp.st. dp.ct. dp.sa.", r"dp\.(?:[psc]t|sa)\.[A-Za-z0-9.]{40,60}"),
    token("Prefect key", "pnu_ pnb_", r"pn[ub]_[A-Za-z0-9]{36}"),
    token("Infracost key", "ico-", r"ico-[A-Za-z0-9]{32}"),
    token("Octopus Deploy key", "api-", r"API-[A-Z0-9]{26}"),
    token("Postman key", "pmak-", r"PMAK-[0-9a-f]{24}-[0-9a-f]{34}"),
    token("ReadMe key", "rdme_", r"rdme_[a-z0-9]{70}"),
    token("Tailscale key", "tskey-", r"tskey-[a-z]{2,12}-[A-Za-z0-9]{8,20}-[A-Za-z0-9]{20,50}"),
    token("LaunchDarkly key", "sdk- api-", r"(?:sdk|api)-", _HEX_ID),
)

_MODELS: Final[tuple[Rule, ...]] = (
    rule("OpenAI key", "t3blbkfj", r"T3BlbkFJ[\w-]{20,80}", free=True),
    token(
        "OpenAI key", "sk-proj- sk-svcacct- sk-admin-", r"sk-(?:proj|svcacct|admin)-[\w-]{40,250}", bits=3.8
    ),
    token("Anthropic key", "sk-ant-", r"sk-ant-(?:api|admin|oat|ort|sid)\d\d-[\w-]{93}AA"),
    token("OpenRouter key", "sk-or-v1-", r"sk-or-v1-[0-9a-f]{64}"),
    token("Langfuse key", "sk-lf-", r"sk-lf-", _HEX_ID),
    token("LangSmith key", "lsv2_", r"lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}"),
    token("DeepSeek key", "sk-", r"sk-[0-9a-f]{32}"),
    token("Hugging Face token", "hf_ api_org_", r"(?:hf_|api_org_)[A-Za-z]{34}", bits=3.5),
    token("Perplexity key", "pplx-", r"pplx-[A-Za-z0-9]{48}"),
    token("Groq key", "gsk_", r"gsk_[A-Za-z0-9]{52}"),
    token("xAI key", "xai-", r"xai-[A-Za-z0-9]{80}"),
    token("Replicate token", "r8_", r"r8_[A-Za-z0-9]{37}", bits=3.5),
    token("Fireworks key", "fw_", r"fw_[A-Za-z0-9]{22,24}", bits=3.5),
    token("Pinecone key", "pcsk_", r"pcsk_[A-Za-z0-9]{5,6}_[A-Za-z0-9]{60,64}"),
    token("ElevenLabs key", "sk_", r"sk_[0-9a-f]{48}"),
    token("Tavily key", "tvly-", r"tvly-(?:dev-|prod-)?[A-Za-z0-9]{32}"),
)

_MESSAGES: Final[tuple[Rule, ...]] = (
    rule(
        "Slack token",
        "xoxa- xoxb- xoxc- xoxd- xoxe xoxp- xoxr- xoxs- xapp-",
        r"(?:xox[abcprs]-(?:\d{10,13}-){1,3}[A-Za-z0-9]{18,64}",
        r"|xoxs-(?:\d{8,13}-){3}[a-f0-9]{8,14}",
        r"|xoxd-[A-Za-z0-9%+/=]{40,300}",
        r"|xoxe(?:\.xox[bp])?-\d-[A-Za-z0-9]{140,200}",
        r"|xapp-\d-[A-Z0-9]{9,15}-\d{10,15}-[a-f0-9]{60,70})",
        END,
    ),
    rule(
        "Slack web hook",
        "hooks.slack.com",
        r"hooks\.slack\.com/(?P<value>(?:services|workflows|triggers)/[A-Za-z0-9+/]{40,60})",
        free=True,
    ),
    rule("Discord web hook", "/api/webhooks/", r"/api/webhooks/(?P<value>\d{16,20}/[\w-]{60,80})", free=True),
    rule("Discord token", ".", r"[MNO][A-Za-z0-9_-]{23,27}\.[\w-]{6}\.[\w-]{27,40}", END, judge=varied(4.2)),
    rule(
        "Teams web hook",
        "webhook.office.com",
        r"\.webhook\.office\.com/(?P<value>webhookb2/[0-9a-f@-]{70,80}/IncomingWebhook/[0-9a-f]{32}/[0-9a-f-]{36})",
        free=True,
    ),
    token("SendGrid key", "sg.", r"SG\.[\w-]{20,24}\.[\w-]{39,50}"),
    token("Mailgun key", "key-", r"(?:pub)?key-[0-9a-f]{32}"),
    token("Mailgun key", "-", r"[0-9a-f]{32}-[0-9a-f]{8}-[0-9a-f]{8}"),
    token("Mailchimp key", "-us", r"[0-9a-f]{32}-us\d{1,2}"),
    token("Brevo key", "xkeysib- xsmtpsib-", r"x(?:key|smtp)sib-[0-9a-f]{64}-[A-Za-z0-9]{16}"),
    token("Resend key", "re_", r"re_[A-Za-z0-9]{8}_[A-Za-z0-9]{24}", bits=3.5),
    token("Twilio key", "sk", r"SK[0-9a-f]{32}"),
    token("Telegram bot token", ":a", r"\d{8,10}:A[\w-]{34}"),
    token("Facebook token", "eaa", r"EAA[A-Z][A-Za-z0-9]{100,500}", bits=3.5),
    token("Facebook app token", "|", r"\d{15,16}\|[\w-]{27,40}"),
    token("42 client secret", "s-s4t2", r"s-s4t2(?:ud|af)-[0-9a-f]{64}"),
)

_BUSINESS: Final[tuple[Rule, ...]] = (
    token(
        "Stripe key",
        "sk_live_ sk_test_ sk_prod_ rk_live_ rk_test_ rk_prod_ whsec_",
        r"(?:[sr]k_(?:live|test|prod)|whsec)_[A-Za-z0-9+/]{10,199}",
    ),
    token("Square token", "sq0atp- sq0csp- eaaae", r"(?:sq0(?:atp|csp)-[\w-]{22,60}|EAAAE[\w-]{59})"),
    token(
        "Braintree token",
        "access_token$",
        r"access_token\$(?:production|sandbox)\$[a-z0-9]{16}\$[0-9a-f]{32}",
    ),
    token("Shopify token", "shpat_ shpca_ shppa_ shpss_", r"shp(?:at|ca|pa|ss)_[0-9a-fA-F]{32}"),
    token("Shippo token", "shippo_", r"shippo_(?:live|test)_[0-9a-f]{40}"),
    token("EasyPost key", "ezak eztk", r"EZ[AT]K[A-Za-z0-9]{54}"),
    token("Flutterwave key", "flwseck", r"FLWSECK(?:_TEST)?-[0-9a-f]{32}-X"),
    token("Duffel token", "duffel_", r"duffel_(?:live|test)_[\w-]{43}"),
    token("HubSpot token", "pat-", r"pat-(?:na|eu|ap)\d-", _HEX_ID),
    token("Airtable token", "pat", r"pat[A-Za-z0-9]{14}\.[0-9a-f]{64}"),
    token("Asana token", "1/ 2/", r"[12]/\d{13,20}(?:/\d{13,20})?:[0-9a-f]{32}"),
    token("Linear key", "lin_api_", r"lin_api_[A-Za-z0-9]{40}"),
    token("Notion token", "ntn_ secret_", r"(?:ntn_\d{11}[A-Za-z0-9]{35}|secret_[A-Za-z0-9]{43})"),
    token("Figma token", "figd_", r"figd_[\w-]{36,60}"),
    token("Dropbox token", "sl.", r"sl\.(?:u\.)?[\w-]{120,1400}"),
    token("Typeform token", "tfp_", r"tfp_[\w.-]{40,70}"),
    token("Contentful token", "cfpat-", r"CFPAT-[\w-]{43}"),
    token("Mapbox secret token", "sk.eyj", r"sk\.eyJ[\w-]{60,200}\.[\w-]{20,30}"),
    token("Okta token", "ssws", r"SSWS (?P<value>00[\w-]{40})"),
    token("1Password service account", "ops_eyj", r"ops_eyJ[A-Za-z0-9+/]{250,5000}={0,3}"),
    token(
        "1Password secret key",
        "a3-",
        r"A3-[A-Z0-9]{6}-(?:[A-Z0-9]{11}|[A-Z0-9]{6}-[A-Z0-9]{5})(?:-[A-Z0-9]{5}){3}",
        bits=3.6,
    ),
    rule(
        "Grafana token",
        "glc_ glsa_",
        r"gl(?:c_[A-Za-z0-9+/]{32,400}={0,3}|sa_[A-Za-z0-9]{32}_[0-9A-Fa-f]{8})",
    ),
    token(
        "New Relic key",
        "nrak- nrjs- nrii-",
        r"NR(?:AK-[A-Z0-9]{27}|JS-[0-9a-f]{19}|II-[\w-]{32})",
    ),
    token("Dynatrace token", "dt0c01. dt0s01.", r"dt0[a-z]\d\d\.[A-Z0-9]{24}\.[A-Z0-9]{64}"),
    rule("Sentry token", "sntrys_ sntryu_", r"sntry(?:s_eyJ[A-Za-z0-9+/=_]{80,500}|u_[0-9a-f]{64})"),
)

ISSUERS: Final[tuple[Rule, ...]] = (*_CLOUDS, *_FORGES, *_MODELS, *_MESSAGES, *_BUSINESS)
"""A place is reported by the first that matches it."""
