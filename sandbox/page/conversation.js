/** One channel or direct message: its head, its messages (or an app's Home tab) and the composer. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { Blocks } from "./blocks/blocks.js";
import { Composer } from "./composer.js";
import { IconButton } from "./controls.js";
import { Menu } from "./floating.js";
import { Hint } from "./hint.js";
import { classes, html } from "./html.js";
import { Icon } from "./icons.js";
import { Message, follows } from "./message.js";
import { Notices } from "./notices.js";
import { Face, RoleWord, nameOf } from "./people.js";
import { isChannel, nameOfRoom, outsideTeams, signOf, titleOf } from "./rooms.js";
import { go, link } from "./route.js";
import { homeSurface } from "./surface.js";
import { dayName, dayOf } from "./time.js";
import { counted, joined } from "./words.js";
import { world } from "./world.js";

const NEAR_END = 40;

export function Conversation() {
  const { channel, route } = world;
  const isApp = channel?.kind === "app";
  const tab = isApp ? tabOf(route) : null;
  useEffect(() => {
    if (isApp && channel) world.act("open_home", { tab });
  }, [isApp, tab]);

  if (!channel) return html`<${Unseen} />`;
  return html`
    <main class="conversation" aria-label=${titleOf(channel)}>
      <${Head} channel=${channel} />
      ${isApp && html`<${Tabs} tab=${tab} />`}
      <${Hint} />
      ${tab === "home" ? html`<${Home} />` : html`<${Messages} channel=${channel} />`}
    </main>
  `;
}

function Unseen() {
  return html`
    <main class="conversation empty">
      <p>${world.unseen ?? "This conversation cannot be seen by this person."}</p>
      <a class="button" href=${link({ as: world.route.as })}>To the conversations</a>
    </main>
  `;
}

function Head({ channel }) {
  const other = channel.with && world.personOf(channel.with);
  const list = link({ as: world.route.as });
  return html`
    <header class="conversation-head">
      <${IconButton} icon="back" label="Back to the conversations" href=${list} look="only-narrow" />
      <h1>
        ${other ? html`<${Face} person=${other} size=${24} />` : html`<${Icon} name=${signOf(channel)} />`}
        <span>${nameOfRoom(channel)}</span>
      </h1>
      ${other && html`<${RoleWord} person=${other} />`}
      ${channel.is_archived && html`<span class="sign">archived</span>`}
      ${channel.is_ext_shared && html`
        <span class="sign warm"><${Icon} name="shared" /> Shared with ${outsideTeams(channel)}</span>
      `}
      ${channel.is_pending_ext_shared && html`<span class="sign warm">About to be shared</span>`}
      ${channel.topic && html`<span class="topic">${channel.topic}</span>`}
      ${isChannel(channel) && html`<${Members} channel=${channel} />`}
    </header>
  `;
}

function Members({ channel }) {
  const count = counted(channel.members.length, "member", "members");
  const leave = {
    label: `Leave ${titleOf(channel)}`,
    danger: true,
    choose: () => world.act("leave", { channel: channel.id }),
  };
  const items = () => [
    { heading: channel.purpose || count },
    ...channel.members.map((id) => world.personOf(id)).filter(Boolean).map((person) => ({
      label: nameOf(person),
      detail: person.title,
      face: html`<${Face} person=${person} size=${24} />`,
      disabled: true,
    })),
    ...(channel.is_member && !channel.is_archived ? [{ divider: true }, leave] : []),
  ];
  return html`
    <${Menu} label=${count} items=${items} align="end" look="quiet members">
      <${Icon} name="people" /> ${channel.members.length}
    <//>
  `;
}

function tabOf(route) {
  const { home_tab: home, messages_tab: messages } = world.state.app;
  if (!messages) return "home";
  return home && route.tab !== "messages" && !route.message && !route.thread ? "home" : "messages";
}

function Tabs({ tab }) {
  const { home_tab: home, messages_tab: messages } = world.state.app;
  if (!home || !messages) return null;
  const open = (name) => go({ as: world.route.as, channel: world.route.channel, tab: name });
  const pressed = (event) => {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    open(tab === "home" ? "messages" : "home");
    event.currentTarget.querySelector("[aria-selected=false]").focus();
  };
  return html`
    <div class="tabs" role="tablist" aria-label="The app's tabs" onKeyDown=${pressed}>
      ${["home", "messages"].map((name) => html`
        <button
          type="button" role="tab" id=${`tab-${name}`} aria-controls="tab-panel"
          aria-selected=${String(tab === name)} tabindex=${tab === name ? 0 : -1} onClick=${() => open(name)}
        >
          ${name === "home" ? "Home" : "Messages"}
        </button>
      `)}
    </div>
  `;
}

function Home() {
  const { home } = world.sees;
  return html`
    <div class="home" role="tabpanel" id="tab-panel" aria-labelledby="tab-home" tabindex="0">
      ${home
        ? html`<${Blocks} surface=${homeSurface(home)} />`
        : html`<p class="nothing-yet">${world.state.app.name} has not published a Home tab for you yet.</p>`}
    </div>
    ${world.notices.length > 0 && html`<div class="foot"><${Notices} /></div>`}
  `;
}

function Messages({ channel }) {
  const { messages } = world;
  const newFrom = useNewFrom(channel, messages);
  const [frame, below, toEnd] = useStickyEnd(messages);
  const isApp = channel.kind === "app";
  return html`
    <div class="messages-frame" ...${isApp ? { role: "tabpanel", id: "tab-panel", "aria-label": "Messages" } : {}}>
      <div class="messages" ref=${frame} role="log" aria-label=${`Messages in ${titleOf(channel)}`} tabindex="0">
        <div class="messages-inner">
          <${Beginning} channel=${channel} />
          ${messages.map((message, i) => {
            const previous = messages[i - 1];
            const isNew = message.ts === newFrom;
            const compact = !isNew && follows(message, previous, world.zone);
            return html`
              <${Between} key=${`before ${message.ts}`} ...${{ message, previous, isNew }} />
              <${Message} key=${message.ts} ...${{ channel, message, compact }} />
            `;
          })}
        </div>
      </div>
      ${below > 0 && html`
        <button type="button" class="to-end" onClick=${toEnd}><${Icon} name="arrowDown" /> ${below} new</button>
      `}
    </div>
    <${Foot} channel=${channel} />
  `;
}

function Beginning({ channel }) {
  const what = isChannel(channel) ? titleOf(channel) : `your conversation with ${titleOf(channel)}`;
  return html`
    <div class="beginning">
      <strong>This is where ${what} begins.</strong>
      ${channel.purpose && html`<p>${channel.purpose}</p>`}
    </div>
  `;
}

function Between({ message, previous, isNew }) {
  const { zone, now } = world;
  const newDay = !previous || dayOf(message.ts, zone) !== dayOf(previous.ts, zone);
  if (!newDay && !isNew) return null;
  const day = newDay && dayName(message.ts, now, zone);
  const words = joined([day, isNew && "New messages"]);
  return html`
    <div class=${classes("between", isNew && "new")} role="separator" aria-label=${words}>
      ${day && html`<span class="day">${day}</span>`}
      ${isNew && html`<span class="new-word">New</span>`}
    </div>
  `;
}

function Foot({ channel }) {
  return html`
    <div class="foot">
      ${!world.route.thread && html`<${Notices} />`}
      ${whyNot(channel) ?? html`<${Composer} channel=${channel} />`}
    </div>
  `;
}

/** What stands in the composer's place where one cannot write, or null. */
function whyNot(channel) {
  const { app } = world.state;
  if (channel.is_archived) return html`<p class="bar">This channel is archived: it can be read, not written to.</p>`;
  if (channel.kind === "app" && (!app.messages_tab || app.messages_tab_read_only)) {
    return html`<p class="bar">Sending messages to this app has been turned off.</p>`;
  }
  if (channel.is_member) return null;
  const join = () => world.act("join", { channel: channel.id });
  return html`
    <p class="bar">
      You are looking at <strong>${titleOf(channel)}</strong>
      <button type="button" class="button primary" onClick=${join}>Join channel</button>
    </p>
  `;
}

/** The `ts` above which the "New" line stands; what is seen is marked read, the line stays until one leaves. */
function useNewFrom(channel, messages) {
  const newFrom = useRef(null);
  const entering = useRef(true);
  const [hidden, setHidden] = useState(document.hidden);
  useEffect(() => {
    const looked = () => setHidden(document.hidden);
    document.addEventListener("visibilitychange", looked);
    return () => document.removeEventListener("visibilitychange", looked);
  }, []);

  if (channel.unread > 0 && (entering.current || hidden)) {
    const theirs = messages.filter((message) => message.user !== world.route.as && !message.ephemeral);
    newFrom.current ??= theirs.at(-channel.unread)?.ts ?? null;
  }
  entering.current = false;
  useEffect(() => {
    if (channel.unread > 0 && !hidden) world.act("read", { channel: channel.id });
  }, [channel.unread, hidden]);
  return newFrom.current;
}

/**
 * Goes to the message pointed at, else to the first new one; then stays at the newest while that is in sight, and
 * counts what comes below otherwise. Answers `[ref, below, toEnd]`.
 */
function useStickyEnd(messages) {
  const frame = useRef();
  const atEnd = useRef(true);
  const entering = useRef(true);
  const pointedAt = useRef(null);
  const [seen, setSeen] = useState(messages.length);
  const toEnd = () => {
    frame.current.scrollTop = frame.current.scrollHeight;
  };

  useLayoutEffect(() => {
    const box = frame.current;
    const scrolled = () => {
      atEnd.current = box.scrollHeight - box.scrollTop - box.clientHeight < NEAR_END;
      if (atEnd.current) setSeen(world.messages.length);
    };
    const grown = new ResizeObserver(() => atEnd.current && toEnd());
    box.addEventListener("scroll", scrolled, { passive: true });
    grown.observe(box.firstElementChild);
    grown.observe(box);
    return () => {
      box.removeEventListener("scroll", scrolled);
      grown.disconnect();
    };
  }, []);
  useLayoutEffect(() => {
    const { message } = world.route;
    const pointed = message !== pointedAt.current && document.getElementById(`m-${message}`);
    const target = pointed || (entering.current && frame.current.querySelector(".between.new"));
    pointedAt.current = message;
    entering.current = false;
    if (target) target.scrollIntoView({ block: "center" });
    else if (atEnd.current) toEnd();
    if (atEnd.current) setSeen(messages.length);
  }, [messages.length, world.route.message]);
  return [frame, messages.length - seen, toEnd];
}
