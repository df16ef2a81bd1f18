/** The shortcodes an app is likely to write; one that is not here stays as its code. */

const EMOJI = {
  "+1": "👍", "-1": "👎", alarm_clock: "⏰", arrow_right: "➡️", bangbang: "‼️", bell: "🔔", birthday: "🎂",
  blue_book: "📘", bulb: "💡", busts_in_silhouette: "👥", calendar: "📆", chart_with_upwards_trend: "📈",
  chart_with_downwards_trend: "📉", clap: "👏", clipboard: "📋", date: "📅", dart: "🎯", eyes: "👀", exclamation: "❗",
  fire: "🔥", grey_question: "❔", handshake: "🤝", heart: "❤️", heavy_check_mark: "✔️", hourglass: "⌛",
  house: "🏠", information_source: "ℹ️", key: "🔑", large_blue_circle: "🔵", large_green_circle: "🟢",
  large_orange_circle: "🟠", large_red_circle: "🔴", large_yellow_circle: "🟡", link: "🔗", lock: "🔒", mag: "🔍",
  mega: "📣", memo: "📝", moneybag: "💰", muscle: "💪", no_entry: "⛔", no_entry_sign: "🚫", ok_hand: "👌",
  office: "🏢", page_facing_up: "📄", paperclip: "📎", pencil: "📝", pencil2: "✏️", phone: "☎️", pushpin: "📌",
  question: "❓", raised_hands: "🙌", red_circle: "🔴", rocket: "🚀", rotating_light: "🚨", round_pushpin: "📍",
  see_no_evil: "🙈", seedling: "🌱", slightly_smiling_face: "🙂", smile: "😄", snowflake: "❄️", sos: "🆘",
  sparkles: "✨", speech_balloon: "💬", star: "⭐", stopwatch: "⏱️", sunny: "☀️", sunrise: "🌅", tada: "🎉",
  thinking_face: "🤔", thumbsdown: "👎", thumbsup: "👍", ticket: "🎫", trophy: "🏆", unlock: "🔓", warning: "⚠️",
  wave: "👋", white_check_mark: "✅", white_circle: "⚪", wrench: "🔧", x: "❌", zap: "⚡", zzz: "💤",
};

export const emoji = (code) => EMOJI[code] ?? `:${code}:`;

/** Plain text with its shortcodes drawn, as a `plain_text` object with `emoji` shows it. */
export const withEmoji = (text) => text.replace(/:([a-z0-9_+'-]+):/g, (_, code) => emoji(code));
