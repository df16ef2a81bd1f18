/** What text can point at: people, channels, links and moments, shown as this person may see them. */
import { Moment } from "./controls.js";
import { html, classes } from "./html.js";
import { nameOf } from "./people.js";
import { link, read } from "./route.js";
import { dateTokens } from "./time.js";
import { world } from "./world.js";

export function PersonName({ id, fallback }) {
  const person = world.personOf(id);
  const name = person ? nameOf(person) : (fallback ?? id);
  return html`<span class=${classes("mention", id === world.route.as && "me")}>@${name}</span>`;
}

/** A channel this person cannot see keeps its name to itself, as Slack's client does. */
export function ChannelName({ id, fallback }) {
  const channel = world.sees?.channels[id];
  if (!channel) return html`<span class="mention">#${fallback || "private channel"}</span>`;
  return html`<a class="mention" href=${link({ as: world.route.as, channel: id })}>#${channel.name}</a>`;
}

/** The same in words alone, for names and labels. */
export function inWords(target, label) {
  const id = target.slice(1);
  if (target[0] === "@") return `@${world.personOf(id) ? nameOf(world.personOf(id)) : (label ?? id)}`;
  if (target[0] === "#") return `#${world.sees?.channels[id]?.name ?? label ?? "private channel"}`;
  return label ?? target;
}

/** Where chat.getPermalink and "Copy link" point: at this workspace, so they are opened in this tab, as this person. */
const PERMALINK = /^https:\/\/[\w-]+\.slack\.test\/archives\/(?<channel>\w+)\/p(?<second>\d{10})(?<micro>\d{6})/;

function inside(url) {
  const found = PERMALINK.exec(url)?.groups;
  if (found) {
    const thread = new URL(url).searchParams.get("thread_ts");
    return { channel: found.channel, thread, message: `${found.second}.${found.micro}` };
  }
  const own = `${location.origin}${location.pathname}#`;
  return url.startsWith(own) ? read(url.slice(own.length - 1)) : null;
}

/** Only web and mail addresses become links; anything else (`javascript:` …) is shown as the text it is. */
export function SafeLink({ url, children }) {
  const route = inside(url);
  if (route) return html`<a href=${link({ ...route, as: world.route.as })}>${children ?? url}</a>`;
  if (!/^(https?:|mailto:)/i.test(url)) return html`<span>${children ?? url}</span>`;
  return html`<a href=${url} target="_blank" rel="noopener noreferrer">${children ?? url.replace(/^mailto:/, "")}</a>`;
}

export function DateText({ epoch, pattern, url, fallback }) {
  if (!Number.isFinite(epoch) || !pattern) return fallback ?? "";
  const words = dateTokens(pattern, epoch, world.now, world.zone);
  const time = html`<${Moment} epoch=${epoch} words=${words} />`;
  return url ? html`<${SafeLink} url=${url}>${time}<//>` : time;
}
