"""Statistics: pure numbers in, numbers out.

Linear algebra runs in one thread, unless the environment says otherwise: the largest matrix has 512 rows, for which
further threads wait longer than they compute, and sums come out alike whatever the number of cores.
"""

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # read when numpy is loaded
