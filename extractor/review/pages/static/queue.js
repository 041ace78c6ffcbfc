// The queue by keyboard, and files dropped anywhere on it.

const links = [...document.querySelectorAll("a.open")];
const received = document.getElementById("received");
const upload = document.getElementById("upload");

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
  if (event.target.matches("input, select, textarea")) {
    if (event.key === "Escape") event.target.blur();
    return;
  }
  const at = links.indexOf(document.activeElement);
  const act = {
    j: () => links[Math.min(at + 1, links.length - 1)]?.focus(),
    k: () => links[Math.max(at - 1, 0)]?.focus(),
    ArrowDown: () => links[Math.min(at + 1, links.length - 1)]?.focus(),
    ArrowUp: () => links[Math.max(at - 1, 0)]?.focus(),
    n: () => links[0]?.click(),
    "/": () => document.getElementById("search").focus(),
    "?": () => document.getElementById("help").showModal(),
  }[event.key];
  if (!act) return;
  event.preventDefault();
  act();
});

async function send(files) {
  const body = new FormData();
  for (const file of files) body.append("file", file);
  received.textContent = files.length === 1 ? `Sending ${files[0].name} …` : `Sending ${files.length} files …`;
  const answer = await fetch("/upload", { method: "POST", body, headers: { accept: "application/json" } });
  const said = await answer.json().catch(() => ({ detail: "The upload was refused." }));
  if (!said.files) {
    received.textContent = said.detail ?? "The upload was refused.";
    return;
  }
  received.replaceChildren(...said.files.map(line));
  await Promise.all(said.files.filter((file) => file.new).map(finished));
}

function line(file) {
  const item = document.createElement("span");
  item.className = file.problem ? "upload-line bad" : "upload-line";
  item.dataset.document = file.document;
  item.append(`${file.name}: ${file.problem ? `not taken, ${file.problem}` : file.new ? "being read …" : "read before"}`);
  if (!file.problem && !file.new) item.append(" ", link(file.document, "open"));
  return item;
}

function link(id, words) {
  const made = document.createElement("a");
  made.href = `/document/${id}`;
  made.textContent = words;
  return made;
}

// Asks every second until the file has been read; then shows the result.
async function finished(file) {
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const answer = await fetch(`/api/v1/documents/${file.document}`);
    if (!answer.ok) return;
    const { status, failure, doubtful, issuer } = await answer.json();
    if (status === "queued") continue;
    const item = received.querySelector(`[data-document="${file.document}"]`);
    const words = status === "failed" ? failure : `${issuer || "read"}, ${doubtful ? `${doubtful} in doubt` : "every field sure"}`;
    item.replaceChildren(`${file.name}: ${words} `, link(file.document, "open"));
    return;
  }
}

if (upload) {
  const input = upload.querySelector("input");
  upload.querySelector("button").hidden = true;
  const go = (files) => send([...files]).catch(() => { received.textContent = "The page cannot be reached. Is form4 review still running?"; });
  input.addEventListener("change", () => { if (input.files.length) go(input.files); });
  upload.addEventListener("submit", (event) => { event.preventDefault(); go(input.files); });
  let depth = 0;
  const hover = (by) => { depth = Math.max(0, depth + by); document.body.classList.toggle("dropping", depth > 0); };
  addEventListener("dragenter", (event) => { event.preventDefault(); hover(1); });
  addEventListener("dragleave", () => hover(-1));
  addEventListener("dragover", (event) => event.preventDefault());
  addEventListener("drop", (event) => { event.preventDefault(); hover(-depth); if (event.dataTransfer.files.length) go(event.dataTransfer.files); });
}
