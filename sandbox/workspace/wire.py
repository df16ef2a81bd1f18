"""The objects of Slack's wire, made from the records."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sandbox.workspace.posting import Posting
from sandbox.workspace.records import Bookmark, Channel, Json, Member, Message, Team, View, Words
from sandbox.workspace.sight import Sight


def user_object(workspace: Sight, member: Member, *, with_email: bool = False) -> Json:
    """docs.slack.dev/reference/objects/user-object; the e-mail only for those with `users:read.email`."""
    fields: Json = {
        "id": member.id,
        "team_id": member.team_id,
        "name": member.name,
        "deleted": member.deleted,
        "color": member.color,
        "real_name": member.real_name,
        "profile": profile_object(workspace, member, with_email=with_email),
        "is_bot": member.is_bot,
        "is_app_user": False,
        "updated": int(member.updated),
    }
    if member.deleted:  # Slack leaves out zone and roles of a deactivated person
        return fields
    fields |= zone_fields(member, workspace.clock.now())
    fields |= {
        "is_admin": member.is_admin,
        "is_owner": member.is_owner,
        "is_primary_owner": False,
        "is_restricted": member.is_restricted,
        "is_ultra_restricted": member.is_ultra_restricted,
        "who_can_share_contact_card": "EVERYONE",
    }
    if workspace.is_outsider(member):
        fields["is_stranger"] = is_stranger(workspace, member)
    return fields


def is_stranger(workspace: Sight, member: Member) -> bool:
    """An outsider with whom the app has no channel in common (docs.slack.dev/apis/slack-connect)."""
    common = (c for c in workspace.channels.values() if {member.id, workspace.bot.id} <= set(c.members))
    return workspace.is_outsider(member) and next(common, None) is None


def profile_object(workspace: Sight, member: Member, *, with_email: bool = False) -> Json:
    """docs.slack.dev/reference/methods/users.profile.get"""
    first, _, last = member.real_name.partition(" ")
    fields: Json = {
        "title": member.title,
        "phone": "",
        "skype": "",
        "real_name": member.real_name,
        "real_name_normalized": member.real_name,
        "display_name": member.name,
        "display_name_normalized": member.name,
        "first_name": first,
        "last_name": last,
        "status_text": member.status_text,
        "status_emoji": member.status_emoji,
        "status_expiration": member.status_expiration,
        "avatar_hash": f"g{member.id.lower()}",
        "team": member.team_id,
    }
    if member.is_bot:
        fields |= {"bot_id": member.bot_id, "api_app_id": member.app_id, "always_active": True}
    if with_email and member.email:
        fields["email"] = member.email
    if member.is_restricted or member.is_ultra_restricted:
        fields["guest_invited_by"] = workspace.installation.installer
    return fields


def zone_fields(member: Member, now: float) -> Json:
    """`tz`, `tz_label`, `tz_offset` (seconds east of UTC, summer time included) at this moment."""
    local = datetime.fromtimestamp(now, UTC).astimezone(ZoneInfo(member.tz))
    offset = local.utcoffset()
    seconds = int(offset.total_seconds()) if offset is not None else 0
    return {"tz": member.tz, "tz_label": local.tzname() or "UTC", "tz_offset": seconds}


def team_object(team: Team) -> Json:
    """docs.slack.dev/reference/methods/team.info"""
    return {
        "id": team.id,
        "name": team.name,
        "url": team.url,
        "domain": team.domain,
        "email_domain": "",
        "icon": {"image_default": True},
    }


def channel_object(workspace: Sight, channel: Channel, viewer_id: str) -> Json:
    """docs.slack.dev/reference/objects/conversation-object, as this member sees it."""
    fields: Json = {
        "id": channel.id,
        "created": channel.created,
        "is_archived": channel.is_archived,
        "is_channel": channel.kind == "public",
        "is_group": channel.kind == "private",
        "is_im": channel.kind == "im",
        "is_mpim": channel.kind == "mpim",
        "is_private": channel.is_private or channel.kind == "im",
        "is_org_shared": False,
        "context_team_id": workspace.team.id,
        "updated": int(channel.updated * 1000),
    }
    if channel.kind == "im":
        other = workspace.other_side(viewer_id, channel) or viewer_id
        fields |= {"user": other, "is_user_deleted": workspace.members[other].deleted, "priority": 0}
        return fields
    fields |= {
        "name": channel.name,
        "name_normalized": channel.name,
        "is_general": channel.is_general,
        "is_shared": channel.is_ext_shared,
        "is_ext_shared": channel.is_ext_shared,
        "is_pending_ext_shared": bool(channel.pending_with),
        "is_frozen": False,
        "is_read_only": False,
        "is_thread_only": False,
        "is_member": viewer_id in channel.members,
        "pending_shared": list(channel.pending_with),
        "pending_connected_team_ids": list(channel.pending_with),
        "shared_team_ids": [workspace.team.id, *channel.shared_with],
        "unlinked": 0,
        "parent_conversation": None,
        "creator": channel.creator,
        "topic": words_object(channel.topic),
        "purpose": words_object(channel.purpose),
        "previous_names": list(channel.previous_names),
        "properties": {"canvas": {"file_id": channel.canvas_id, "is_empty": False}} if channel.canvas_id else {},
    }
    return fields


def words_object(words: Words) -> Json:
    return {"value": words.value, "creator": words.creator, "last_set": words.last_set}


def message_object(workspace: Posting, message: Message, *, all_metadata: bool = True) -> Json:
    """docs.slack.dev/reference/methods/conversations.history; of metadata only the event_type unless all is wanted."""
    fields = workspace.event_message(message)
    del fields["channel"], fields["channel_type"]
    if message.metadata is not None and not all_metadata:
        fields["metadata"] = {"event_type": message.metadata["event_type"]}
    if message.bot_id is not None and message.subtype is None:
        fields["bot_profile"] = bot_profile(workspace)
    if message.reactions:
        fields["reactions"] = [
            {"name": reaction.name, "users": list(reaction.users), "count": len(reaction.users)}
            for reaction in message.reactions
        ]
    if message.is_reply and not message.ephemeral:
        fields["parent_user_id"] = workspace.find_message(message.channel, message.thread_ts or "").user
    elif thread := [] if message.ephemeral else workspace.replies(message):
        repliers = list(dict.fromkeys(reply.user for reply in thread))
        fields |= {
            "thread_ts": message.ts,
            "reply_count": len(thread),
            "reply_users": repliers[:5],
            "reply_users_count": len(repliers),
            "latest_reply": thread[-1].ts,
            "is_locked": False,
            "subscribed": False,
        }
    return fields


def bot_profile(workspace: Sight) -> Json:
    installation = workspace.installation
    return {
        "id": installation.bot_id,
        "app_id": installation.app_id,
        "user_id": installation.bot_user,
        "name": workspace.bot.real_name,
        "deleted": not installation.installed,
        "updated": 0,
        "team_id": workspace.team.id,
        "icons": {},
    }


def permalink(workspace: Sight, message: Message) -> str:
    link = f"{workspace.team.url}archives/{message.channel}/p{message.ts.replace('.', '')}"
    return f"{link}?thread_ts={message.thread_ts}&cid={message.channel}" if message.is_reply else link


def view_object(workspace: Sight, view: View) -> Json:
    """docs.slack.dev/reference/interaction-payloads/view-interactions-payload"""
    installation = workspace.installation
    return {
        "id": view.id,
        "team_id": workspace.team.id,
        "type": view.type,
        "blocks": view.blocks,
        "private_metadata": view.private_metadata,
        "callback_id": view.callback_id,
        "state": {"values": view.state},
        "hash": view.hash,
        "title": view.title or {"type": "plain_text", "text": "View Title", "emoji": True},
        "clear_on_close": view.clear_on_close,
        "notify_on_close": view.notify_on_close,
        "close": view.close,
        "submit": view.submit,
        "submit_disabled": view.submit_disabled,
        "previous_view_id": view.previous_view_id,
        "root_view_id": view.root_view_id,
        "app_id": installation.app_id,
        "external_id": view.external_id,
        "app_installed_team_id": workspace.team.id,
        "bot_id": installation.bot_id,
    }


def bookmark_object(bookmark: Bookmark, workspace: Sight) -> Json:
    """docs.slack.dev/reference/methods/bookmarks.add"""
    return {
        "id": bookmark.id,
        "channel_id": bookmark.channel_id,
        "title": bookmark.title,
        "link": bookmark.link,
        "emoji": bookmark.emoji,
        "icon_url": None,
        "type": "link",
        "entity_id": None,
        "date_created": bookmark.created,
        "date_updated": 0,
        "rank": "U",
        "last_updated_by_user_id": bookmark.by,
        "last_updated_by_team_id": workspace.members[bookmark.by].team_id,
        "shortcut_id": None,
        "app_id": workspace.installation.app_id,
    }


def short_user(member: Member) -> dict[str, Any]:
    """The `user` of interaction payloads; `team_id` is the person's own, also of an outsider's."""
    return {"id": member.id, "username": member.name, "name": member.name, "team_id": member.team_id}
