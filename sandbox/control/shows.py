"""What there is to see: the whole workspace for the page's frame, and what one person has before them."""

from __future__ import annotations

from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

from sandbox.delivery.ack import Transport
from sandbox.gestures.stage import Offers
from sandbox.skipping import Skipping
from sandbox.workspace import Channel, Json, Member, Message, View, Workspace
from sandbox.workspace.files import kind_of
from sandbox.workspace.inputs import starting_state
from sandbox.workspace.records import File, Posted
from sandbox.workspace.traffic import Exchange
from sandbox.workspace.wire import is_stranger


def moment(workspace: Workspace) -> Json:
    """The clock, as epoch seconds and in words."""
    clock = workspace.clock
    return {"now": clock.now(), "iso": clock.moment().isoformat(timespec="seconds"), "running": clock.running}


def clock(workspace: Workspace, skipping: Skipping) -> Json:
    """The same, and `skip`: how far a skip has come that is under way, None when there is none."""
    skip = skipping.under_way
    if skip is None:
        return {**moment(workspace), "skip": None}
    done = (workspace.clock.now() - skip.begun) / (skip.to - skip.begun)
    return {**moment(workspace), "skip": {"from": skip.begun, "to": skip.to, "done": round(min(done, 1.0), 3)}}


def state(workspace: Workspace, transport: Transport, skipping: Skipping) -> Json:
    """Everything that does not depend on who looks."""
    manifest = workspace.manifest
    return {
        **clock(workspace, skipping),
        "version": workspace.version,
        "team": {"id": workspace.team.id, "name": workspace.team.name},
        "app": {
            "id": workspace.installation.app_id,
            "name": manifest.name,
            "bot_user_id": workspace.installation.bot_user,
            "home_tab": manifest.home_tab,
            "messages_tab": manifest.messages_tab,
            "messages_tab_read_only": manifest.messages_tab_read_only,
            "delivery": transport.name,
            "connected": transport.connected,
            "installed": workspace.installation.installed,
            "scopes": workspace.installation.scopes,
        },
        "commands": [
            {"command": command.command, "description": command.description, "usage_hint": command.usage_hint}
            for command in manifest.commands
        ],
        "shortcuts": [
            {
                "name": shortcut.name,
                "type": shortcut.type,
                "callback_id": shortcut.callback_id,
                "description": shortcut.description,
            }
            for shortcut in manifest.shortcuts
        ],
        "people": [person(workspace, member) for member in workspace.members.values()],
    }


def sees(workspace: Workspace, member: Member) -> Json:
    """The person's sidebar, views and notices."""
    home = workspace.views.home(member.id)
    outside = workspace.is_outsider(member)
    return {
        "as": member.id,
        "version": workspace.version,
        "sections": [
            {"title": section.title, "channels": list(section.channels)} for section in workspace.sections(member.id)
        ],
        "channels": {
            channel.id: channel_shown(workspace, channel, member) for channel in workspace.visible_channels(member.id)
        },
        "home": view_shown(home) if home is not None and workspace.manifest.home_tab and not outside else None,
        "views": [view_shown(view) for view in workspace.views.stack(member.id)],
        "notices": [
            {"id": notice.id, "at": notice.at, "text": notice.text} for notice in workspace.notices.get(member.id, [])
        ],
    }


def messages(workspace: Workspace, offers: Offers, member: Member, channel_id: str, thread_ts: str | None) -> Json:
    """A channel or a thread, oldest first.

    Raises:
        sandbox.workspace.Refused: channel_not_found.
    """
    seen = workspace.messages_seen(member.id, channel_id, thread_ts)
    return {"messages": [message_shown(workspace, offers, member, message) for message in seen]}


def person(workspace: Workspace, member: Member) -> Json:
    team = workspace.team_of(member)
    return {
        "id": member.id,
        "name": member.name,
        "real_name": member.real_name,
        "title": member.title,
        "tz": member.tz,
        "is_bot": member.is_bot,
        "is_restricted": member.is_restricted,
        "is_ultra_restricted": member.is_ultra_restricted,
        "is_stranger": is_stranger(workspace, member),
        "is_external": workspace.is_outsider(member),
        "team_id": team.id,
        "team_name": team.name,
        "deleted": member.deleted,
        "color": member.color,
    }


def channel_shown(workspace: Workspace, channel: Channel, member: Member) -> Json:
    return {
        "id": channel.id,
        "name": channel.name,
        "kind": "app" if workspace.is_app_dm(channel) else channel.kind,
        "topic": channel.topic.value,
        "purpose": channel.purpose.value,
        "is_member": member.id in channel.members,
        "is_archived": channel.is_archived,
        "is_ext_shared": channel.is_ext_shared,
        "is_pending_ext_shared": bool(channel.pending_with),
        "members": list(channel.members),
        "with": workspace.other_side(member.id, channel),
        "unread": len(workspace.unread(member.id, channel.id)),
        "mentions": workspace.mentions(member.id, channel.id),
        "last_ts": channel.last_ts,
    }


def message_shown(workspace: Workspace, offers: Offers, member: Member, message: Message) -> Json:
    """`state` is what this person has chosen in the message's own elements."""
    replies = [] if message.ephemeral else workspace.replies(message)
    chosen = offers.chosen.get((member.id, message.channel, message.ts))
    return {
        "ts": message.ts,
        "user": message.user,
        "bot_id": message.bot_id,
        "username": message.username,
        "text": message.text,
        "blocks": message.blocks,
        "attachments": message.attachments,
        "thread_ts": message.thread_ts,
        "reply_count": len(replies),
        "edited": message.edited,
        "ephemeral": message.ephemeral,
        "subtype": message.subtype,
        "metadata": message.metadata,
        "reactions": [{"name": reaction.name, "users": reaction.users} for reaction in message.reactions],
        "files": [file_shown(workspace.files[file_id]) for file_id in message.files],
        "state": starting_state(message.blocks, kept=chosen),
    }


def file_shown(file: File) -> Json:
    kind = kind_of(file.name)
    return {
        "id": file.id,
        "name": file.name,
        "title": file.title,
        "size": file.size,
        "kind": kind.pretty,
        "mimetype": kind.mimetype,
        "deleted": file.deleted,
    }


def view_shown(view: View) -> Json:
    return {
        "id": view.id,
        "root_view_id": view.root_view_id,
        "hash": view.hash,
        "type": view.type,
        "callback_id": view.callback_id,
        "title": view.title,
        "submit": view.submit,
        "close": view.close,
        "blocks": view.blocks,
        "private_metadata": view.private_metadata,
        "notify_on_close": view.notify_on_close,
        "state": view.state,
        "errors": view.errors,
        "pending": view.pending,
    }


def posted(post: Posted) -> Json:
    """One message that an app posted, as it was then."""
    return asdict(post) | {"iso": datetime.fromtimestamp(post.at, UTC).isoformat(timespec="milliseconds")}


def exchange(seen: Exchange) -> Json:
    """One line of the traffic."""
    shown: dict[str, Any] = {
        "n": seen.n,
        "at": seen.at,
        "iso": datetime.fromtimestamp(seen.at, UTC).isoformat(timespec="milliseconds"),
        "direction": seen.direction,
        "kind": seen.kind,
        "name": seen.name,
        "as": seen.person,
        "status": seen.status,
        "request": seen.request,
        "response": seen.response,
        "ms": seen.ms,
    }
    return shown
