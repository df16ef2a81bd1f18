/** The raw traffic between the app and the workspace, and a way to make trouble for the app. */
import { useEffect, useReducer, useRef, useState } from "preact/hooks";
import { get, post, remove } from "./api.js";
import { IconButton, Lines } from "./controls.js";
import { Menu } from "./floating.js";
import { classes, html } from "./html.js";
import { Icon } from "./icons.js";
import { timeWithSeconds } from "./time.js";
import { joined } from "./words.js";
import { world } from "./world.js";

const EVERY = 1500;
const MOST_SHOWN = 300;

export function Inspector({ close }) {
  const traffic = useTraffic();
  const [wanted, setWanted] = useState("");
  const needle = wanted.trim().toLowerCase();
  const found = traffic.filter((call) => !needle || JSON.stringify(call).toLowerCase().includes(needle));
  const shown = found.slice(-MOST_SHOWN).reverse();
  return html`
    <aside class="panel inspector" aria-label="Traffic">
      <header class="panel-head">
        <h2>Traffic</h2>
        <${Trouble} />
        <${IconButton} icon="close" label="Close the inspector" press=${close} />
      </header>
      <div class="panel-search">
        <input
          class="field" type="search" aria-label="Filter the traffic"
          placeholder="Filter: views.open, ratelimited, UANN …"
          value=${wanted} onInput=${(event) => setWanted(event.target.value)}
        />
      </div>
      <div class="panel-body calls" role="list" aria-label="Calls, newest first">
        ${shown.map((call) => html`<${Call} key=${call.n} call=${call} />`)}
        ${!shown.length && html`
          <p class="nothing-yet">${traffic.length ? "Nothing matches the filter." : "Nothing was said yet."}</p>
        `}
      </div>
    </aside>
  `;
}

function Call({ call }) {
  const [open, setOpen] = useState(false);
  const out = call.direction === "out";
  const wrong = call.response?.error || call.status === null || call.status >= 400;
  const facts = [call.as && `for ${call.as}`, call.kind.replace("_", " "), `answered in ${call.ms} ms`];
  const toggled = (event) => setOpen(event.target.open);
  return html`
    <details class=${classes("call", wrong && "wrong")} role="listitem" onToggle=${toggled}>
      <summary>
        <${Icon} name=${out ? "arrowOut" : "arrowIn"} />
        <span class="unseen">${out ? "To the app:" : "From the app:"}</span>
        <span class="call-words"><strong>${call.name}</strong> <span>${aboutOf(call)}</span></span>
        <span class="call-status">${call.response?.error ?? call.status}</span>
        <time>${timeWithSeconds(call.at, world.zone)}</time>
      </summary>
      ${open && html`
        <div class="call-body">
          <p class="call-facts">${joined(facts, " · ")}</p>
          <${Json} title=${out ? "Sent to the app" : "Request"} value=${call.request} />
          <${Json} title=${out ? "The app's answer" : "Response"} value=${call.response} />
        </div>
      `}
    </details>
  `;
}

/** The few words that tell this call from its neighbours: which event, which action, which channel. */
function aboutOf({ kind, request }) {
  const said = (kind === "socket" ? request?.payload : kind === "http" ? request?.body : request) ?? {};
  const words = [
    said.event?.type,
    said.event?.tab,
    said.command && `${said.command} ${said.text}`,
    said.type !== "event_callback" && said.type,
    said.actions?.[0]?.action_id ?? said.action_id,
    said.view?.callback_id ?? said.callback_id,
    said.channel?.id ?? said.channel ?? said.users ?? said.user_id,
  ];
  return words.filter((word) => typeof word === "string").join(" ");
}

function Json({ title, value }) {
  if (value === null || value === undefined) return null;
  const text = JSON.stringify(value, null, 2);
  return html`
    <div class="json">
      <div class="json-head">
        <h3>${title}</h3>
        <${IconButton} icon="copy" label=${`Copy: ${title}`} press=${() => world.copy(text, "Copied.")} />
      </div>
      <pre tabindex="0"><code>${text}</code></pre>
    </div>
  `;
}

/** Reads on from the last call it knows, again and again while the inspector is open. */
function useTraffic() {
  const calls = useRef([]);
  const [, again] = useReducer((count) => count + 1, 0);
  useEffect(() => {
    let stopped = false;
    let timer;
    const read = async () => {
      try {
        const { traffic } = await get("traffic", { since: calls.current.at(-1)?.n ?? 0 });
        if (traffic.length) {
          calls.current = [...calls.current, ...traffic].slice(-2000);
          again();
        }
      } catch {
        // The strip already says that the sandbox does not answer.
      }
      if (!stopped) timer = setTimeout(read, EVERY);
    };
    read();
    return () => {
      stopped = true;
      clearTimeout(timer);
    };
  }, []);
  return calls.current;
}

const DROPS = {
  abrupt: "Cut the socket without a word",
  warning: "Announce a disconnect, then cut",
  refresh_requested: "Ask the app to reconnect",
  link_disabled: "Switch Socket Mode off",
};
const FAULTS = {
  status429: "answer 429, retry after a while",
  status500: "answer 500",
  reset: "drop the connection, do nothing",
  reset_after_accept: "do it, then drop the connection",
  silence: "do it, never answer",
  garbled: "do it, answer with a page of HTML",
  slow: "answer slowly",
  refuse: "refuse with an error",
};

/** What more a fault needs to know, by kind: the field's name in the control API, its label and a first value. */
const DETAILS = {
  status429: { name: "retry_after", label: "Seconds to wait", value: 30 },
  slow: { name: "seconds", label: "Seconds", value: 5 },
  refuse: { name: "error", label: "Error", value: "channel_not_found" },
};

function Detail({ name, label, value }) {
  return html`<label>${label} <input class="field" name=${name} required defaultValue=${value} /></label>`;
}

function Trouble() {
  const panel = (close) => html`<${TroublePanel} close=${close} />`;
  return html`
    <${Menu} label="Make trouble for the app" align="end" look="button small" panel=${panel}>
      <${Icon} name="bolt" /> Trouble
    <//>
  `;
}

function TroublePanel({ close }) {
  const [faults, setFaults] = useState([]);
  const [kind, setKind] = useState("status429");
  const read = () => get("faults").then((answer) => setFaults(answer.faults ?? []), () => setFaults([]));
  useEffect(() => void read(), []);

  const clear = () => remove("faults").then(read);
  const drop = (how) => {
    close();
    world.ask("sockets", { drop: how });
  };
  const plan = async (event) => {
    event.preventDefault();
    const { method, ...details } = Object.fromEntries(new FormData(event.target));
    try {
      await post("faults", { method, kind, ...details });
      world.say(`The next ${method} will ${FAULTS[kind].split(",")[0]}.`);
    } catch (error) {
      world.say(error.message, { wrong: true });
    }
    read();
  };
  return html`
    <div class="menu-heading">The socket</div>
    ${Object.entries(DROPS).map(([how, words]) => html`
      <button type="button" class="menu-item" onClick=${() => drop(how)}><${Lines} words=${words} /></button>
    `)}
    <hr />
    <form class="trouble-form" onSubmit=${plan}>
      <div class="menu-heading">The next call</div>
      <label>Method <input class="field" name="method" required defaultValue="chat.postMessage" /></label>
      <label>Will <select class="field" value=${kind} onChange=${(event) => setKind(event.target.value)}>
        ${Object.entries(FAULTS).map(([name, words]) => html`<option value=${name}>${words}</option>`)}
      </select></label>
      ${DETAILS[kind] && html`<${Detail} key=${kind} ...${DETAILS[kind]} />`}
      <button class="button" type="submit">Plan it</button>
    </form>
    ${faults.length > 0 && html`
      <div class="menu-heading">Planned</div>
      <ul class="planned">
        ${faults.map((fault) => html`<li>${fault.method}: ${FAULTS[fault.kind]}</li>`)}
      </ul>
      <button type="button" class="menu-item danger" onClick=${clear}>
        <${Lines} words="Clear what is planned" />
      </button>
    `}
  `;
}
