/** The raw traffic between the app and the workspace, and a way to make trouble for the app. */
import { useEffect, useReducer, useRef, useState } from "preact/hooks";
import { Icon } from "./icons.js";
import { Menu } from "./floating.js";
import { classes, html } from "./html.js";
import { get, post, remove } from "./api.js";
import { timeWithSeconds } from "./time.js";
import { world } from "./world.js";

const EVERY = 1500;
const MOST_SHOWN = 300;

export function Inspector({ close }) {
  const traffic = useTraffic();
  const [wanted, setWanted] = useState("");
  const needle = wanted.trim().toLowerCase();
  const shown = traffic.filter((call) => !needle || JSON.stringify(call).toLowerCase().includes(needle)).slice(-MOST_SHOWN).reverse();
  return html`
    <aside class="panel inspector" aria-label="Traffic">
      <header class="panel-head">
        <h2>Traffic</h2>
        <${Trouble} />
        <button type="button" class="quiet icon-button" aria-label="Close the inspector" onClick=${close}><${Icon} name="close" /></button>
      </header>
      <div class="panel-search">
        <input class="field" type="search" placeholder="Filter: views.open, ratelimited, UANN …" aria-label="Filter the traffic" value=${wanted} onInput=${(event) => setWanted(event.target.value)} />
      </div>
      <div class="panel-body calls" role="list" aria-label="Calls, newest first">
        ${shown.map((call) => html`<${Call} key=${call.n} call=${call} />`)}
        ${!shown.length && html`<p class="nothing-yet">${traffic.length ? "Nothing matches the filter." : "Nothing was said yet."}</p>`}
      </div>
    </aside>
  `;
}

function Call({ call }) {
  const [open, setOpen] = useState(false);
  const out = call.direction === "out";
  const wrong = call.response?.error || call.status === null || call.status >= 400;
  return html`
    <details class=${classes("call", wrong && "wrong")} role="listitem" onToggle=${(event) => setOpen(event.target.open)}>
      <summary>
        <${Icon} name=${out ? "arrowOut" : "arrowIn"} />
        <span class="unseen">${out ? "To the app:" : "From the app:"}</span>
        <span class="call-words"><strong>${call.name}</strong> <span>${aboutOf(call)}</span></span>
        <span class="call-status">${call.response?.error ?? call.status}</span>
        <time>${timeWithSeconds(call.at, world.zone)}</time>
      </summary>
      ${open && html`
        <div class="call-body">
          <p class="call-facts">${[call.as && `for ${call.as}`, call.kind.replace("_", " "), `answered in ${call.ms} ms`].filter(Boolean).join(" · ")}</p>
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
  const copy = () => navigator.clipboard.writeText(text).then(() => world.say("Copied."), () => world.say("The browser did not let this page copy.", { wrong: true }));
  return html`
    <div class="json">
      <div class="json-head"><h3>${title}</h3><button type="button" class="quiet icon-button" aria-label=${`Copy: ${title}`} onClick=${copy}><${Icon} name="copy" /></button></div>
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
  reset_after_accept: "do it, then drop the connection",
  silence: "do it, never answer",
  slow: "answer slowly",
  refuse: "refuse with an error",
};

function Trouble() {
  return html`
    <${Menu} label="Make trouble for the app" align="end" look="button small" panel=${(close) => html`<${TroublePanel} close=${close} />`}>
      <${Icon} name="bolt" /> Trouble
    <//>
  `;
}

function TroublePanel({ close }) {
  const [faults, setFaults] = useState([]);
  const [kind, setKind] = useState("status429");
  const read = () => get("faults").then((answer) => setFaults(answer.faults ?? []), () => setFaults([]));
  useEffect(() => void read(), []);

  const drop = (how) => {
    close();
    world.ask("sockets", { drop: how });
  };
  const plan = async (event) => {
    event.preventDefault();
    const { method, number, error } = Object.fromEntries(new FormData(event.target));
    const details = { status429: { retry_after: Number(number) || 1 }, slow: { seconds: Number(number) || 1 }, refuse: { error } }[kind] ?? {};
    try {
      await post("faults", { method, kind, times: 1, ...details });
      world.say(`The next ${method} will ${FAULTS[kind].split(",")[0]}.`);
    } catch (error) {
      world.say(error.message, { wrong: true });
    }
    read();
  };
  return html`
    <div class="menu-heading">The socket</div>
    ${Object.entries(DROPS).map(([how, words]) => html`<button type="button" class="menu-item" onClick=${() => drop(how)}><span class="menu-words">${words}</span></button>`)}
    <hr />
    <form class="trouble-form" onSubmit=${plan}>
      <div class="menu-heading">The next call</div>
      <label>Method <input class="field" name="method" required defaultValue="chat.postMessage" /></label>
      <label>Will <select class="field" value=${kind} onChange=${(event) => setKind(event.target.value)}>
        ${Object.entries(FAULTS).map(([name, words]) => html`<option value=${name}>${words}</option>`)}
      </select></label>
      ${["status429", "slow"].includes(kind) && html`<label>Seconds <input class="field" name="number" inputmode="decimal" defaultValue=${kind === "slow" ? 5 : 30} /></label>`}
      ${kind === "refuse" && html`<label>Error <input class="field" name="error" required defaultValue="channel_not_found" /></label>`}
      <button class="button" type="submit">Plan it</button>
    </form>
    ${faults.length > 0 && html`
      <div class="menu-heading">Planned</div>
      <ul class="planned">${faults.map((fault) => html`<li>${fault.method}: ${FAULTS[fault.kind] ?? fault.kind}</li>`)}</ul>
      <button type="button" class="menu-item danger" onClick=${() => remove("faults").then(read)}><span class="menu-words">Clear what is planned</span></button>
    `}
  `;
}
