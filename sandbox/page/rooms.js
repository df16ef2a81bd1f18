/** Channels and direct messages: their signs and what those mean in words. */
import { nameOf } from "./people.js";
import { world } from "./world.js";

/** The icon before a channel's name. */
export function signOf(channel) {
  if (channel.is_archived) return "archive";
  if (channel.kind === "private") return "lock";
  if (channel.kind === "public") return "hash";
  return channel.kind === "mpim" ? "people" : "reply";
}

/** The signs as words, for whoever cannot see them. */
export function signWords(channel) {
  return [
    { private: "private channel", public: "channel", app: "app" }[channel.kind] ?? "direct message",
    channel.is_archived && "archived",
    channel.is_ext_shared && `shared with ${outsideTeams(channel)}`,
    channel.is_pending_ext_shared && "about to be shared with another organisation",
  ].filter(Boolean).join(", ");
}

/** Which organisations beside ours are in the channel; "another organisation" when nobody of theirs joined yet. */
export function outsideTeams(channel) {
  const people = channel.members.map((id) => world.personOf(id)).filter(Boolean);
  const outsiders = people.filter((person) => person.team_id !== world.state.team.id);
  const names = [...new Set(outsiders.map((person) => person.team_name ?? person.team_id))];
  return names.length ? names.join(", ") : "another organisation";
}

export const isChannel = (channel) => channel.kind === "public" || channel.kind === "private";

/** "sales", or who is at the other side of a direct message. */
export function nameOfRoom(channel) {
  if (isChannel(channel)) return channel.name;
  const others = channel.with ? [channel.with] : channel.members.filter((id) => id !== world.route.as);
  return others.map((id) => world.personOf(id)).filter(Boolean).map(nameOf).join(", ") || channel.name;
}

/** "#sales" or a person's name. */
export const titleOf = (channel) => (isChannel(channel) ? `#${channel.name}` : nameOfRoom(channel));
