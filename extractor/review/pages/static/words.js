// The words of the page as printed: while a value is typed, a click on a word inserts it.

import { boxUnder, markWord } from "./sheets.js";

const REACH = 3; // points: a click this near to a word counts as a click on it
const pane = document.getElementById("sheets");
let words = {}; // page → its words, each as text, left, top, right, bottom in points
let asked = null;

const wordUnder = (event) => {
  const spot = boxUnder(event);
  if (!spot) return null;
  const near = (words[spot.page] ?? []).map((word) => [spot.distance(word.slice(1)), word]).sort((a, b) => a[0] - b[0])[0];
  return near && near[0] <= REACH ? { page: spot.page, text: near[1][0], box: near[1].slice(1) } : null;
};

// Loads the words once, when somebody first types; deciding by keys alone needs none.
export function learnWords(address) {
  asked ??= fetch(`${address}/words`).then(async (answer) => {
    if (answer.ok) words = await answer.json();
  }).catch(() => { asked = null; });
}

// `editor` returns the text field in which somebody is typing, or null; then clicks have another meaning.
export function onWord(editor) {
  pane.addEventListener("mousedown", (event) => {
    if (editor()) event.preventDefault(); // the text keeps the focus and its cursor
  });
  pane.addEventListener("mousemove", (event) => markWord(editor() ? wordUnder(event) : null));
  pane.addEventListener("mouseleave", () => markWord(null));
  pane.addEventListener("click", (event) => {
    const typing = editor();
    if (!typing || !event.target.closest(".sheet")) return;
    event.stopImmediatePropagation();
    const word = wordUnder(event);
    if (word) putIn(typing, word.text);
  });
}

// Inserts the word in place of the selection, with spaces to the words before and after it.
function putIn(text, word) {
  const [before, behind] = [text.value.slice(0, text.selectionStart), text.value.slice(text.selectionEnd)];
  const gap = before && !/[\s(]$/.test(before) ? " " : "";
  text.setRangeText(gap + word, text.selectionStart, text.selectionEnd, "end");
  if (/^[^\s.,;:)]/.test(behind)) text.setRangeText(" ", text.selectionEnd, text.selectionEnd, "end");
  text.dispatchEvent(new Event("input"));
}
