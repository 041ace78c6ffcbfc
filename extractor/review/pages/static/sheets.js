// The page as printed: shows where a field is, and selects the field nearest to a click.

const PIXELS_PER_POINT = 200 / 72; // as page_image.py draws every page
const CONTEXT_POINTS = 340; // of the page's width beside a field, when zoomed to it

const pane = document.getElementById("sheets");
const zoomButton = document.getElementById("zoom");
let zoomed = true;
let shown = null;

const sheetOf = (page) => pane.querySelector(`.sheet[data-page="${page}"]`);
const boxOf = (element) => element.dataset.box.split(" ").map(Number);
const pointsWide = (image) => image.naturalWidth / PIXELS_PER_POINT;

// Bring the field of `element` (its data-page and data-box) into view and mark it.
export function show(element) {
  shown = element && element.dataset.box ? element : null;
  drawMarks();
  const sheet = shown && sheetOf(shown.dataset.page);
  const image = sheet && sheet.querySelector("img");
  if (!image || !image.naturalWidth) return;
  const [x0, top, x1, bottom] = boxOf(shown);
  const wide = pointsWide(image);
  const zoom = zoomed ? Math.max(1, Math.min(wide / CONTEXT_POINTS, wide / ((x1 - x0) * 1.15))) : 1;
  pane.style.setProperty("--zoom", zoom.toFixed(3));
  const scale = image.clientWidth / wide;
  pane.scrollTo({
    left: image.offsetLeft + sheet.offsetLeft + ((x0 + x1) / 2) * scale - pane.clientWidth / 2,
    top: image.offsetTop + sheet.offsetTop + ((top + bottom) / 2) * scale - pane.clientHeight / 2,
  });
}

// Shows a strip of the page around the selected field, beside its value.
export function crop(dock) {
  const frame = dock.querySelector(".crop");
  if (!frame) return;
  const image = dock.dataset.box && sheetOf(dock.dataset.page)?.querySelector("img");
  frame.hidden = !image || !image.naturalWidth;
  if (frame.hidden) return;
  const [x0, top, x1, bottom] = boxOf(dock);
  const scale = Math.min(26 / Math.max(bottom - top, 6), (frame.clientWidth - 48) / (x1 - x0));
  const left = frame.clientWidth / 2 - ((x0 + x1) / 2) * scale;
  const up = frame.clientHeight / 2 - ((top + bottom) / 2) * scale;
  frame.style.backgroundImage = `url("${image.src}")`;
  frame.style.backgroundSize = `${pointsWide(image) * scale}px auto`;
  frame.style.backgroundPosition = `${left}px ${up}px`;
  frame.replaceChildren(mark("now", left + x0 * scale - 3, up + top * scale - 3, (x1 - x0) * scale + 6, (bottom - top) * scale + 6, "px"));
}

export function toggleZoom() {
  zoomed = !zoomed;
  zoomButton.setAttribute("aria-pressed", zoomed);
  show(shown);
}

// Where the pointer is: the page's number, and a function that gives the distance to a box in points.
export function boxUnder(event) {
  const sheet = event.target.closest(".sheet");
  const image = sheet && sheet.querySelector("img");
  if (!image || !image.naturalWidth) return null;
  const frame = image.getBoundingClientRect();
  const scale = frame.width / pointsWide(image);
  const [x, y] = [(event.clientX - frame.left) / scale, (event.clientY - frame.top) / scale];
  return { page: sheet.dataset.page, distance: (box) => distance(box, x, y) };
}

// Draws a frame around the word that a click would insert; removes it if `word` is null.
export function markWord(word) {
  pane.querySelector(".mark.word")?.remove();
  const sheet = word && sheetOf(word.page);
  const image = sheet && sheet.querySelector("img");
  if (image?.naturalWidth) sheet.querySelector(".marks").append(onPage("word", image, word.box));
}

// Calls `pick` with the button of the field nearest to where the page was clicked.
export function onPick(pick) {
  pane.addEventListener("click", (event) => {
    const spot = boxUnder(event);
    if (!spot) return;
    const here = [...document.querySelectorAll(`#form .field[data-page="${spot.page}"]`)];
    const nearest = here.map((field) => [spot.distance(boxOf(field)), field]).sort((a, b) => a[0] - b[0])[0];
    if (nearest) pick(nearest[1]);
  });
}

export function drawMarks() {
  for (const sheet of pane.querySelectorAll(".sheet")) {
    const image = sheet.querySelector("img");
    if (!image?.naturalWidth) continue;
    const doubtful = document.querySelectorAll(`#form .field[data-state="open"][data-page="${sheet.dataset.page}"]`);
    const boxes = [...doubtful].map((field) => ["open", boxOf(field)]);
    if (shown && shown.dataset.page === sheet.dataset.page) boxes.push(["now", boxOf(shown)]);
    sheet.querySelector(".marks").replaceChildren(...boxes.map(([kind, box]) => onPage(kind, image, box)));
  }
}

function onPage(kind, image, [x0, top, x1, bottom]) {
  const [wide, high] = [pointsWide(image), image.naturalHeight / PIXELS_PER_POINT];
  return mark(kind, (x0 / wide) * 100 - 0.3, (top / high) * 100 - 0.2, ((x1 - x0) / wide) * 100 + 0.6, ((bottom - top) / high) * 100 + 0.4, "%");
}

function mark(kind, left, top, width, height, unit) {
  const box = document.createElement("div");
  box.className = `mark ${kind}`;
  Object.assign(box.style, { left: left + unit, top: top + unit, width: width + unit, height: height + unit });
  return box;
}

function distance([x0, top, x1, bottom], x, y) {
  return Math.hypot(Math.max(x0 - x, 0, x - x1), Math.max(top - y, 0, y - bottom));
}

// Replaces the picture of a page that cannot be drawn by the server's reason.
async function explain(image) {
  const answer = await fetch(image.src).catch(() => null);
  const words = answer ? await answer.text() : "The review cannot be reached.";
  const place = document.createElement("p");
  place.className = "notice bad";
  place.textContent = `This page is not shown: ${words}`;
  image.replaceWith(place);
}

zoomButton.addEventListener("click", toggleZoom);
for (const image of pane.querySelectorAll("img")) {
  const ready = () => {
    show(shown);
    const dock = document.getElementById("dock");
    if (dock) crop(dock);
  };
  if (image.complete && !image.naturalWidth && image.getAttribute("loading") !== "lazy") explain(image);
  else if (image.complete) queueMicrotask(ready);
  image.addEventListener("load", ready);
  image.addEventListener("error", () => explain(image));
}
new ResizeObserver(() => show(shown)).observe(pane);
