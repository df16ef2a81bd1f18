/** The strip above the workspace, which belongs to the sandbox and not to Slack: clock, app, raw traffic, theme. */
import { useEffect, useReducer } from "preact/hooks";
import { Lines } from "./controls.js";
import { Menu } from "./floating.js";
import { html } from "./html.js";
import { Icon, Mark } from "./icons.js";
import { toggleTheme, useTheme } from "./theme.js";
import { dayAfter, momentOf, placeOf, shortDay, timeOfDay, wallTime, weekdayOf } from "./time.js";
import { world } from "./world.js";

const HOUR = 3600;

export function Strip({ inspecting, inspect }) {
  const dark = useTheme() === "dark";
  return html`
    <header class="strip">
      <div class="strip-name">
        <${Mark} /><strong>${world.state.team.name}</strong> <span class="tag">sandbox</span>
      </div>
      <${Clock} />
      <div class="strip-tools">
        <${Connection} />
        <button
          type="button" class="strip-button" aria-label="Traffic inspector" aria-pressed=${String(inspecting)}
          title="What the app and the workspace say to each other" onClick=${inspect}
        >
          <${Icon} name="traffic" /><span class="when-wide">Traffic</span>
        </button>
        <button
          type="button" class="strip-button" onClick=${toggleTheme}
          aria-label=${dark ? "Use the light theme" : "Use the dark theme"}
        >
          <${Icon} name=${dark ? "sun" : "moon"} />
        </button>
      </div>
    </header>
  `;
}

function Connection() {
  const { name, connected } = world.state.app;
  const words = connected ? `${name} is connected` : `${name} is not connected`;
  return html`
    <span class=${connected ? "connection on" : "connection"} title=${words}>
      <span class="dot" aria-hidden="true"></span>
      <span class="when-wide">${words}</span><span class="unseen when-narrow">${words}</span>
    </span>
  `;
}

function Clock() {
  const [, again] = useReducer((count) => count + 1, 0);
  useEffect(() => {
    const ticking = setInterval(again, 1000);
    return () => clearInterval(ticking);
  }, []);
  const { now, zone } = world;
  const shown = `${shortDay(now, zone)}, ${timeOfDay(now, zone)}`;
  const panel = (close) => html`<${ClockPanel} close=${close} />`;
  return html`
    <${Menu} label=${`Sandbox time: ${shown}`} look="strip-button clock" panel=${panel}>
      <${Icon} name=${world.state.running ? "clock" : "pause"} />
      <span class="when-wide quiet-words">Sandbox time</span>
      <time datetime=${new Date(now * 1000).toISOString()}>${shown}</time>
    <//>
  `;
}

function ClockPanel({ close }) {
  const { now, zone } = world;
  const { running } = world.state;
  const present = wallTime(now, zone);
  const move = (change) => {
    close();
    world.ask("clock", change);
  };
  const morning = (days) => momentOf(`${dayAfter(now, zone, days)}T09:00`, zone);
  const untilMonday = (8 - weekdayOf(now, zone)) % 7 || 7;
  const jump = (label, change, detail) => html`
    <button type="button" class="menu-item" onClick=${() => move(change)}>
      <${Lines} words=${label} detail=${detail} />
    </button>
  `;
  const picked = (event) => {
    event.preventDefault();
    const wall = new FormData(event.target).get("moment");
    if (wall) move({ set: momentOf(wall, zone) });
  };
  return html`
    <div class="menu-heading">In ${placeOf(zone)}${running ? "" : ", paused"}</div>
    ${jump("One hour later", { advance: HOUR }, timeOfDay(now + HOUR, zone))}
    ${jump("Tomorrow, 09:00", { set: morning(1) }, shortDay(morning(1), zone))}
    ${jump("Next Monday, 09:00", { set: morning(untilMonday) }, shortDay(morning(untilMonday), zone))}
    <form class="clock-form" onSubmit=${picked}>
      <label>
        Go to
        <input class="field" type="datetime-local" name="moment" min=${present} defaultValue=${present} />
      </label>
      <button class="button" type="submit">Go</button>
    </form>
    <hr />
    ${jump(running ? "Pause the clock" : "Let the clock run", { running: !running })}
  `;
}
