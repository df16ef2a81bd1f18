/** Moments as the acting person reads them: in their own zone, on the sandbox's clock. */

const LOCALE = "en-GB";
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const UNITS = [[DAY, "day"], [HOUR, "hour"], [MINUTE, "minute"]];
const formats = new Map();

function format(zone, options) {
  const key = JSON.stringify([zone, options]);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat(LOCALE, { timeZone: zone, ...options }));
  return formats.get(key);
}

const shown = (epoch, zone, options) => format(zone, options).format(new Date(epoch * 1000));

const CLOCK = { hour: "2-digit", minute: "2-digit" };
const DATE = { day: "numeric", month: "long", year: "numeric" };
export const timeOfDay = (epoch, zone) => shown(epoch, zone, CLOCK);
export const timeWithSeconds = (epoch, zone) => shown(epoch, zone, { ...CLOCK, second: "2-digit" });
export const shortDay = (epoch, zone) => shown(epoch, zone, { weekday: "short", day: "numeric", month: "short" });
const longDay = (epoch, zone) => shown(epoch, zone, { weekday: "long", day: "numeric", month: "long" });
const fullDay = (epoch, zone) => shown(epoch, zone, { weekday: "long", ...DATE });
export const fullMoment = (epoch, zone) => `${fullDay(epoch, zone)} at ${timeOfDay(epoch, zone)}`;

/** The calendar day as `2026-03-02`. */
export function dayOf(epoch, zone) {
  const digits = format(zone, { year: "numeric", month: "2-digit", day: "2-digit" });
  const pieces = digits.formatToParts(new Date(epoch * 1000));
  const parts = Object.fromEntries(pieces.map(({ type, value }) => [type, value]));
  return `${parts.year.padStart(4, "0")}-${parts.month}-${parts.day}`;
}

/** Wall time as an `<input type="datetime-local">` holds it: `2026-03-02T09:00`. */
export const wallTime = (epoch, zone) => `${dayOf(epoch, zone)}T${timeOfDay(epoch, zone)}`;

/** The moment at which a clock in `zone` shows `wall`; in a gap or an overlap, the one the earlier offset gives. */
export function momentOf(wall, zone) {
  const asIfUtc = Date.parse(`${wall}Z`) / 1000;
  const offsetAt = (epoch) => Date.parse(`${wallTime(epoch, zone)}Z`) / 1000 - Math.floor(epoch / MINUTE) * MINUTE;
  const guess = asIfUtc - offsetAt(asIfUtc - DAY);
  return wallTime(guess, zone) === wall ? guess : asIfUtc - offsetAt(guess);
}

/** The day `count` days after the one that `epoch` falls on, as `2026-03-03`. */
export function dayAfter(epoch, zone, count) {
  return new Date(Date.parse(`${dayOf(epoch, zone)}T00:00Z`) + count * DAY * 1000).toISOString().slice(0, 10);
}

/** 0 is Sunday. */
export const weekdayOf = (epoch, zone) => new Date(`${dayOf(epoch, zone)}T00:00Z`).getUTCDay();

/** "Today", "Yesterday" or the day's name, seen from `now`. */
export function dayName(epoch, now, zone) {
  const day = dayOf(epoch, zone);
  if (day === dayOf(now, zone)) return "Today";
  if (day === dayAfter(now, zone, -1)) return "Yesterday";
  if (day === dayAfter(now, zone, 1)) return "Tomorrow";
  return longDay(epoch, zone);
}

function ago(epoch, now) {
  const seconds = Math.abs(now - epoch);
  const [length, unit] = UNITS.find(([least]) => seconds >= least) ?? [MINUTE, "minute"];
  const count = Math.round(seconds / length);
  return count === 0 ? "just now" : new Intl.RelativeTimeFormat(LOCALE).format(epoch > now ? count : -count, unit);
}

/** "New York" of "America/New_York". */
export const placeOf = (zone) => zone.split("/").pop().replaceAll("_", " ");

/**
 * A `<!date^…>` format's tokens filled in (docs.slack.dev/messaging/formatting-message-text, "Date formatting").
 * A token it does not know stays as it is.
 */
export function dateTokens(pattern, epoch, now, zone) {
  const relative = (otherwise) => {
    const name = dayName(epoch, now, zone);
    return ["Today", "Yesterday", "Tomorrow"].includes(name) ? name.toLowerCase() : otherwise();
  };
  const year = { year: "numeric" };
  const day = (month, more = {}) => shown(epoch, zone, { day: "numeric", month, ...year, ...more });
  const known = {
    date_num: () => dayOf(epoch, zone),
    date: () => day("long"),
    date_short: () => day("short"),
    date_long: () => day("long", { weekday: "long" }),
    date_slash: () => shown(epoch, zone, { day: "2-digit", month: "2-digit", ...year }),
    date_pretty: () => relative(() => day("long")),
    date_short_pretty: () => relative(() => day("short")),
    date_long_pretty: () => relative(() => day("long", { weekday: "long" })),
    time: () => timeOfDay(epoch, zone),
    time_secs: () => timeWithSeconds(epoch, zone),
    day_divider_pretty: () => dayName(epoch, now, zone),
    ago: () => ago(epoch, now),
  };
  return pattern.replace(/\{(\w+)\}/g, (token, name) => (known[name] ? known[name]() : token));
}
