"""THE WORDS: templates and facts in, texts and blocks out. Law: what a person typed is never markup, nor too long."""

from bot.words.checking import check
from bot.words.layout import DONE_TASK, Button, buttons_block, task_block
from bot.words.phrases import PHRASES
from bot.words.shown import answered
from bot.words.templates import TemplateWrong, as_plain, channel, day, mention
from bot.words.voice import MOVE, Said, Words

__all__ = [
    "DONE_TASK",
    "MOVE",
    "PHRASES",
    "Button",
    "Said",
    "TemplateWrong",
    "Words",
    "answered",
    "as_plain",
    "buttons_block",
    "channel",
    "check",
    "day",
    "mention",
    "task_block",
]
