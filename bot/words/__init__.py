"""THE WORDS: templates and facts in, texts and blocks out. Law: what a person typed is never markup, nor too long."""

from bot.words.checking import check
from bot.words.layout import (
    TASK_DONE,
    Block,
    Button,
    buttons_block,
    cut,
    field_blocks,
    header_block,
    section_block,
    small_block,
    task_block,
)
from bot.words.phrases import PHRASES
from bot.words.shown import answered
from bot.words.templates import TemplateWrong, as_plain, channel, day, link, mention
from bot.words.voice import COMPLETE, MOVE, READ_RECORD, Said, Words, picked_move

__all__ = [
    "COMPLETE",
    "MOVE",
    "PHRASES",
    "READ_RECORD",
    "TASK_DONE",
    "Block",
    "Button",
    "Said",
    "TemplateWrong",
    "Words",
    "answered",
    "as_plain",
    "buttons_block",
    "channel",
    "check",
    "cut",
    "day",
    "field_blocks",
    "header_block",
    "link",
    "mention",
    "picked_move",
    "section_block",
    "small_block",
    "task_block",
]
