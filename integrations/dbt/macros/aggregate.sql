{#
  What a table of runs adds up to, in the columns of the contract: one row for all clusters that are alike.

  relation  the table: ref(...) or source(...)
  outcomes  by name, a condition that is true, false, or null where nobody knows: {'success': "status = 'ok'"}
  cluster   an expression that groups runs which are not independent: task, session, customer
  stratum   an expression for the part that a run belongs to
  day       an expression for the UTC day of a run, of type date
  where     a condition for the rows that are runs
  first, last  the days that count, both included: '2026-06-01'
  named     keeps each cluster by its name and day, so that any window can be cut; the names leave the warehouse
#}
{% macro aggregate(relation, outcomes, cluster=none, stratum=none, day=none, where=none, first=none, last=none, named=false) %}
{%- set by_day = day is not none and (named or cluster is none) -%}
{%- set no_text = 'cast(null as ' ~ dbt.type_string() ~ ')' -%}
with trustpages_runs as (
    select
        {% if cluster is not none %}cast({{ cluster }} as {{ dbt.type_string() }}){% else %}{{ no_text }}{% endif %} as run_cluster,
        {% if stratum is not none %}cast({{ stratum }} as {{ dbt.type_string() }}){% else %}{{ no_text }}{% endif %} as run_stratum,
        {% if day is not none %}cast({{ day }} as date){% else %}cast(null as date){% endif %} as run_day,
        {%- for name in outcomes %}
        case when {{ outcomes[name] }} then 1 when not ({{ outcomes[name] }}) then 0 end as outcome_{{ loop.index }}
        {%- if not loop.last %},{% endif %}
        {%- endfor %}
    from {{ relation }}
    {%- if where is not none %}
    where {{ where }}
    {%- endif %}
),

trustpages_kept as (
    select
        *,
        case
            when 1 = 0
            {%- if cluster is not none %} or run_cluster is null{% endif %}
            {%- if stratum is not none %} or run_stratum is null{% endif %}
            {%- if day is not none %} or run_day is null{% endif %} then 1
            else 0
        end as run_unreadable
    from trustpages_runs
    where 1 = 1
    {%- if day is not none and first is not none %}
        and (run_day is null or run_day >= cast('{{ first }}' as date))
    {%- endif %}
    {%- if day is not none and last is not none %}
        and (run_day is null or run_day <= cast('{{ last }}' as date))
    {%- endif %}
),

trustpages_clusters as (
    {%- for name in outcomes %}
    {%- set cell = 'outcome_' ~ loop.index %}
    {%- set is_last = loop.last %}
    {%- for part in (['whole', 'part'] if stratum is not none else ['whole']) %}
    select
        '{{ name }}' as outcome,
        {% if part == 'part' %}run_stratum{% else %}{{ no_text }}{% endif %} as stratum,
        run_cluster as cluster_name,
        min(run_day) as first_day,
        max(run_day) as last_day,
        sum(case when {{ cell }} = 1 then 1 else 0 end) as good,
        sum(case when {{ cell }} is not null then 1 else 0 end) as known,
        sum(case when {{ cell }} is null then 1 else 0 end) as missing,
        sum(run_unreadable) as bad
    from trustpages_kept
    group by run_cluster{% if part == 'part' %}, run_stratum{% endif %}{% if by_day %}, run_day{% endif %}
    {%- if not (is_last and loop.last) %}
    union all
    {%- endif %}
    {%- endfor %}
    {%- endfor %}
)

select
    outcome,
    stratum,
    {%- if named %}
    cluster_name as cluster,
    {%- endif %}
    first_day as first,
    last_day as last,
    {%- if cluster is none %}
    cast(good as {{ dbt.type_bigint() }}) as k,
    cast(known as {{ dbt.type_bigint() }}) as n,
    cast(missing as {{ dbt.type_bigint() }}) as unknown,
    cast(case when known > 0 then known else missing end as {{ dbt.type_bigint() }}) as clusters,
    cast(good as {{ dbt.type_bigint() }}) as k2,
    cast(known as {{ dbt.type_bigint() }}) as n2,
    cast(good as {{ dbt.type_bigint() }}) as kn,
    cast(bad as {{ dbt.type_bigint() }}) as unreadable
from trustpages_clusters
    {%- else %}
    cast(sum(good) as {{ dbt.type_bigint() }}) as k,
    cast(sum(known) as {{ dbt.type_bigint() }}) as n,
    cast(sum(missing) as {{ dbt.type_bigint() }}) as unknown,
    cast(count(*) as {{ dbt.type_bigint() }}) as clusters,
    cast(sum(good * good) as {{ dbt.type_bigint() }}) as k2,
    cast(sum(known * known) as {{ dbt.type_bigint() }}) as n2,
    cast(sum(good * known) as {{ dbt.type_bigint() }}) as kn,
    cast(sum(bad) as {{ dbt.type_bigint() }}) as unreadable
from trustpages_clusters
group by outcome, stratum,{% if named %} cluster_name,{% endif %} first_day, last_day, good, known, missing
    {%- endif %}
{% endmacro %}
