/**
 * Where one writes: messages, `/` commands from the app's manifest, `@` people and `#` channels, and global shortcuts;
 * and where one drops a file, or picks it behind the paper-clip.
 * Enter sends, Shift+Enter makes a new line; in an open list the arrows move, Enter and Tab take, Escape closes.
 */
import { useEffect, useId, useLayoutEffect, useRef, useState } from "preact/hooks";
import { IconButton, Lines } from "./controls.js";
import { WaitingFile, inBase64 } from "./files.js";
import { Menu, place } from "./floating.js";
import { classes, html } from "./html.js";
import { Icon } from "./icons.js";
import { Face, nameOf, roleWord } from "./people.js";
import { isChannel, signOf, titleOf } from "./rooms.js";
import { joined } from "./words.js";
import { world } from "./world.js";

/** What was written and not sent, by conversation: it waits there while one looks elsewhere. */
const unsent = new Map();
/** The file that waits there, too. */
const waitingFiles = new Map();
const MOST_OFFERED = 8;

export function Composer({ channel, thread = null }) {
  const key = [world.route.as, channel.id, thread].join("/");
  const list = useId();
  const field = useRef();
  const frame = useRef();
  const [text, setText] = useState(unsent.get(key) ?? "");
  const [caret, setCaret] = useState(text.length);
  const [active, setActive] = useState(0);
  const [closed, setClosed] = useState(false);
  const [waiting, setWaiting] = useState(false);
  const [file, setFile] = useState(waitingFiles.get(key) ?? null);

  const offer = closed ? null : offerFor(text, caret, channel, thread);
  const offered = offer?.items ?? [];
  const write = (words, at = words.length) => {
    unsent.set(key, words);
    setText(words);
    setCaret(at);
    setActive(0);
    setClosed(false);
  };

  const attach = (chosen) => {
    waitingFiles.set(key, chosen);
    setFile(chosen);
    field.current.focus();
  };
  const dropping = useDropping(frame, attach);

  useFirstFocus(field, thread);
  useLayoutEffect(() => {
    field.current.style.height = "auto";
    field.current.style.height = `${field.current.scrollHeight}px`;
  }, [text]);

  const take = (item) => {
    const before = text.slice(0, offer.from) + item.insert;
    // Set at once, not with the next drawing: the person may be typing on.
    field.current.value = before + text.slice(caret);
    field.current.setSelectionRange(before.length, before.length);
    field.current.focus();
    write(field.current.value, before.length);
    setClosed(true);
  };
  const send = async () => {
    const words = text.trim();
    if (file && !waiting) return sendFile(words);
    if (!words || waiting) return;
    const isCommand = words.startsWith("/");
    world.putAwayNotices();
    write("");
    setWaiting(isCommand);
    const said = { channel: channel.id, text: asSent(words), thread_ts: thread };
    const sent = await world.act(isCommand ? "command" : "message", said);
    setWaiting(false);
    if (!sent && !unsent.get(key)) write(words);
  };
  const sendFile = async (words) => {
    world.putAwayNotices();
    setWaiting(true);
    const base64 = await inBase64(file).catch(() => null);
    const said = { channel: channel.id, name: file.name, base64, text: asSent(words), thread_ts: thread };
    const sent = base64 === null
      ? world.say(`${file.name} cannot be read any more.`, { wrong: true })
      : await world.act("upload", said);
    setWaiting(false);
    if (!sent) return;
    write("");
    attach(null);
  };
  const pressed = (event) => {
    if (event.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const enter = event.key === "Enter" && !event.shiftKey;
    const tab = event.key === "Tab" && !event.shiftKey;
    if (offered.length && step) setActive((active + step + offered.length) % offered.length);
    else if (offered.length && event.key === "Escape") setClosed(true);
    else if (offered.length && (tab || (enter && !offered[active].exact))) take(offered[active]);
    else if (enter) send();
    else return;
    event.preventDefault();
  };
  const moved = (event) => setCaret(event.target.selectionStart);

  return html`
    <div class="composer" ref=${frame}>
      ${waiting && html`
        <div class="waiting-line" role="status">
          ${file ? `Sending ${file.name} …` : `Waiting for ${world.state.app.name} …`}
        </div>
      `}
      <div class=${classes("composer-box", dropping && "dropping")}>
        ${file && html`<${WaitingFile} file=${file} remove=${() => attach(null)} />`}
        <textarea
          ref=${field} rows="1" value=${text} placeholder=${thread ? "Reply …" : `Message ${titleOf(channel)}`}
          aria-label=${thread ? "Reply in the thread" : `Message ${titleOf(channel)}`}
          aria-autocomplete="list" aria-haspopup="listbox" aria-controls=${offered.length ? list : null}
          aria-activedescendant=${offered.length ? `${list}-${active}` : null}
          onInput=${(event) => write(event.target.value, event.target.selectionStart)}
          onKeyDown=${pressed} onKeyUp=${moved} onClick=${moved} onBlur=${() => setClosed(true)}
        ></textarea>
        <div class="composer-tools">
          <${Attach} take=${attach} />
          ${!thread && html`<${Shortcuts} />`}
          <button
            type="button" class="send icon-button" aria-label="Send" disabled=${!text.trim() && !file} onClick=${send}
          >
            <${Icon} name="send" />
          </button>
        </div>
      </div>
      ${offered.length > 0 && html`
        <${Offered}
          id=${list} anchor=${frame} title=${offer.title} items=${offered}
          active=${active} point=${setActive} take=${take}
        />
      `}
    </div>
  `;
}

function Offered({ id, anchor, title, items, active, point, take }) {
  const popover = useRef();
  useLayoutEffect(() => {
    popover.current.showPopover();
    popover.current.classList.add("placed");
  }, []);
  useLayoutEffect(() => place(popover.current, anchor.current, { asWide: true }), [items.length]);
  return html`
    <div ref=${popover} popover="manual" class="floating listbox" onPointerDown=${(event) => event.preventDefault()}>
      <div class="menu-heading" aria-hidden="true">${title}</div>
      <div id=${id} role="listbox" aria-label=${title}>
        ${items.map((item, i) => html`
          <div
            id=${`${id}-${i}`} role="option" aria-selected=${String(i === active)}
            class=${classes("menu-item", i === active && "active")}
            onPointerMove=${() => i !== active && point(i)} onClick=${() => take(item)}
          >
            ${item.face}
            <${Lines} detail=${item.detail}>
              <strong>${item.label}</strong> ${item.usage && html`<span class="usage">${item.usage}</span>`}
            <//>
          </div>
        `)}
      </div>
    </div>
  `;
}

/** The paper-clip: a file from this machine. */
function Attach({ take }) {
  const input = useRef();
  const chosen = () => {
    const [file] = input.current.files;
    input.current.value = ""; // so that the same file can be chosen again
    if (file) take(file);
  };
  return html`
    <input ref=${input} type="file" hidden aria-label="File to attach" onChange=${chosen} />
    <${IconButton} icon="clip" label="Attach a file" title="Attach a file" press=${() => input.current.click()} />
  `;
}

/** Lets a file be dropped anywhere on the composer's conversation or thread; answers whether one hovers there. */
function useDropping(frame, take) {
  const [dropping, setDropping] = useState(false);
  useEffect(() => {
    const whole = frame.current.closest("main, aside");
    const over = (event) => {
      if (!event.dataTransfer.types.includes("Files")) return;
      event.preventDefault();
      setDropping(true);
    };
    const left = (event) => !whole.contains(event.relatedTarget) && setDropping(false);
    const dropped = (event) => {
      const [file] = event.dataTransfer.files;
      setDropping(false);
      if (!file) return;
      event.preventDefault();
      take(file);
    };
    const listeners = { dragover: over, dragleave: left, drop: dropped };
    for (const [name, listener] of Object.entries(listeners)) whole.addEventListener(name, listener);
    return () => {
      for (const [name, listener] of Object.entries(listeners)) whole.removeEventListener(name, listener);
    };
  });
  return dropping;
}

/** The global shortcuts, behind a bolt as in Slack. */
function Shortcuts() {
  const shortcuts = world.state.shortcuts.filter((shortcut) => shortcut.type === "global");
  if (!shortcuts.length || world.person.is_external) return null;
  const items = [
    { heading: `Shortcuts of ${world.state.app.name}` },
    ...shortcuts.map((shortcut) => ({
      label: shortcut.name,
      detail: shortcut.description,
      choose: () => world.act("shortcut", { callback_id: shortcut.callback_id }),
    })),
  ];
  return html`<${Menu} label="Shortcuts" items=${items}><${Icon} name="bolt" /><//>`;
}

/** What could be meant by the word at the caret: `{title, from, items}`, or null. */
function offerFor(text, caret, channel, thread) {
  const before = text.slice(0, caret);
  const command = /^\/\S*$/.exec(before);
  if (command && !thread) return { title: "Commands", from: 0, items: commandsLike(command[0]) };
  const word = /(?:^|\s)([@#])([\p{L}\p{N}._-]*)$/u.exec(before);
  if (!word) return null;
  const [, sign, start] = word;
  const from = caret - start.length - 1;
  return sign === "@"
    ? { title: "People", from, items: peopleLike(start, channel) }
    : { title: "Channels", from, items: channelsLike(start) };
}

/** People of another organisation do not have the app's commands. */
function commandsLike(start) {
  if (world.person.is_external) return [];
  return world.state.commands
    .filter(({ command }) => command.startsWith(start.toLowerCase()))
    .map(({ command, description, usage_hint: usage }) => ({
      label: command,
      usage,
      detail: description,
      insert: `${command} `,
      exact: command === start,
      face: html`<${Face} person=${world.personOf(world.state.app.bot_user_id)} size=${28} />`,
    }));
}

function peopleLike(start, channel) {
  const wanted = start.toLowerCase();
  const names = (person) => `${nameOf(person)} ${person.name}`.toLowerCase().split(/\s+/);
  return world.state.people
    .filter((person) => !person.deleted && names(person).some((name) => name.startsWith(wanted)))
    .sort((one, other) => channel.members.includes(other.id) - channel.members.includes(one.id))
    .slice(0, MOST_OFFERED)
    .map((person) => ({
      label: nameOf(person),
      detail: joined([person.title, roleWord(person)], " · "),
      insert: `@${nameOf(person)} `,
      face: html`<${Face} person=${person} size=${28} />`,
    }));
}

function channelsLike(start) {
  return Object.values(world.sees.channels)
    .filter((channel) => isChannel(channel) && !channel.is_archived && channel.name.startsWith(start.toLowerCase()))
    .slice(0, MOST_OFFERED)
    .map((channel) => ({
      label: channel.name,
      insert: `#${channel.name} `,
      face: html`<${Icon} name=${signOf(channel)} />`,
    }));
}

/** `@Ann Adler`, as the list writes it, becomes `<@UANN>`; `@ann`, `#sales` and the like are read by the sandbox. */
function asSent(text) {
  return world.state.people.reduce((sent, person) => sent.replaceAll(`@${nameOf(person)}`, `<@${person.id}>`), text);
}

/** On a machine with a keyboard a conversation opens ready to be written in, unless something else has the focus. */
function useFirstFocus(field, thread) {
  useEffect(() => {
    const idle = document.activeElement === document.body || document.activeElement.closest(".sidebar") || thread;
    if (matchMedia("(pointer: fine)").matches && idle && !document.querySelector("dialog[open]")) field.current.focus();
  }, []);
}
