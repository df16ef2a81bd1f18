"""THE WORDS: templates and facts in, texts and blocks out. Law: what a person typed is never markup, nor too long."""

from bot.words.checking import check
from bot.words.layout import (
    TASK_DONE,
    Block,
    Button,
    Said,
    buttons_block,
    cut,
    field_blocks,
    header_block,
    section_block,
    small_block,
    task_block,
)
from bot.words.nudging import (
    FORM,
    HOME,
    HOME_ID,
    MENU_ID,
    PASS_ON,
    SNOOZE,
    WHY,
    WRONG,
    PickedNudge,
    offer_id,
    option_value,
    picked_nudge,
)
from bot.words.phrases import PHRASES
from bot.words.shown import answered
from bot.words.templates import TemplateWrong, as_plain, channel, day, link, mention, unmarked
from bot.words.unasked import DigestLine, DigestSaid, HowItStands, Morning, NudgeWords
from bot.words.voice import COMPLETE, MOVE, READ_RECORD, Words, picked_move
from bot.words.watched import ALERT_FACTS, WATCH_FACTS

__all__ = [
    "ALERT_FACTS",
    "COMPLETE",
    "FORM",
    "HOME",
    "HOME_ID",
    "MENU_ID",
    "MOVE",
    "PASS_ON",
    "PHRASES",
    "READ_RECORD",
    "SNOOZE",
    "TASK_DONE",
    "WATCH_FACTS",
    "WHY",
    "WRONG",
    "Block",
    "Button",
    "DigestLine",
    "DigestSaid",
    "HowItStands",
    "Morning",
    "NudgeWords",
    "PickedNudge",
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
    "offer_id",
    "option_value",
    "picked_move",
    "picked_nudge",
    "section_block",
    "small_block",
    "task_block",
    "unmarked",
]
