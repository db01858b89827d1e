"""The prompt that walks an agent through the interview."""

from __future__ import annotations

from typing import Final

from advisor.language import LANGUAGE_NAMES, Language

NAME: Final = "interview"
TITLE: Final = "Interview on one job"
SAYS: Final = "Ask a person what decides, a question at a time, and end with a recommendation."

_COURSE: Final = """\
Find out with me whether to prompt, to retrieve (RAG) or to fine-tune for one job.{job}

1. Call `questions` (lang: {lang}) once; keep the options at hand.
2. Ask me for the job in one sentence if I have not said it: what goes in, what comes out. If there are files of eval \
results, ask for their paths and the target, call `analyse_evals`, and let me confirm each of `answers_shown`.
3. Call `recommend` with what is known by now. Ask me the first question of `next_questions.questions`: in its own \
words, with its options and, if I hesitate, why it is asked. One question at a time. "Don't know" is a good answer: \
leave the question out and do not ask it again. Never answer for me.
4. Repeat step 3 until `settled.is_settled` is true, `next_questions.chance_of_change` is under 0.05, or I want to \
stop.
5. Tell me `headline`, then `now` with its checklist and when it is done, at most three of `reasons_for` and two of \
`reasons_against` with their sources. Quote a percentage only where `probability.shown` is true.
6. Call `what_would_change` and `precedents`; tell me the one or two changes that are likeliest here, and the nearest \
case that agrees and the nearest that dissents.

Speak {language} with me, and pass lang: {lang} to every tool. What the tools do not say, do not claim."""


def interview(job: str, lang: Language) -> str:
    """The course of the interview, as the person who asks for it would say it."""
    said = f"\nThe job: {' '.join(job.split())[:500]}" if job.strip() else ""
    return _COURSE.format(job=said, lang=lang, language=LANGUAGE_NAMES[lang])
