{#- One table for the item that the variable `trustpages_evidence` describes; a project with several items calls the macro
    in a model of its own for each. -#}
{%- set said = var('trustpages_evidence', none) -%}
{{ config(materialized='table', enabled=said is not none) }}

{%- if said is not none %}
{{ trustpages_evidence.aggregate(
    ref(said['model']),
    outcomes=said['outcomes'],
    cluster=said.get('cluster'),
    stratum=said.get('stratum'),
    day=said.get('day'),
    where=said.get('where'),
    first=said.get('first'),
    last=said.get('last'),
    named=said.get('named', false)
) }}
{%- endif %}
