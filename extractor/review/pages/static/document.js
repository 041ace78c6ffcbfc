// One filing, reviewed by keyboard. Every decision is a form that the server answers with the whole page. This script
// sends the form without leaving the page, and puts the answer in its place.

import { showDifference, wordsThatDiffer } from "./difference.js";
import { crop, drawMarks, onPick, show, toggleZoom } from "./sheets.js";
import { learnWords, onWord } from "./words.js";

const HEARTBEAT = 3000; // milliseconds; presence.py forgets a page after five silent beats
const address = `/document/${document.body.dataset.document}`;
const bar = () => document.getElementById("bar");
const form = () => document.getElementById("form");
const dock = () => document.getElementById("dock");
const editor = () => document.getElementById("text");
const fields = () => [...form().querySelectorAll(".field")];
const current = () => form().querySelector(".field[aria-current]");
const canEdit = () => "canEdit" in bar().dataset;
let looking = null;

// Keys may be pressed faster than the server answers, so each waits for the one before it.
let work = Promise.resolve();
const then = (step) => {
  work = work.then(step).catch((error) => (error instanceof Unreachable ? tell("bad", error.message) : reportError(error)));
  return work;
};

class Unreachable extends Error {}
const reach = (to, options) => fetch(to, options).catch((error) => {
  if (error.name === "AbortError") throw error;
  throw new Unreachable("The review cannot be reached. Is form4 review still running?");
});

async function select(field, { focus = true } = {}) {
  if (!field) return;
  current()?.removeAttribute("aria-current");
  field.setAttribute("aria-current", "true");
  if (focus) field.focus({ preventScroll: true });
  field.scrollIntoView({ block: "nearest", inline: "nearest" });
  show(field);
  looking?.abort();
  looking = new AbortController();
  const query = new URLSearchParams({ field: field.dataset.field });
  try {
    const answer = await reach(`${address}/field?${query}`, { signal: looking.signal });
    if (!answer.ok) throw new Unreachable(`The review answered ${answer.status}. Reload the page.`);
    dock().outerHTML = await answer.text();
  } catch (error) {
    if (error.name !== "AbortError") throw error;
    return;
  }
  crop(dock());
  watchEditor();
  history.replaceState(null, "", `${address}?${query}`);
}

async function send(to, values) {
  looking?.abort();
  const answer = await reach(to, { method: "POST", body: new URLSearchParams({ ...values, version: bar().dataset.version }) });
  const now = new URL(answer.url);
  if (now.pathname !== address && answer.redirected) {
    location.assign(answer.url);
    return new Promise(() => {}); // nothing more happens on this page
  }
  place(await answer.text());
}

function place(html) {
  const answer = new DOMParser().parseFromString(html, "text/html");
  if (!answer.getElementById("form")) {
    document.documentElement.replaceWith(answer.documentElement);
    return;
  }
  const top = form().scrollTop;
  for (const id of ["bar", "form", "dock"]) document.getElementById(id).replaceWith(answer.getElementById(id));
  form().scrollTop = top;
  settle();
}

function settle() {
  const field = current();
  if (field) field.scrollIntoView({ block: "nearest", inline: "nearest" });
  show(field);
  drawMarks();
  crop(dock());
  watchEditor();
  if ("editing" in dock().dataset && editor()) edit();
  else if (field) field.focus({ preventScroll: true });
  history.replaceState(null, "", field ? `${address}?${new URLSearchParams({ field: field.dataset.field })}` : address);
}

function step(direction, among) {
  const order = fields();
  const at = order.indexOf(current());
  const ahead = direction > 0 ? [...order.slice(at + 1), ...order.slice(0, at + 1)] : [...order.slice(0, Math.max(at, 0)).reverse(), ...order.slice(Math.max(at, 0)).reverse()];
  return ahead.find((field) => field !== current() && among(field));
}
const isOpen = (field) => field.dataset.state === "open";

function decide(action) {
  const field = current();
  if (!canEdit() || !field) return undefined;
  if (action === "suggestion" && !("suggestion" in field.dataset)) return tell("plain", "There is no suggestion for this field.");
  return send(`${address}/field`, { action, field: field.dataset.field });
}

// Takes one reader's text: it is sent like a typed correction.
function take(number) {
  const seen = dock().querySelectorAll("[data-take]")[number - 1];
  const field = current();
  if (!canEdit() || !field || !seen) return undefined;
  return send(`${address}/field`, { action: "correct", field: field.dataset.field, text: seen.dataset.take });
}

// Starts typing a value: all of a short one is selected; of a long text, the words on which the readers differ, if any.
function edit() {
  const text = editor();
  if (!text) return;
  const isLong = text.matches("textarea");
  const others = [...dock().querySelectorAll("[data-take]")].map((seen) => seen.dataset.take);
  const other = others.find((seen) => seen && seen !== text.dataset.asIs);
  if (!isLong) text.select();
  else text.setSelectionRange(...(other && text.value === text.dataset.asIs ? wordsThatDiffer(text.value, other) : [text.value.length, text.value.length]));
  text.focus(); // brings the selected words into view
}

// If the typed text differs from the present value, it can be saved, and no longer be accepted as it is.
function watchEditor() {
  const text = editor();
  if (!text) return;
  const look = () => {
    const changed = text.value !== text.dataset.asIs;
    document.getElementById("save").hidden = !changed;
    document.getElementById("confirm").hidden = changed;
    if (text.matches("textarea")) showDifference(document.getElementById("difference"), text.dataset.asIs, text.value);
  };
  text.addEventListener("input", look);
  text.addEventListener("focus", () => learnWords(address));
  look();
}

function tell(tone, words) {
  const notice = document.createElement("p");
  notice.className = `notice ${tone}`;
  notice.textContent = words;
  form().querySelector(".notices").replaceChildren(notice);
}

const KEYS = {
  n: () => select(step(1, isOpen)),
  j: () => select(step(1, isOpen)),
  k: () => select(step(-1, isOpen)),
  p: () => select(step(-1, isOpen)),
  ArrowRight: () => select(step(1, () => true)),
  ArrowLeft: () => select(step(-1, () => true)),
  a: () => decide("confirm"),
  Enter: () => decide("confirm"),
  s: () => decide("suggestion"),
  b: () => decide("blank"),
  x: () => decide("unreadable"),
  1: () => take(1),
  2: () => take(2),
  3: () => take(3),
  e: () => edit(),
  u: () => (canEdit() ? send(`${address}/undo`, { field: current()?.dataset.field ?? "" }) : undefined),
  A: () => (canEdit() ? send(address, { action: "accept" }) : undefined),
  J: () => location.assign(`/next?${new URLSearchParams({ after: document.body.dataset.document })}`),
  z: () => toggleZoom(),
  q: () => location.assign("/"),
  "?": () => document.getElementById("help").showModal(),
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open], [popover]:popover-open")) return;
  const target = event.target;
  if (target === editor()) {
    if (event.key === "Escape") {
      target.value = target.dataset.asIs;
      target.dispatchEvent(new Event("input"));
      (current() ?? document.body).focus();
    } else if (event.key === "Enter" && !event.shiftKey) {
      event.preventDefault();
      then(() => submit(target.form, target.value === target.dataset.asIs ? "confirm" : "correct"));
    }
    return;
  }
  if (target.matches("input, textarea, select")) return;
  if (event.key === "Enter" && target.matches("a, summary, button:not(.field)")) return;
  const act = KEYS[event.key];
  if (!act || (event.repeat && !event.key.startsWith("Arrow") && !"jknp".includes(event.key))) return;
  event.preventDefault();
  then(act);
});

function submit(sent, action) {
  return send(sent.getAttribute("action"), { ...Object.fromEntries(new FormData(sent)), ...(action ? { action } : {}) });
}

document.addEventListener("submit", (event) => {
  const button = event.submitter;
  if (event.target.method !== "post" || !event.target.closest("#bar, #form, #dock")) return;
  event.preventDefault();
  const values = Object.fromEntries(new FormData(event.target));
  if (button?.name) values[button.name] = button.value;
  const to = button?.getAttribute("formaction") ?? event.target.getAttribute("action"); // .action is a button's name here
  then(() => send(to, values));
});

document.addEventListener("click", (event) => {
  const field = event.target.closest("#form .field");
  if (field) then(() => select(field));
  const seen = event.target.closest("[data-take]");
  if (seen) then(() => take([...dock().querySelectorAll("[data-take]")].indexOf(seen) + 1));
  const goto = event.target.closest("[data-goto]");
  if (goto) then(() => select(fields().find((other) => other.dataset.field === goto.dataset.goto)));
});

async function heartbeat() {
  const answer = await fetch(`${address}/presence`);
  if (!answer.ok) return;
  const { others, version } = await answer.json();
  const place = document.getElementById("others");
  const words = others.length ? `${others.join(", ")} ${others.length === 1 ? "is" : "are"} here too` : "";
  if (place.textContent.trim() !== words) {
    const chip = document.createElement("span");
    chip.className = "chip open";
    chip.textContent = words;
    place.replaceChildren(...(words ? [chip] : []));
  }
  if (String(version) !== bar().dataset.version) then(() => catchUp(others, String(version)));
}

// Somebody else saved: show the present state, unless that would discard a half-typed text.
async function catchUp(others, version) {
  if (version === bar().dataset.version) return;
  const who = others.length === 1 ? others[0] : "Somebody else";
  if (document.activeElement === editor() && editor().value !== editor().dataset.asIs) {
    tell("bad", `${who} changed this filing while you were typing. If you save, you will first see their change.`);
    return;
  }
  const query = current() ? `?${new URLSearchParams({ field: current().dataset.field })}` : "";
  place(await (await reach(address + query)).text());
  tell("plain", `${who} changed this filing. This is how it stands now.`);
}

onWord(() => (document.activeElement === editor() ? editor() : null)); // must come before onPick: while typing, a click on the page inserts a word
onPick((field) => then(() => select(field)));
setInterval(() => heartbeat().catch(() => {}), HEARTBEAT);
addEventListener("pagehide", () => fetch(`${address}/presence?leaving=1`, { keepalive: true }).catch(() => {}));
settle();
document.body.dataset.ready = ""; // keys work from here on
