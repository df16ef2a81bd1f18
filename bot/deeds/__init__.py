"""WHAT A PERSON CAN DO. Law: each deed is one transaction: entry, roles, tasks and messages, or nothing."""

from bot.deeds.answering import answer, asking_of, why_not_answered
from bot.deeds.binding import bind
from bot.deeds.deciding import Decision, decide
from bot.deeds.finishing import finish
from bot.deeds.gesture import Gesture
from bot.deeds.hearing import hear, listen, stop_listening
from bot.deeds.marking import holder_after, mark, why_not_marked
from bot.deeds.moving import move, move_in, moved, why_not_move
from bot.deeds.sending import draft_of_returned, submit, submitted, the_one_of, why_not_submit
from bot.deeds.settling import nothing_open

__all__ = [
    "Decision",
    "Gesture",
    "answer",
    "asking_of",
    "bind",
    "decide",
    "draft_of_returned",
    "finish",
    "hear",
    "holder_after",
    "listen",
    "mark",
    "move",
    "move_in",
    "moved",
    "nothing_open",
    "stop_listening",
    "submit",
    "submitted",
    "the_one_of",
    "why_not_answered",
    "why_not_marked",
    "why_not_move",
    "why_not_submit",
]
