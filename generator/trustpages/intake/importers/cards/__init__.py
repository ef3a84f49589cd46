"""Documents about models and benchmarks: model cards, results on a hub, checklists, cards of evaluations."""
