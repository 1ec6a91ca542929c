"""The figures of scikit-learn, SciPy and krippendorff for random codings, which cuoshi's must equal.

    python figures.py < cases.json > figures.json

reads cases as `tests/statistics.rs` makes them and adds to each what these packages say. That test runs it where the
packages are there (tests/packages tests/evaluate/requirements.txt) and goes by the stored figures.json where this
exits with 3, because they are not.
"""

import json
import math
import sys

try:
    import krippendorff
    import numpy as np
    from scipy.stats import binom, binomtest
    from sklearn.metrics import cohen_kappa_score, precision_recall_fscore_support
except ImportError:
    sys.exit(3)


def plain(value):
    """A number, or None where it is not defined."""
    return None if value is None or math.isnan(value) else float(value)


def scores(gold, found):
    """Precision, recall and F1 by category, micro and macro. Where nobody coded a category, cuoshi gives no F1, and
    leaves it out of the means."""
    gold, found = np.array(gold), np.array(found)
    kwargs = {"zero_division": np.nan}
    precision, recall, f1, support = precision_recall_fscore_support(gold, found, average=None, **kwargs)
    f1 = [value if count else math.nan for value, count in zip(f1, support)]
    micro = precision_recall_fscore_support(gold, found, average="micro", **kwargs)[:3]
    micro = [*micro[:2], micro[2] if sum(support) else math.nan]
    coded = [at for at, count in enumerate(support) if count]
    macro = precision_recall_fscore_support(gold, found, average="macro", labels=coded, **kwargs)[:3]
    return {
        "categories": [[plain(value) for value in values] for values in zip(precision, recall, f1)],
        "micro": [plain(value) for value in micro],
        "macro": [plain(value) for value in macro],
    }


def wilson(part, whole):
    interval = binomtest(part, whole).proportion_ci(0.95, method="wilson")
    return [interval.low, interval.high]


def mcnemar(first, second):
    exact = binomtest(first, first + second).pvalue if first + second else 1.0
    few = min(first, second)
    middle = binom.pmf(few, first + second, 0.5)
    mid = 1 - middle / 2 if first == second else 2 * binom.cdf(few, first + second, 0.5) - middle
    return [exact, mid if first + second else 1.0]


def kappa(one, other):
    shared = [(a, b) for a, b in zip(one, other) if a is not None and b is not None]
    if len({value for pair in shared for value in pair}) < 2:
        return None
    return plain(cohen_kappa_score([a for a, _ in shared], [b for _, b in shared]))


def alpha(coders):
    data = np.array([[math.nan if value is None else value for value in coder] for coder in coders], dtype=float)
    shared = data[:, (~np.isnan(data)).sum(axis=0) > 1]
    if len(np.unique(shared[~np.isnan(shared)])) < 2:
        return None
    return plain(krippendorff.alpha(data, level_of_measurement="nominal", value_domain=[0, 1]))


FIGURES = {"scores": scores, "wilson": wilson, "mcnemar": mcnemar, "kappa": kappa, "alpha": lambda *rows: alpha(rows)}

if __name__ == "__main__":
    import warnings

    warnings.simplefilter("ignore")
    cases = json.load(sys.stdin)
    for case in cases:
        case["figures"] = FIGURES[case["figure"]](*case["of"])
    print("[" + ",\n".join(json.dumps(case, separators=(",", ":")) for case in cases) + "]")
