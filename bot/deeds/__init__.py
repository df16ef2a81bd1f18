"""WHAT A PERSON CAN DO. Law: each deed is one transaction: entry, roles, tasks and messages, or nothing."""

from bot.deeds.finishing import finish
from bot.deeds.gesture import Gesture
from bot.deeds.moving import move, move_in, moved, why_not_move
from bot.deeds.sending import draft_of_returned, submit, submitted, why_not_submit

__all__ = [
    "Gesture",
    "draft_of_returned",
    "finish",
    "move",
    "move_in",
    "moved",
    "submit",
    "submitted",
    "why_not_move",
    "why_not_submit",
]
