{% test possible_sums(model) %}
{#- Rows that no clusters of whole numbers 0 <= k <= n can add up to, or with runs that could not be read. -#}
select *
from {{ model }}
where k > n
    or k2 > kn
    or kn > n2
    or k > k2
    or n > n2
    or n + unknown < clusters
    or (n > 0 and clusters > n)
    or k * k > clusters * k2
    or n * n > clusters * n2
    or unreadable > 0
{% endtest %}
