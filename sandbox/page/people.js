/** How people are shown: their face, their name, and the word that tells an outsider or a guest apart. */
import { html } from "./html.js";
import { Mark } from "./icons.js";
import { world } from "./world.js";

/** "guest", "outside, Acme" … or null for a colleague: shown wherever the name is chosen from. */
export function roleWord(person) {
  if (person.deleted) return "deactivated";
  if (person.is_external || person.is_stranger) return `outside, ${person.team_name ?? person.team_id}`;
  if (person.is_ultra_restricted) return "single-channel guest";
  if (person.is_restricted) return "guest";
  if (person.is_bot) return "app";
  return null;
}

export const nameOf = (person) => person.real_name || person.name;

function initialsOf(name) {
  const words = name.split(/\s+/).filter(Boolean);
  return (words.length > 1 ? words[0][0] + words.at(-1)[0] : name.slice(0, 2)).toUpperCase();
}

/** A square with initials in the person's colour; the app that is tried here has the mark instead. */
export function Face({ person, size = 36 }) {
  const style = { width: `${size}px`, height: `${size}px`, fontSize: `${Math.round(size * 0.38)}px` };
  if (!person || person.id === world.state.app.bot_user_id) {
    return html`<span class="face app" style=${style} aria-hidden="true"><${Mark} /></span>`;
  }
  const ground = `#${(person.color || "6b5b50").replace("#", "")}`;
  return html`
    <span class="face" style=${{ ...style, background: ground, color: inkOn(ground) }} aria-hidden="true">
      ${initialsOf(nameOf(person))}
    </span>
  `;
}

/** Black or white, whichever reads better on `ground` (WCAG 2.2, relative luminance). */
function inkOn(ground) {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = parseInt(ground.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  return luminance > 0.179 ? "#1d1512" : "#ffffff";
}

export function RoleWord({ person }) {
  const word = roleWord(person);
  return word && html`<span class="role-word">${word}</span>`;
}
