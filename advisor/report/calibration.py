"""The report on a fit of the weights as plain text."""

from __future__ import annotations

from advisor.schema.calibration import Calibration, Scored


def calibration_as_text(found: Calibration) -> str:
    """What was fitted, on what, how it does on cases held out, and how sure each number is."""
    ends, gain = found.convergence, found.gain
    lines = [
        f"WEIGHTS fitted to {found.cases} published cases from {found.sources} sources that compared approaches "
        f"({found.rules} rules, seed {found.seed}, {found.date})",
        "",
        f"{'log-odds':<46}{'by hand':>9}{'fitted':>9}   95 % interval (bootstrap over sources)",
        *(
            f"{each.name:<46}{each.hand_set:>9.3f}{each.fitted:>9.3f}   {each.low:.3f} to {each.high:.3f}"
            for each in found.parameters
        ),
        "",
        f"{'':<46}{'among those compared':>20}{'among all four':>20}",
        f"{'':<46}{'log loss':>11}{'right':>9}{'log loss':>11}{'right':>9}{'slope':>9}",
        *(
            f"{f'{each.weights} weights on {each.on}':<46}{_scored(each.compared)}{_scored(each.open)}"
            f"{each.calibration_slope:>9.2f}"
            for each in found.judged
        ),
        "Slope: 1 is calibrated, less is too sure, more is too cautious. Weights are drawn back by a fifth on purpose:",
        f"they were too sure on cases that the rules had not seen. Held out: refitted in each of {found.folds} folds,",
        f"penalty included, that never split a source; mean of {found.repeats} divisions. The rules were written with "
        "these cases in view,",
        "so even the figures on cases held out are optimistic.",
        "",
        f"On cases held out the fitted weights are {gain.verdict} those set by hand: the log loss of a source is lower",
        f"by {gain.mean:.3f} (95 % interval {gain.low:.3f} to {gain.high:.3f}).",
        "",
        f"{'penalty':>9}{'log loss':>10}{'above least':>13}{'standard error':>16}",
        *(
            f"{each.penalty:>9g}{each.log_loss:>10.4f}{each.above_least:>13.4f}{each.standard_error:>16.4f}"
            + ("   chosen" if each.penalty == found.penalty else "")
            for each in found.penalties_tried
        ),
        "",
        f"Penalised loss {found.penalised_loss:.3f}; {ends.agreeing} of {ends.starts} starts ended there, at most "
        f"{ends.spread:.4f} apart in any number.",
        f"Rules {found.rules_fingerprint[:12]}, cases {found.cases_fingerprint[:12]}, "
        f"counts {found.counts_fingerprint[:12]}.",
    ]
    return "\n".join(lines) + "\n"


def _scored(each: Scored) -> str:
    return f"{each.log_loss:>11.3f}{100 * each.acceptable:>7.1f} %"
