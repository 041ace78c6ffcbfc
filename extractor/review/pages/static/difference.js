// Compares the typed text with the present value, and shows removed and added words.

const MOST_PAIRS = 1_000_000; // pairs of words that are compared; if there are more, the differing part is shown as one change
const AROUND = 30; // characters shown beside a change

// The part of `text` that differs from `other`: the index of its first character, and the index after its last.
export function stretch(text, other) {
  let [start, end, until] = [0, text.length, other.length];
  while (start < Math.min(end, until) && text[start] === other[start]) start += 1;
  while (end > start && until > start && text[end - 1] === other[until - 1]) [end, until] = [end - 1, until - 1];
  return [start, end];
}

// The same part, extended to whole words, to be selected for typing over it.
export function wordsThatDiffer(text, other) {
  let [start, end] = stretch(text, other);
  while (start > 0 && !/\s/.test(text[start - 1])) start -= 1;
  while (end < text.length && !/\s/.test(text[end])) end += 1;
  return [start, end];
}

export function showDifference(place, before, after) {
  place.hidden = before === after;
  if (place.hidden) return;
  const parts = compared(before.match(/\S+|\s+/g) ?? [], after.match(/\S+|\s+/g) ?? []);
  place.replaceChildren("Changed: ", ...parts.map(([kind, text], at) => {
    if (kind === "same") return shortened(text, at === 0, at === parts.length - 1);
    const element = document.createElement(kind);
    element.textContent = text;
    return element;
  }));
}

// Pieces of text with their kind: `same`, `del` (removed) or `ins` (added).
function compared(before, after) {
  let [first, end, until] = [0, before.length, after.length];
  while (first < Math.min(end, until) && before[first] === after[first]) first += 1;
  while (end > first && until > first && before[end - 1] === after[until - 1]) [end, until] = [end - 1, until - 1];
  const [gone, come] = [before.slice(first, end), after.slice(first, until)];
  const between = gone.length * come.length > MOST_PAIRS ? [["del", gone.join("")], ["ins", come.join("")]] : aligned(gone, come);
  return joined([["same", before.slice(0, first).join("")], ...between, ["same", before.slice(end).join("")]]);
}

function aligned(gone, come) {
  const wide = come.length + 1;
  const common = new Uint16Array((gone.length + 1) * wide); // the length of the longest common sequence from here on
  for (let i = gone.length - 1; i >= 0; i -= 1) {
    for (let j = come.length - 1; j >= 0; j -= 1) {
      common[i * wide + j] = gone[i] === come[j] ? common[(i + 1) * wide + j + 1] + 1 : Math.max(common[(i + 1) * wide + j], common[i * wide + j + 1]);
    }
  }
  const parts = [];
  let [i, j] = [0, 0];
  while (i < gone.length || j < come.length) {
    if (i < gone.length && j < come.length && gone[i] === come[j]) {
      parts.push(["same", gone[i]]);
      [i, j] = [i + 1, j + 1];
    } else if (j === come.length || (i < gone.length && common[(i + 1) * wide + j] >= common[i * wide + j + 1])) {
      parts.push(["del", gone[i]]);
      i += 1;
    } else {
      parts.push(["ins", come[j]]);
      j += 1;
    }
  }
  return parts;
}

// Joins neighbouring pieces of the same kind.
function joined(parts) {
  const runs = [];
  for (const [kind, text] of parts) {
    const last = runs.at(-1);
    if (!text) continue;
    if (last && last[0] === kind) last[1] += text;
    else runs.push([kind, text]);
  }
  return runs;
}

function shortened(text, isFirst, isLast) {
  if (text.length <= 2 * AROUND) return text;
  return `${isFirst ? "" : text.slice(0, AROUND)} … ${isLast ? "" : text.slice(-AROUND)}`;
}
