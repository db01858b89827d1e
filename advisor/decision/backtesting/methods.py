"""How a track record is computed, in the sentences that it carries; its numbers are put in when it is made."""

from __future__ import annotations

from typing import Final

from advisor.language import N_

CROSS_VALIDATED: Final = N_(
    "Cross-validation: the cases are divided into {folds} folds so that no source is in two of them. For each fold the "
    "weights of the rules, and how far they are drawn towards those set by hand, are fitted anew on the cases of the "
    "other folds, and the cases of the fold are judged with them; baselines learn in the same way. That is done for "
    "{repeats} divisions; the probability shown for a case is the mean of its {repeats}, and the approach with the "
    "highest such probability is the one recommended, the simpler one where two are equal. No probability under 0.001 "
    "counts in the log loss."
)
SHIPPED: Final = N_(
    "The rules and their weights are used as they are and fitted to nothing; the baselines have learned from the "
    "{cases} published cases of the advisor that compared approaches. The approach with the highest probability is the "
    "one recommended, the simpler one where two are equal. No probability under 0.001 counts in the log loss."
)
INTERVAL_METHOD: Final = N_(
    "Wilson's 95 % interval for a share, with the number of cases replaced by an effective one, because cases of one "
    "source are not independent (clustered by source, CR1 standard error, degrees of freedom adjusted)."
)
