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
const FRIDAY = 5;
const SATURDAY = 6;
const MORNING = "09:00";

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
  const { skip, running } = world.state;
  const shown = `${shortDay(now, zone)}, ${timeOfDay(now, zone)}`;
  if (skip) return html`<${Skip} skip=${skip} shown=${shown} />`;
  const panel = (close) => html`<${ClockPanel} close=${close} />`;
  return html`
    <${Menu} label=${`Sandbox time: ${shown}`} look="strip-button clock" panel=${panel}>
      <${Icon} name=${running ? "clock" : "pause"} />
      <span class="when-wide quiet-words">Sandbox time</span>
      <time datetime=${new Date(now * 1000).toISOString()}>${shown}</time>
    <//>
  `;
}

/** Time flies: where it is, how far it has come, and a button to stay there. */
function Skip({ skip, shown }) {
  const { zone } = world;
  const goal = `${shortDay(skip.to, zone)}, ${timeOfDay(skip.to, zone)}`;
  const percent = Math.round(skip.done * 100);
  const stay = () => world.ask("clock", { running: world.state.running });
  return html`
    <div class="clock skip" title=${`On the way to ${goal}`}>
      <${Icon} name="play" />
      <time datetime=${new Date(world.now * 1000).toISOString()}>${shown}</time>
      <progress max="100" value=${percent} aria-label=${`On the way to ${goal}`}></progress>
      <button type="button" class="strip-button" onClick=${stay}>Stop here</button>
    </div>
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
  const morning = (days) => momentOf(`${dayAfter(now, zone, days)}T${MORNING}`, zone);
  const tomorrow = morning(untilWorkday(now, zone));
  const monday = morning((8 - weekdayOf(now, zone)) % 7 || 7);
  const jump = (label, change, detail) => html`
    <button type="button" class="menu-item" onClick=${() => move(change)}>
      <${Lines} words=${label} detail=${detail} />
    </button>
  `;
  const picked = (event) => {
    event.preventDefault();
    const wall = new FormData(event.target).get("moment");
    if (wall) move({ skip_to: momentOf(wall, zone), ...pace(momentOf(wall, zone) - now) });
  };
  const skipTo = (label, moment) =>
    jump(label, { skip_to: moment, ...pace(moment - now) }, `${shortDay(moment, zone)}, ${timeOfDay(moment, zone)}`);
  return html`
    <div class="menu-heading">In ${placeOf(zone)}${running ? "" : ", paused"}</div>
    ${jump("One hour later", { advance: HOUR }, timeOfDay(now + HOUR, zone))}
    ${skipTo("Next working morning", tomorrow)}
    ${monday > tomorrow && skipTo("Next week", monday)}
    <form class="clock-form" onSubmit=${picked}>
      <label>
        Go to
        <input class="field" type="datetime-local" name="moment" min=${present} defaultValue=${present} />
      </label>
      <button class="button" type="submit">Go</button>
    </form>
    <p class="menu-note">Time passes in steps, so that ${world.state.app.name} does each thing at its hour.</p>
    <hr />
    ${jump(running ? "Pause the clock" : "Let the clock run", { running: !running })}
  `;
}

/** Days from the one that `epoch` falls on to the next from Monday to Friday. */
function untilWorkday(epoch, zone) {
  const weekday = weekdayOf(epoch, zone);
  if (weekday === FRIDAY) return 3;
  return weekday === SATURDAY ? 2 : 1;
}

/** Half an hour a step for a day or two; longer steps farther away, so that no way takes more than a few minutes. */
function pace(seconds) {
  const days = seconds / (24 * HOUR);
  if (days <= 3) return { step_minutes: 30 };
  return { step_minutes: days <= 14 ? 60 : Math.ceil(days / 14) * 60 };
}
