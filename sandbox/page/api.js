/** The control API, the only thing this page talks to (sandbox/README.md lists it). */

/** What the sandbox refused, in its own sentence. */
export class Refused extends Error {}

export async function get(path, query = {}) {
  const given = Object.entries(query).filter(([, value]) => value != null);
  const search = given.length ? `?${new URLSearchParams(given)}` : "";
  return answer(await fetch(`/control/${path}${search}`));
}

export async function post(path, body) {
  return answer(await fetch(`/control/${path}`, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(body),
  }));
}

export async function remove(path) {
  return answer(await fetch(`/control/${path}`, { method: "DELETE" }));
}

async function answer(response) {
  const body = await response.json().catch(() => ({}));
  if (!response.ok || body.ok === false) {
    throw new Refused(body.error || `The sandbox answered ${response.status} to ${new URL(response.url).pathname}.`);
  }
  return body;
}
