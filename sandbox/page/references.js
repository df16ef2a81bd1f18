/** What text can point at: people, channels, links and moments, shown as this person may see them. */
import { nameOf } from "./people.js";
import { dateTokens, fullMoment } from "./time.js";
import { html, classes } from "./html.js";
import { link } from "./route.js";
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

/** Only web and mail addresses become links; anything else (`javascript:` …) is shown as the text it is. */
export function SafeLink({ url, children }) {
  if (!/^(https?:|mailto:)/i.test(url)) return html`<span>${children ?? url}</span>`;
  return html`<a href=${url} target="_blank" rel="noopener noreferrer">${children || url.replace(/^mailto:/, "")}</a>`;
}

export function DateText({ epoch, pattern, url, fallback }) {
  if (!Number.isFinite(epoch) || !pattern) return fallback ?? "";
  const words = dateTokens(pattern, epoch, world.now, world.zone);
  const time = html`<time datetime=${new Date(epoch * 1000).toISOString()} title=${fullMoment(epoch, world.zone)}>${words}</time>`;
  return url ? html`<${SafeLink} url=${url}>${time}<//>` : time;
}
