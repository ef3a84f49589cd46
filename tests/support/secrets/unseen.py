"""Secrets and harmless text that were measured once before anything was mended for them: 48/54 and 0/63.

`SECRETS` are forms that issuers document, in the surroundings in which one finds them, written without a look at the
rules; they are filled at random. One of them, the key of a kubeconfig, was itself wrong, and is right here. `HARMLESS`
are pieces of real files (outputs of evaluations, logs, incidents, cards), drawn by what could be taken for a secret.
"""

from __future__ import annotations

from pathlib import Path
from typing import Final

SECRETS: Final[tuple[tuple[str, str], ...]] = (
    # code and packages
    ("GitLab runner", "token = 'glrt-t3_{w:20}'"),
    ("GitLab deploy", "git clone https://gitlab+deploy-token-41:gldt-{w:20}@gitlab.com/acme/agent.git"),
    ("GitHub fine-grained", "GH: github_pat_{n:22}_{n:59}"),
    ("npm", "//npm.example/:_authToken=npm_{n:36}"),
    ("crates.io", '[registry]\ntoken = "cio{n:32}"'),
    ("RubyGems", ":rubygems_api_key: rubygems_{x:48}"),
    ("Docker organisation", "docker login -u acme -p dckr_oat_{w:32}"),
    ("Atlassian", "user: ops@acme.example, token ATATT3xFfGF0{w:171}={U:8}"),
    ("Buildkite", "curl -H 'Authorization: Bearer bkua_{x:40}' https://api.buildkite.com/v2/user"),
    ("CircleCI", "CIRCLE_TOKEN: CCIPAT_{n:22}_{x:40}"),
    # models and what agents are watched with
    ("OpenAI project", "The run used sk-proj-{w:74}T3BlbkFJ{w:74} by mistake."),
    ("Anthropic", "x-api-key: sk-ant-api03-{w:93}AA"),
    ("Groq", "groq: gsk_{n:52}"),
    ("OpenRouter", "base_url: https://openrouter.ai/api/v1, key sk-or-v1-{x:64}"),
    ("xAI", '"apiKey": "xai-{n:80}"'),
    ("NVIDIA", "nvapi-{w:64}"),
    ("Langfuse", "LANGFUSE_SECRET_KEY=sk-lf-{x:8}-{x:4}-4{x:3}-a{x:3}-{x:12}"),
    ("LangSmith", "LANGSMITH_API_KEY=lsv2_pt_{x:32}_{x:10}"),
    ("Weights & Biases", "wandb login {x:40}"),
    ("Pinecone", "pc = Pinecone('pcsk_{n:5}_{n:63}')"),
    ("Tavily", "search tool: tvly-dev-{n:32}"),
    ("E2B", "sandbox started with e2b_{x:40}"),
    # clouds and infrastructure
    ("AWS", "[default]\naws_secret_access_key = {b:40}"),
    (
        "Azure storage",
        "DefaultEndpointsProtocol=https;AccountName=acme;AccountKey={b:86}==;EndpointSuffix=core.windows.net",
    ),
    ("Entra", "client secret value: {w:3}8Q~{w:34}"),
    ("Supabase", "createClient(url, 'sb_secret_{w:22}_{w:8}')"),
    ("Fly.io", 'FLY_API_TOKEN="FlyV1 fm2_{b:180}"'),
    ("Netlify", "netlify deploy --auth nfp_{n:36}"),
    ("Cloudflare origin", "v1.0-{x:24}-{x:146}"),
    ("Terraform Cloud", 'credentials "app.terraform.io" { token = "{n:14}.atlasv1.{w:67}" }'),
    ("Tailscale", "tailscale up --auth-key=tskey-auth-k{n:11}CNTRL-{n:32}"),
    ("age", "# public key: age1...\nAGE-SECRET-KEY-1{U:58}"),
    (
        "kubeconfig",
        "client-key-data: <b64>-----BEGIN EC PRIVATE KEY-----\n{b:64}\n{b:64}\n-----END EC PRIVATE KEY-----\n</b64>",
    ),
    ("Doppler", "doppler run --token dp.st.prd.{n:43}"),
    # databases, by address
    ("MongoDB", "mongodb+srv://reporter:{n:16}@cluster0.{L:5}.mongodb.net/runs"),
    ("Redis", "cache: rediss://default:{n:32}@eu1-{L:6}-38492.upstash.io:6379"),
    ("PlanetScale", "DATABASE_PASSWORD=pscale_pw_{n:43}"),
    # money and messages
    ("Stripe webhook", "endpoint secret whsec_{n:32}"),
    ("Square", "EAAA{w:60} is what the desk charges cards with"),
    ("Slack app", "xapp-1-A{U:10}-{d:13}-{x:64}"),
    ("Slack webhook", "notify: https://hooks.slack.com/services/T{U:10}/B{U:10}/{n:24}"),
    ("Discord webhook", "https://discord.com/api/webhooks/{d:19}/{w:68}"),
    ("Telegram", "https://api.telegram.org/bot{d:10}:AA{w:33}/sendMessage"),
    ("Brevo", "xkeysib-{x:64}-{n:16}"),
    # what watches services, and what people work with
    ("Datadog", "DD-API-KEY: {x:32}"),
    ("Grafana", "Bearer glsa_{n:32}_{x:8}"),
    ("Sentry", "SENTRY_AUTH_TOKEN=sntrys_eyJpYXQiOjE3{n:100}_{b:43}"),
    ("Dynatrace", "Api-Token dt0c01.{U:24}.{U:64}"),
    ("LaunchDarkly", "ld = LDClient('sdk-{x:8}-{x:4}-4{x:3}-b{x:3}-{x:12}')"),
    ("Airtable", "pat{n:14}.{x:64}"),
    ("Notion", "ntn_{d:11}{n:35}"),
    ("Postman", "PMAK-{x:24}-{x:34}"),
    ("basic authentication", "Authorization: Basic <b64>deploy:{n:18}</b64>"),
    ("netrc", "machine api.acme.example login deploy password {n:20}"),
)


HARMLESS: Final = tuple(Path(__file__).with_name("pieces_of_real_files.txt").read_text("utf-8").splitlines())
