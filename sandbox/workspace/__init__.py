"""The state of the strict workspace: who is there, what was said, what each person can see."""

from sandbox.workspace.content import compose
from sandbox.workspace.records import Channel, Content, Installation, Json, Member, Message, Records, Team, View
from sandbox.workspace.refusal import Refused
from sandbox.workspace.workspace import Workspace

__all__ = [
    "Channel",
    "Content",
    "Installation",
    "Json",
    "Member",
    "Message",
    "Records",
    "Refused",
    "Team",
    "View",
    "Workspace",
    "compose",
]
