"""THE REHEARSAL: what would be said in days to come. Law: a copy of the memory, a clock of its own, and no Slack."""

from bot.rehearsal.days import Rehearsal, Utterance, rehearse
from bot.rehearsal.telling import told

__all__ = ["Rehearsal", "Utterance", "rehearse", "told"]
