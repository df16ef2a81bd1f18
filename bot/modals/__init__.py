"""MODALS: questions into Block Kit and Block Kit back into answers. Law: ids travel in a view, answers never do."""

from bot.modals.asks import Asks, asks_view
from bot.modals.fields import (
    ANSWER,
    LONGEST_VALUE,
    PICK_ACCOUNT,
    Block,
    account_option,
    block_of,
    option,
    picked_account,
    plain,
    step_answers,
)
from bot.modals.forms import BACK, CONTINUE_DRAFT, View, draft_blocks, line_view, notice_view, step_view
from bot.modals.lines import ADD_LINE, CHANGE_LINE, MOST_LINES, error_block, lines_answer
from bot.modals.where import Where, where

__all__ = [
    "ADD_LINE",
    "ANSWER",
    "BACK",
    "CHANGE_LINE",
    "CONTINUE_DRAFT",
    "LONGEST_VALUE",
    "MOST_LINES",
    "PICK_ACCOUNT",
    "Asks",
    "Block",
    "View",
    "Where",
    "account_option",
    "asks_view",
    "block_of",
    "draft_blocks",
    "error_block",
    "line_view",
    "lines_answer",
    "notice_view",
    "option",
    "picked_account",
    "plain",
    "step_answers",
    "step_view",
    "where",
]
