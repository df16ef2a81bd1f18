/** Who one is in this workspace, and where one can go. */
import { useState } from "preact/hooks";
import { Menu } from "./floating.js";
import { classes, html } from "./html.js";
import { Icon } from "./icons.js";
import { Face, RoleWord, nameOf, roleWord } from "./people.js";
import { isChannel, nameOfRoom, outsideTeams, signOf, signWords } from "./rooms.js";
import { go, link } from "./route.js";
import { placeOf, timeOfDay } from "./time.js";
import { counted, joined } from "./words.js";
import { world } from "./world.js";

export function Sidebar() {
  const { sections, channels } = world.sees;
  const listed = new Set(sections.flatMap((section) => section.channels));
  const others = Object.values(channels).filter((channel) => isChannel(channel) && !listed.has(channel.id));
  return html`
    <div class="sidebar">
      <${ActAs} />
      <nav aria-label="Conversations">
        ${sections.map(({ title, channels: ids }) => html`<${Section} key=${title} title=${title} ids=${ids} />`)}
        ${others.length > 0 && html`<${More} channels=${others} />`}
      </nav>
    </div>
  `;
}

function ActAs() {
  const { person, state, now } = world;
  if (!person) return null;
  const items = () => [
    { heading: "Act as" },
    ...state.people.filter((one) => !one.is_bot).map((one) => ({
      label: nameOf(one),
      detail: joined([one.title, roleWord(one), `${timeOfDay(now, one.tz)} in ${placeOf(one.tz)}`], " · "),
      face: html`<${Face} person=${one} size=${32} />`,
      checked: one.id === person.id,
      disabled: one.deleted,
      choose: () => actAs(one),
    })),
  ];
  return html`
    <${Menu} label=${`Acting as ${nameOf(person)}. Act as someone else`} items=${items} look="act-as">
      <${Face} person=${person} size=${36} />
      <span class="menu-words">
        <span><strong>${nameOf(person)}</strong> <${RoleWord} person=${person} /></span>
        ${person.title && html`<small>${person.title}</small>`}
        <small>${timeOfDay(now, person.tz)} in ${placeOf(person.tz)}</small>
      </span>
      <${Icon} name="chevron" />
    <//>
  `;
}

function actAs(person) {
  localStorage.setItem("acted-as", person.id);
  go({ as: person.id, channel: maySee(person, world.channel) ? world.channel.id : null });
}

/** A guess, so that the switch does not end at a closed door; the sandbox itself decides. */
function maySee(person, channel) {
  if (!channel || !matchMedia("(min-width: 48rem)").matches) return false;
  return channel.members.includes(person.id) || (channel.kind === "public" && !roleWord(person));
}

function Section({ title, ids }) {
  if (!ids.length) return null;
  return html`
    <section aria-label=${title}>
      <h2>${title}</h2>
      <ul>${ids.map((id) => html`<li key=${id}><${Room} channel=${world.sees.channels[id]} /></li>`)}</ul>
    </section>
  `;
}

/** Public channels one is not in, and archived ones. */
function More({ channels }) {
  const [open, setOpen] = useState(false);
  return html`
    <section aria-label="More channels">
      <button type="button" class="more" aria-expanded=${String(open)} onClick=${() => setOpen(!open)}>
        <${Icon} name=${open ? "close" : "add"} /> ${open ? "Fewer channels" : `More channels (${channels.length})`}
      </button>
      ${open && html`
        <ul>${channels.map((channel) => html`<li key=${channel.id}><${Room} channel=${channel} /></li>`)}</ul>
      `}
    </section>
  `;
}

function Room({ channel }) {
  const here = world.route.channel === channel.id;
  const other = channel.with && world.personOf(channel.with);
  const unread = !here && channel.unread > 0;
  const calls = here ? 0 : channel.mentions;
  const role = other && !other.is_bot && roleWord(other);
  const calling = calls > 0 && counted(calls, "mention", "mentions");
  return html`
    <a
      class=${classes("room", here && "here", unread && "unread", !channel.is_member && "not-in")}
      href=${link({ as: world.route.as, channel: channel.id })} aria-current=${here ? "page" : null}
      aria-label=${joined([nameOfRoom(channel), role, signWords(channel), unread && "unread", calling])}
    >
      ${other ? html`<${Face} person=${other} size=${20} />` : html`<${Icon} name=${signOf(channel)} />`}
      <span class="room-name">${nameOfRoom(channel)}</span>
      ${role && html`<${RoleWord} person=${other} />`}
      ${channel.is_ext_shared && html`
        <span class="shared-sign" title=${`Shared with ${outsideTeams(channel)}`}><${Icon} name="shared" /></span>
      `}
      ${calls > 0 && html`<span class="count">${calls}</span>`}
    </a>
  `;
}
