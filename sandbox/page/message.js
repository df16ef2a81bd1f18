/** One message: who, when, what, and what one can do with it. */
import { Blocks } from "./blocks/blocks.js";
import { Undrawn } from "./blocks/undrawn.js";
import { IconButton, Moment } from "./controls.js";
import { emoji } from "./emoji.js";
import { FileCard } from "./files.js";
import { Menu } from "./floating.js";
import { classes, html } from "./html.js";
import { Icon } from "./icons.js";
import { Mrkdwn } from "./mrkdwn.js";
import { Face, RoleWord, nameOf } from "./people.js";
import { titleOf } from "./rooms.js";
import { go, link } from "./route.js";
import { messageSurface } from "./surface.js";
import { dayOf, timeOfDay } from "./time.js";
import { counted } from "./words.js";
import { world } from "./world.js";

const SAME_BREATH = 5 * 60;
const SYSTEM = /^(channel|group|mpim)_/;

/** Does `message` go on where `previous` stopped, so that face and name need not be said again? */
export function follows(message, previous, zone) {
  if (!previous || isSystem(message) || isSystem(previous) || message.ephemeral || previous.ephemeral) return false;
  const sameVoice = message.user === previous.user && message.username === previous.username;
  return sameVoice && message.ts - previous.ts < SAME_BREATH && dayOf(message.ts, zone) === dayOf(previous.ts, zone);
}

const isSystem = (message) => SYSTEM.test(message.subtype ?? "");

export function Message({ channel, message, compact = false, inThread = false }) {
  const author = world.personOf(message.user);
  const name = message.username || (author ? nameOf(author) : "Somebody");
  const time = timeOfDay(message.ts, world.zone);
  if (isSystem(message)) return html`<${SystemMessage} message=${message} time=${time} />`;
  const pointedAt = world.route.message === message.ts && !inThread;
  const look = classes("message", compact && "compact", message.ephemeral && "ephemeral", pointedAt && "pointed-at");
  return html`
    <article id=${`${inThread ? "t" : "m"}-${message.ts}`} class=${look} aria-label=${`${name}, ${time}`}>
      <div class="message-face">
        ${compact
          ? html`<time class="brief-time" aria-hidden="true">${time}</time>`
          : html`<${Face} person=${author} />`}
      </div>
      <div class="message-words">
        ${message.ephemeral && html`<div class="only-you"><${Icon} name="eye" /> Only visible to you</div>`}
        ${!compact && html`
          <div class="byline">
            <strong>${name}</strong>
            ${author && html`<${RoleWord} person=${author} />`}
            <${Moment} epoch=${message.ts} words=${time} />
          </div>
        `}
        ${message.blocks?.length
          ? html`<${Blocks} surface=${messageSurface(channel.id, message)} />`
          : message.text && html`<${Mrkdwn} text=${message.text} />`}
        ${message.attachments?.map(({ fallback }) => html`<${Undrawn} what="attachment" detail=${fallback} />`)}
        ${message.files?.map((file) => html`<${FileCard} key=${file.id} file=${file} />`)}
        ${message.reactions?.length > 0 && html`<${Reactions} reactions=${message.reactions} />`}
        ${message.edited && html` <span class="edited">(edited)</span>`}
        ${!inThread && message.reply_count > 0 && html`<${Replies} channel=${channel} message=${message} />`}
      </div>
      <${Tools} channel=${channel} message=${message} inThread=${inThread} />
    </article>
  `;
}

function Reactions({ reactions }) {
  const names = (users) => users.map((id) => world.personOf(id)).filter(Boolean).map(nameOf).join(", ");
  return html`
    <div class="reactions">
      ${reactions.map(({ name, users }) => html`
        <span class="reaction" title=${`${names(users)}: ${name}`}>${emoji(name)} ${users.length}</span>
      `)}
    </div>
  `;
}

function SystemMessage({ message, time }) {
  return html`
    <article id=${`m-${message.ts}`} class="message system" aria-label=${`System message, ${time}`}>
      <div class="message-face"><time class="brief-time">${time}</time></div>
      <div class="message-words"><${Mrkdwn} text=${message.text} /></div>
    </article>
  `;
}

function threadOf(channel, message) {
  return { as: world.route.as, channel: channel.id, thread: message.thread_ts ?? message.ts };
}

function Replies({ channel, message }) {
  return html`
    <a class="replies" href=${link(threadOf(channel, message))}>
      <${Icon} name="reply" /> ${counted(message.reply_count, "reply", "replies")}
    </a>
  `;
}

function Tools({ channel, message, inThread }) {
  const canReply = !message.ephemeral && !inThread && channel.is_member && !channel.is_archived;
  const reply = () => go(threadOf(channel, message));
  return html`
    <div class="message-tools">
      ${canReply && html`
        <${IconButton} icon="reply" label="Reply in thread" title="Reply in thread" press=${reply} look="by-pointer" />
      `}
      <${Menu} label="More for this message" align="end" items=${() => menuOf(channel, message, canReply && reply)} />
    </div>
  `;
}

function menuOf(channel, message, reply) {
  const shortcuts = world.state.shortcuts.filter((shortcut) => shortcut.type === "message");
  const actions = message.ephemeral || world.person.is_external ? [] : shortcuts.map((shortcut) => ({
    label: shortcut.name,
    detail: world.state.app.name,
    choose: () => world.act("shortcut", { callback_id: shortcut.callback_id, channel: channel.id, ts: message.ts }),
  }));
  return [
    ...actions,
    ...(actions.length ? [{ divider: true }] : []),
    ...(reply ? [{ label: "Reply in thread", choose: reply }] : []),
    ...(message.ephemeral ? [] : [{ label: "Copy link", choose: () => copyLink(channel, message) }]),
    {
      label: "Copy text",
      detail: message.blocks?.length ? "What the notification says" : null,
      choose: () => world.copy(message.text, "The text was copied."),
    },
  ];
}

function copyLink(channel, message) {
  const { origin, pathname } = location;
  const route = { channel: channel.id, message: message.ts };
  world.copy(`${origin}${pathname}${link(route)}`, `A link to this message in ${titleOf(channel)} was copied.`);
}
