/** The first words a newcomer reads: who they are here, and what to try. */
import { useState } from "preact/hooks";
import { IconButton } from "./controls.js";
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
        You are <strong>${nameOf(person)}</strong>${person.title && `, ${person.title}`}.${" "}
        Type <code>${command.command}</code> in any channel.${" "}
        Choose your name to be anybody else; the clock at the top brings tomorrow.
      </span>
      <${IconButton} icon="close" label="Dismiss the hint" press=${putAway} />
    </div>
  `;
}
