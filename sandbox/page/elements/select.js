/** The select menus: where their options come from, and how ids and options become lines of a combobox. */
import { useEffect, useRef, useState } from "preact/hooks";
import { post } from "../api.js";
import { html } from "../html.js";
import { Icon } from "../icons.js";
import { Face, nameOf, roleWord } from "../people.js";
import { nameOfRoom, signOf } from "../rooms.js";
import { useSurface, useValue } from "../surface.js";
import { plainText } from "../text.js";
import { placeOf } from "../time.js";
import { counted, joined } from "../words.js";
import { world } from "../world.js";
import { Failed } from "./button.js";
import { Combobox } from "./combobox.js";

const ASK_AFTER = 200;

export function StaticSelect(props) {
  const { options, option_groups: groups } = props.element;
  return html`<${Listed} ...${props} line=${ofOption} groups=${grouped(options, groups)} />`;
}

export function UsersSelect(props) {
  const people = world.state.people.filter((person) => !person.deleted);
  return html`<${Listed} ...${props} line=${ofPerson} groups=${[{ options: people.map(({ id }) => ofPerson(id)) }]} />`;
}

export function ChannelsSelect(props) {
  const rooms = Object.values(world.sees.channels).filter((room) => room.kind === "public" && !room.is_archived);
  return html`<${Listed} ...${props} line=${ofRoom} groups=${[{ options: rooms.map(({ id }) => ofRoom(id)) }]} />`;
}

export function ConversationsSelect(props) {
  const { block, element } = props;
  const [value, setValue] = useValue(block, element);
  const rooms = Object.values(world.sees.channels).filter((room) => isOffered(room, element.filter ?? {}));

  // Slack's client fills in the conversation the person was in when the modal opened.
  useEffect(() => {
    const here = rooms.find(({ id }) => id === world.route.channel);
    if (element.default_to_current_conversation && here && value === null) setValue(here.id, { silently: true });
  }, []);
  return html`<${Listed} ...${props} line=${ofRoom} groups=${[{ options: rooms.map(({ id }) => ofRoom(id)) }]} />`;
}

/** All that can be chosen is known, and what is typed narrows it. */
function Listed({ groups, ...props }) {
  const [query, search] = useState("");
  return html`<${Select} ...${props} search=${search} groups=${narrowed(groups, query)} />`;
}

/** Asks the app as the person types, no sooner than `min_query_length` (3 if the app says nothing). */
export function ExternalSelect(props) {
  const { block, element } = props;
  const surface = useSurface();
  const [answer, setAnswer] = useState({ groups: [], status: null });
  const waiting = useRef();
  const latest = useRef(0);
  const least = element.min_query_length ?? 3;
  useEffect(() => () => clearTimeout(waiting.current), []);

  const search = (query) => {
    clearTimeout(waiting.current);
    const turn = (latest.current += 1);
    const missing = least - query.length;
    if (missing > 0) {
      const letters = counted(missing, "letter", "letters");
      setAnswer({ groups: [], status: `Type ${query && "another "}${letters} to search.` });
      return;
    }
    setAnswer((before) => ({ ...before, status: "Searching …" }));
    waiting.current = setTimeout(async () => {
      const found = await optionsOf(surface, block, element, query);
      if (turn === latest.current) setAnswer(found);
    }, ASK_AFTER);
  };
  return html`<${Select} ...${props} ...${answer} search=${search} line=${ofOption} />`;
}

/** One value or a list, depending on the element; `line` makes a combobox line of a value. */
function Select({ block, element, labels, line, groups, search, status }) {
  const [value, setValue, progress] = useValue(block, element);
  const many = element.type.startsWith("multi_");
  const chosen = (many ? value : [value]).filter((one) => one !== null).map(line);
  const choose = (lines) => {
    const values = lines.map(({ origin }) => origin);
    setValue(many ? values : (values[0] ?? null));
  };
  const placeholder = plainText(element.placeholder) || (many ? "Choose any" : "Choose one");
  return html`
    <span class="acting select">
      <${Combobox}
        ...${{ groups, status, chosen, many, choose, search, placeholder, labels }}
        most=${element.max_selected_items} busy=${progress === "busy"} canClear=${block.type === "input"}
      />
      <${Failed} progress=${progress} />
    </span>
  `;
}

function ofOption(option) {
  const { text, value, description } = option;
  return { value, words: plainText(text), detail: plainText(description), origin: option };
}

function ofPerson(id) {
  const person = world.personOf(id);
  if (!person) return { value: id, words: id, origin: id };
  const detail = joined([person.title, roleWord(person), !person.is_bot && placeOf(person.tz)], " · ");
  return { value: id, words: nameOf(person), detail, origin: id, face: html`<${Face} person=${person} size=${22} />` };
}

function ofRoom(id) {
  const room = world.sees.channels[id];
  if (!room) return { value: id, words: "private channel", origin: id };
  const detail = room.is_ext_shared ? "shared with another organisation" : null;
  return { value: id, words: nameOfRoom(room), detail, origin: id, face: html`<${Icon} name=${signOf(room)} />` };
}

/**
 * `conversations_select`'s filter
 * (docs.slack.dev/reference/block-kit/composition-objects/conversation-filter-object).
 */
function isOffered(room, { include, exclude_external_shared_channels: noShared, exclude_bot_users: noBots }) {
  const kind = room.kind === "app" ? "im" : room.kind;
  if (room.is_archived || (include && !include.includes(kind))) return false;
  if (noShared && room.is_ext_shared) return false;
  return !(noBots && room.with && world.personOf(room.with)?.is_bot);
}

/** Options as Slack writes them, in groups or not, as the groups of a combobox. */
function grouped(options, groups) {
  if (!groups?.length) return [{ options: (options ?? []).map(ofOption) }];
  return groups.map((group) => ({ label: plainText(group.label), options: group.options.map(ofOption) }));
}

function narrowed(groups, query) {
  const wanted = query.trim().toLowerCase();
  const fits = ({ words, detail }) => `${words} ${detail ?? ""}`.toLowerCase().includes(wanted);
  const narrow = groups.map((group) => ({ ...group, options: group.options.filter(fits) }));
  return narrow.filter((group) => group.options.length);
}

async function optionsOf(surface, block, element, query) {
  const where = { as: world.route.as, action_id: element.action_id, block_id: block.block_id, ...surface.locate };
  try {
    const { options, option_groups: groups, error } = await post("act/options", { ...where, query });
    if (error) return { groups: [], status: `The options could not be loaded (${error}).` };
    return { groups: grouped(options, groups) };
  } catch (error) {
    return { groups: [], status: error.message };
  }
}
