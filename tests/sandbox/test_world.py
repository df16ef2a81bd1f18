"""The seed: who and what is there at first, and what is wrong with a seed that does not hold together."""

from __future__ import annotations

from pathlib import Path

import pytest

from sandbox import manifest, world
from sandbox.reading import Unreadable
from sandbox.workspace.records import Records

NINE = 1772442000.0
ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def records() -> Records:
    return world.load().seed(manifest.load(ROOT / "app_manifest.yml"))(NINE)


def test_the_whole_cast_is_there(records: Records) -> None:
    people = {member.id for member in records.members.values() if not member.is_bot}
    assert people == {"UANN", "UBEN", "UDEV", "UMEG", "USUE", "UGUS", "UDORA", "UOLA"}
    assert records.members["UGUS"].is_restricted
    assert records.members["UDORA"].deleted
    assert records.members["UOLA"].team_id == "T0ACME"


def test_hearth_is_installed_with_the_scopes_of_its_manifest_and_in_no_channel(records: Records) -> None:
    assert "chat:write" in records.installation.scopes
    joined = [channel.id for channel in records.channels.values() if "UHEARTH" in channel.members]
    assert joined
    assert all(records.channels[channel].kind == "im" for channel in joined)


def test_every_member_of_the_workspace_has_the_direct_message_with_the_app(records: Records) -> None:
    assert {"D0ANN", "D0BEN", "D0DEV", "D0MEG", "D0SUE", "D0GUS"} <= set(records.channels)
    assert "D0OLA" not in records.channels


def test_the_channels_are_as_the_stories_need_them(records: Records) -> None:
    assert records.channels["C0SHARED"].shared_with == ["T0ACME"]
    assert records.channels["C0OLD"].is_archived
    assert records.channels["C0LEAD"].is_private


def test_messages_are_as_old_as_the_seed_says(records: Records) -> None:
    assert records.messages["C0SALES"][-1].ts == f"{NINE - 5 * 3600:.6f}"


def test_at_first_nobody_has_anything_unread(records: Records) -> None:
    for channel in records.channels.values():
        for member in channel.members:
            if channel.kind != "im":
                assert records.read_up_to[member][channel.id] == channel.last_ts


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        ("tz: Asia/Kolkata", "tz: Asia/Kolkatta", "an IANA zone such as Europe/Berlin is expected"),
        ("members: [UBEN, UMEG], is_archived", "members: [UBEN, UMAG], is_archived", "#old-deals's UMAG"),
        ("team: T0ACME}", "team: T0ACNE}", "UOLA's team T0ACNE"),
        ("channel: C0LEAD", "channel: C0LEED", "the channel C0LEED"),
        ("real_name: Sue Stone", "realname: Sue Stone", "did you mean real_name?"),
        ("bot_token: xoxb-", "bot_token: xoxo-", "app.bot_token is 'xoxo-sandbox-hearth'"),
    ],
)
def test_a_seed_that_does_not_hold_together_is_refused(tmp_path: Path, old: str, new: str, sentence: str) -> None:
    written = world.SEED.read_text()
    assert old in written
    path = tmp_path / "world.yml"
    path.write_text(written.replace(old, new))
    with pytest.raises(Unreadable) as unreadable:
        world.load(path)
    assert sentence in str(unreadable.value)
    assert str(unreadable.value).startswith("world.yml:")
