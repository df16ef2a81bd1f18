"""A table of accounts dropped on the bot: shown first, taken in when an admin says so, and undone again."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from bot.store import accounts, imports
from bot.store.engine import reading, writing
from tests.flows.looking import is_known
from tests.support.at_work import Bot, envelopes
from tests.support.hand import Control, Hand, Message, eventually
from tests.support.reading import actions, buttons, texts

TABLE = """Account,Tier,Account owner,ARR,Renewal date
Globex,T1,Ann Adler,"84,000 EUR",2027-01-31
Initech,T2,dev@northwind.example,,
Umbrella & Söhne <GmbH>,T3,UANN,,
"""
HEAD = TABLE.partition("\n")[0]


def drops(bot: Bot, person: Hand, table: str | bytes = TABLE, name: str = "accounts.csv") -> Message:
    """Drop a file on the bot, and read its one answer."""
    before = len(person.messages())
    person.drops(name, table)
    eventually(lambda: person.messages()[before + 1 :] or None, lambda: f"there is {texts(person)}")
    bot.rests()
    return person.messages()[-1]


def presses(bot: Bot, person: Hand, button: str, at: Message) -> Message:
    """Press a button; the message as it is then."""
    person.clicks(button, at)
    bot.rests()
    return next(message for message in person.messages() if message.ts == at.ts)


def taken(bot: Bot) -> list[imports.Import]:
    """Every import there was."""
    with reading(bot.office.memory) as connection:
        found = [imports.get(connection, bot.office.workspace, number) for number in range(1, 9)]
    return [one for one in found if one]


def whispers(person: Hand) -> list[str]:
    return [message.text for message in person.messages() if message.ephemeral]


def test_what_a_table_would_change_is_shown_and_nothing_is_changed(box: Control, bot: Bot) -> None:
    bot.has_an_account("Globex", tier="T2", owner="UDEV")
    offer = drops(bot, box.meg)
    assert offer.text.startswith("accounts.csv: 2 new accounts, 1 to change, 0 rows that cannot be taken.")
    assert "“Account owner” is Account owner" in offer.words
    assert "Umbrella & Söhne <GmbH> is new" in offer.words
    assert "T2 → T1" in offer.words
    assert [button["text"]["text"] for button in buttons(offer)] == ["Take in 3 accounts", "Leave it"]
    assert bot.accounts() == ["Globex"]
    assert bot.roles("Globex")["owner"] == "UDEV"


def test_what_every_column_was_taken_for_is_shown_however_many_there_are(box: Control, bot: Bot) -> None:
    more = "Deputy,Contract start date,Contract term in months,Notice date,Legal entity,Segment,Products,Special terms"
    offer = drops(bot, box.meg, f"{HEAD},{more}\nHooli,T1,Ann Adler{',' * 10}\n")
    assert "“Special terms” is Price exceptions, special terms, SLA." in offer.words


def test_what_was_known_of_their_people_is_told_to_nobody_outside_the_team(box: Control, bot: Bot) -> None:
    is_known(bot, bot.has_an_account("Globex", "T1", owner="UDEV"), champion="Raj Patel")
    offer = drops(bot, box.meg, "Account,Champion\nGlobex,Lena Roth\n")
    assert "Globex: Champion → Lena Roth" in offer.words
    assert "Raj Patel" not in offer.words + offer.text


def test_pressing_takes_it_in_and_undo_puts_it_back(box: Control, bot: Bot) -> None:
    bot.has_an_account("Globex", tier="T2", owner="UDEV")
    done = presses(bot, box.meg, "take_table", drops(bot, box.meg))
    assert done.text == "Taken in from accounts.csv: 2 new accounts, 1 changed."
    assert sorted(bot.accounts()) == ["Globex", "Initech", "Umbrella & Söhne <GmbH>"]
    assert (bot.account("Globex").tier, bot.roles("Globex")["owner"]) == ("T1", "UANN")
    assert bot.roles("Initech")["owner"] == "UDEV"
    assert actions(done) == ["undo_import"]
    back = presses(bot, box.meg, "undo_import", done)
    assert "is undone" in back.text
    assert actions(back) == []
    assert bot.accounts() == ["Globex"]
    assert (bot.account("Globex").tier, bot.roles("Globex")["owner"]) == ("T2", "UDEV")
    assert [(one.by, one.undone_by) for one in taken(bot)] == [("UMEG", "UMEG")]


def test_what_somebody_did_since_stays_when_an_import_is_undone(box: Control, bot: Bot) -> None:
    done = presses(bot, box.meg, "take_table", drops(bot, box.meg))
    bot.is_handed("Globex")
    back = presses(bot, box.meg, "undo_import", done)
    assert "Globex stays" in back.words
    assert bot.accounts() == ["Globex"]


def test_leaving_it_changes_nothing(box: Control, bot: Bot) -> None:
    left = presses(bot, box.meg, "leave_table", drops(bot, box.meg))
    assert left.text == "Nothing was taken in from accounts.csv."
    assert actions(left) == []
    assert bot.accounts() == []


def test_rows_that_cannot_be_taken_are_told_with_their_reasons_and_the_rest_is_taken(box: Control, bot: Bot) -> None:
    offer = drops(bot, box.meg, TABLE + "Hooli,T9,Ann Adler,,\nVandelay,T1,,,\n")
    assert "2 rows that cannot be taken" in offer.text
    assert "accounts.csv:5: " in offer.words
    assert "accounts.csv:6: " in offer.words
    done = presses(bot, box.meg, "take_table", offer)
    assert "accounts.csv:5: " in done.words
    assert "accounts.csv:6: " in done.words
    assert "Hooli" not in bot.accounts()
    assert len(bot.accounts()) == 3


def test_a_table_that_changes_nothing_has_no_button(box: Control, bot: Bot) -> None:
    presses(bot, box.meg, "take_table", drops(bot, box.meg))
    again = drops(bot, box.meg)
    assert "0 new accounts, 0 to change" in again.text
    assert actions(again) == []


def test_a_long_table_is_shown_in_part_and_its_reader_is_told_how_far_it_is(box: Control, bot: Bot) -> None:
    rows = "".join(f"Customer {n},T{n % 4 + 1},Ann Adler,,\n" for n in range(4_000))
    offer = drops(bot, box.meg, f"{HEAD}\n{rows}")
    assert "… and 3992 more" in offer.words
    edits = [seen["request"]["text"] for seen in box.traffic(name="chat.update")]
    assert [edit for edit in edits if "of 4000 rows" in edit] == [
        f"Comparing accounts.csv with the accounts there are: {done} of 4000 rows …" for done in (1000, 2000, 3000)
    ]
    done = presses(bot, box.meg, "take_table", offer)
    assert done.text == "Taken in from accounts.csv: 4000 new accounts, 0 changed."
    assert len(bot.accounts()) == 4_000


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("plan.pdf", b"%PDF-1.7", "plan.pdf is no table that Hearth can read (PDF)."),
        ("accounts.xlsx", b"PK\x03\x04", "accounts.xlsx is no table that Hearth can read (Excel Spreadsheet)."),
        ("accounts.csv", b"PK\x03\x04 a workbook", "This is a workbook of a spreadsheet program."),
        ("accounts.csv", b"\n\n", "The file is empty"),
        ("accounts.csv", b"colour,size\nred,3\n", "No column holds the names of the accounts"),
        ("accounts.csv", b'account,tier\n"Acme,T1\n', "A quotation mark is not closed"),
    ],
)
def test_what_is_no_table_of_accounts_is_told_in_a_sentence(
    box: Control, bot: Bot, name: str, content: bytes, sentence: str
) -> None:
    answer = drops(bot, box.meg, content, name)
    assert sentence in answer.words
    assert actions(answer) == []


def test_names_in_a_file_are_no_markup(box: Control, bot: Bot) -> None:
    offer = drops(bot, box.meg, f"{HEAD}\n<!channel> *bold* <@UBEN>,T1,Ann Adler,,\n", "<!here> _list_.csv")
    shown = [block["text"] for block in offer.blocks if block["type"] == "section" and "channel" in str(block)]
    assert {text["type"] for text in shown} == {"plain_text"}
    assert "<!here>" not in offer.text
    done = presses(bot, box.meg, "take_table", offer)
    assert bot.accounts() == ["<!channel> *bold* <@UBEN>"]
    back = presses(bot, box.meg, "undo_import", done)
    assert "<!here>" not in done.text + back.text
    assert {block["text"]["type"] for block in back.blocks} == {"plain_text"}


def test_days_that_can_be_read_two_ways_are_asked_about(box: Control, bot: Bot) -> None:
    table = f"{HEAD}\nGlobex,T1,Ann Adler,,03/04/2027\n"
    question = drops(bot, box.meg, table)
    assert "03/04/2027 can be read in two ways" in question.words
    assert [button["text"]["text"] for button in buttons(question)] == ["The day", "The month"]
    offer = presses(bot, box.meg, "read_days:second", question)
    assert "4 Mar 2027" in offer.words
    presses(bot, box.meg, "take_table", offer)
    assert bot.account("Globex").facts["renewal_on"] == "2027-03-04"


@pytest.mark.parametrize("who", ["UBEN", "UDEV"])
def test_whoever_is_no_admin_hears_who_is(box: Control, bot: Bot, who: str) -> None:
    answer = drops(bot, box.hand(who))
    assert "only an admin of this workspace can have it taken in: Ann Adler or Meg Moss." in answer.text
    assert box.traffic(name="files-pri") == []


def test_whoever_is_an_admin_no_more_cannot_press(box: Control, bot: Bot) -> None:
    offer = drops(bot, box.meg)
    box.change("UMEG", is_admin=False, is_owner=False)
    eventually(lambda: True if (meg := bot.knows("UMEG")) and not meg.is_admin else None, lambda: "news of Meg")
    box.meg.clicks("take_table", offer)
    bot.rests()
    assert "only an admin" in whispers(box.meg)[-1]
    assert bot.accounts() == []


def test_a_guest_is_told_that_hearth_is_for_members(box: Control, bot: Bot) -> None:
    assert "guests cannot use it" in drops(bot, box.gus).text


def test_two_presses_at_the_same_moment_are_one_import(box: Control, bot: Bot) -> None:
    offer = drops(bot, box.meg)
    with ThreadPoolExecutor(2) as together:
        list(together.map(lambda _: box.meg.clicks("take_table", offer), range(2)))
    bot.rests()
    assert len(taken(bot)) == 1
    assert whispers(box.meg) == ["This was decided already. If nothing came of it, drop accounts.csv here again."]
    assert texts(box.meg).count("Taken in from accounts.csv: 3 new accounts, 0 changed.") == 1


def test_a_press_that_arrives_twice_is_one_import_and_undone_once(box: Control, bot: Bot) -> None:
    done = presses(bot, box.meg, "take_table", drops(bot, box.meg))
    bot.hears_again(envelopes(box, "interactive")[-1])
    bot.rests()
    assert len(taken(bot)) == 1
    presses(bot, box.meg, "undo_import", done)
    bot.hears_again(envelopes(box, "interactive")[-1])
    bot.rests()
    assert whispers(box.meg)[-1] == "This import is undone already."
    assert len(taken(bot)) == 1


def test_an_old_button_does_nothing_after_the_offer_was_left(box: Control, bot: Bot) -> None:
    offer = drops(bot, box.meg)
    box.meg.clicks("take_table", offer)
    press = envelopes(box, "interactive")[-1]
    bot.rests()
    presses(bot, box.meg, "undo_import", box.meg.sees_message("Taken in"))
    bot.hears_again(press)
    bot.rests()
    assert bot.accounts() == []
    assert len(taken(bot)) == 1


def test_a_file_that_is_told_of_twice_is_answered_once(box: Control, bot: Bot) -> None:
    drops(bot, box.meg)
    bot.hears_again(envelopes(box, "events_api")[-1])
    bot.rests()
    assert len(box.meg.messages()) == 2


def test_accounts_that_changed_meanwhile_are_shown_again_before_anything_is_taken(box: Control, bot: Bot) -> None:
    offer = drops(bot, box.meg)
    bot.has_an_account("Initech", tier="T4")
    again = presses(bot, box.meg, "take_table", offer)
    assert again.text.startswith("Accounts have changed since accounts.csv was shown, so nothing was taken in.")
    assert "T4 → T2" in again.words
    assert bot.accounts() == ["Initech"]
    presses(bot, box.meg, "take_table", again)
    assert len(bot.accounts()) == 3


def test_a_file_that_is_gone_is_told_so(box: Control, bot: Bot) -> None:
    offer = drops(bot, box.meg)
    box.meg.deletes_file(box.meg.messages()[0].json["files"][0]["id"])
    answer = presses(bot, box.meg, "take_table", offer)
    assert answer.text == "accounts.csv is not in Slack any more, so nothing was taken in. Drop it here again."
    assert bot.accounts() == []


@pytest.mark.parametrize(
    ("method", "kind", "sentence"),
    [
        ("files-pri", "status500", "Slack did not hand out accounts.csv just now"),
        ("files.info", "status429", "Slack did not hand out accounts.csv just now"),
        ("files-pri", "reset_after_accept", "Slack did not hand out accounts.csv just now"),
    ],
)
def test_a_file_that_slack_does_not_hand_out_is_told_so(
    box: Control, bot: Bot, method: str, kind: str, sentence: str
) -> None:
    box.fault(method, kind)
    assert sentence in drops(bot, box.meg).text


def test_without_the_permission_to_read_files_that_is_said(box: Control, bot: Bot) -> None:
    box.revoke("files:read")
    assert "The app lacks a permission in Slack" in drops(bot, box.meg).text


def test_without_a_list_of_people_those_we_remember_are_meant(box: Control, bot: Bot) -> None:
    box.fault("users.list", "status500", times=3)
    offer = drops(bot, box.meg)
    assert "Slack does not show Hearth those" in offer.words
    assert [button["text"]["text"] for button in buttons(offer)] == ["Take in 2 accounts", "Leave it"]


def test_a_result_that_cannot_be_put_in_its_place_is_said_below(box: Control, bot: Bot) -> None:
    offer = drops(bot, box.meg)
    box.fault("chat.update", "refuse", error="cant_update_message", times=9)
    box.meg.clicks("take_table", offer)
    bot.rests()
    assert texts(box.meg)[-1] == "Taken in from accounts.csv: 3 new accounts, 0 changed."
    assert len(bot.accounts()) == 3


# channels

WITH_CHANNELS = "Account,Tier,Account owner,Channel\n"


def test_an_account_gets_the_channel_that_its_row_names_and_gives_it_back(box: Control, bot: Bot) -> None:
    bot.has_an_account("Globex", tier="T1", owner="UANN")
    table = f"{WITH_CHANNELS}Globex,T1,UANN,#globex-team\nTyrell,T2,UDEV,C0TYRELL\n"
    offer = drops(bot, box.meg, table)
    assert "#globex-team" in offer.words
    done = presses(bot, box.meg, "take_table", offer)
    assert channels(bot) == {"Globex": "C0GLOBEX", "Tyrell": "C0TYRELL"}
    presses(bot, box.meg, "undo_import", done)
    assert channels(bot) == {"Globex": None}


@pytest.mark.parametrize(
    ("channel", "why"),
    [
        ("#globex-tem", "Hearth sees no channel “#globex-tem”"),
        ("leadership", "into a private one, invite Hearth first"),
        ("#old-deals", "is archived"),
        ("acme-shared", "is shared with another organisation"),
        ("C0TYRELL", "This is the channel of Tyrell already"),
        ("#general", "Line 2 has this channel already"),
    ],
)
def test_a_channel_that_cannot_be_an_accounts_is_told_for_its_row(
    box: Control, bot: Bot, channel: str, why: str
) -> None:
    tyrell = bot.has_an_account("Tyrell", tier="T1", owner="UANN")
    with writing(bot.office.memory) as connection:
        accounts.bind_channel(connection, bot.office.workspace, tyrell.id, "C0TYRELL", bot.office.clock())
    offer = drops(bot, box.meg, f"{WITH_CHANNELS}Initech,T1,UANN,#general\nGlobex,T1,UANN,{channel}\n")
    assert "1 new account, 0 to change, 1 row that cannot be taken" in offer.text
    assert why in offer.words


def test_the_channel_that_an_account_has_stays_as_its_threads_stand_there(box: Control, bot: Bot) -> None:
    tyrell = bot.has_an_account("Tyrell", tier="T1", owner="UANN")
    with writing(bot.office.memory) as connection:
        accounts.bind_channel(connection, bot.office.workspace, tyrell.id, "C0TYRELL", bot.office.clock())
    offer = drops(bot, box.meg, f"{WITH_CHANNELS}Tyrell,T2,UANN,#globex-team\n")
    assert "This account has another channel already" in offer.words
    assert "Tyrell: Tier T1 → T2" in drops(bot, box.meg, f"{WITH_CHANNELS}Tyrell,T2,UANN,#tyrell-team\n").words


def test_a_table_without_channels_asks_slack_for_none(box: Control, bot: Bot) -> None:
    drops(bot, box.meg)
    assert box.traffic(name="conversations.list") == []


def channels(bot: Bot) -> dict[str, str | None]:
    """The channel of every account."""
    with reading(bot.office.memory) as connection:
        ids = [one.id for one in bot.office.names.find("", 99)] or range(1, 9)
        found = accounts.get_many(connection, bot.office.workspace, ids)
    return {account.name: account.channel for account in found.values()}
