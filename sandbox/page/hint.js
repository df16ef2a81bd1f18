/** The first words a newcomer reads: who they are here, and what to try. */
import { useState } from "preact/hooks";
import { Icon } from "./icons.js";
import { html } from "./html.js";
import { nameOf } from "./people.js";
import { world } from "./world.js";

const KEY = "hint-put-away";

export function Hint() {
  const [away, setAway] = useState(localStorage.getItem(KEY) === "yes");
  const { person, state } = world;
  const [command] = state.commands;
  if (away || !person || !command) return null;
  const putAway = () => {
    localStorage.setItem(KEY, "yes");
    setAway(true);
  };
  return html`
    <div class="hint-strip" role="note">
      <span>
        You are <strong>${nameOf(person)}</strong>${person.title && `, ${withArticle(person.title)}`}.${" "}
        Type <code>${command.command}</code> in any channel. Your name, top left, turns you into somebody else.
      </span>
      <button type="button" class="quiet icon-button" aria-label="Dismiss the hint" onClick=${putAway}><${Icon} name="close" /></button>
    </div>
  `;
}

/** "an account executive": a role's first word is no name, unless it is an abbreviation ("VP"). */
function withArticle(title) {
  const words = /^[A-Z][a-z]/.test(title) ? title[0].toLowerCase() + title.slice(1) : title;
  return `${/^[aeiou]/i.test(words) ? "an" : "a"} ${words}`;
}
