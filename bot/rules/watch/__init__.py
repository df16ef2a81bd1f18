"""THE JUDGEMENT OF THE CLOCK: what is due on an account, and whose turn it is. Law: days in, days out; pure."""

from bot.rules.watch.asking import asked_of, asked_on
from bot.rules.watch.colours import Colour, colour
from bot.rules.watch.judging import HORIZON, Judged, judge
from bot.rules.watch.look import Situation
from bot.rules.watch.rungs import RungStands, rungs_of

__all__ = [
    "HORIZON",
    "Colour",
    "Judged",
    "RungStands",
    "Situation",
    "asked_of",
    "asked_on",
    "colour",
    "judge",
    "rungs_of",
]
