"""Parts of the runs behind a share that are judged by themselves: versions and producers, subgroups."""
