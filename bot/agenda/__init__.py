"""WHAT IS DUE. Law: gathered from the store, judged by rules, told as facts; nothing is decided or written here."""

from bot.agenda.answers import Reply, answers_told, replies
from bot.agenda.facts import facts_of, touch_log, touch_question
from bot.agenda.gathering import situations
from bot.agenda.laying import alert, digest, laid_out, pulse, single
from bot.agenda.mornings import candidates, lines_for, open_to, rhythms_of
from bot.agenda.threads import thread

__all__ = [
    "Reply",
    "alert",
    "answers_told",
    "candidates",
    "digest",
    "facts_of",
    "laid_out",
    "lines_for",
    "open_to",
    "pulse",
    "replies",
    "rhythms_of",
    "single",
    "situations",
    "thread",
    "touch_log",
    "touch_question",
]
