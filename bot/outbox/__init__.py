"""THE MOUTH. Law: everything unasked is put here in the transaction that decides it, and said from here, once."""

from bot.outbox.announcing import announce, digest_of, redrawn
from bot.outbox.mouth import LEASE, Delivery, Guard, Mouth
from bot.outbox.places import bind_channel
from bot.outbox.putting import put
from bot.outbox.trouble import REFUSALS, channel_key, who_can_mend

__all__ = [
    "LEASE",
    "REFUSALS",
    "Delivery",
    "Guard",
    "Mouth",
    "announce",
    "bind_channel",
    "channel_key",
    "digest_of",
    "put",
    "redrawn",
    "who_can_mend",
]
