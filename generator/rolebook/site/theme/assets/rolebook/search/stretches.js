/* Where on a page the words asked for were found. */

import { fold } from "./words.js";

/** search.py: a word beside another one, never shown. */
export const HIDDEN = "^";

/** Which of the words asked for a found word answers: the one that begins most like it. */
function answers(asked, found) {
  const alike = asked.map((word) => {
    let length = 0;
    while (length < word.length && word[length] === found[length]) length += 1;
    return length;
  });
  return alike.indexOf(Math.max(...alike));
}

/** Where the text begins that a hidden word stands behind. */
function beginning(words, location, from) {
  const hidden = (i) => words[i].startsWith(HIDDEN);
  let at = location;
  while (at > from && hidden(at)) at -= 1;
  while (at > from && !hidden(at - 1)) at -= 1;
  return at;
}

/** The stretches of a page between its anchors, each with what was found there: `marks`, the places
    of words; `beside`, hidden words, and `after`, where their texts begin; `asked`, which of the
    words asked for. `words`: those of the page. */
export function stretches(page, words, asked) {
  const anchors = [...page.anchors].sort((a, b) => a.location - b.location);
  const list = anchors.map((anchor, i) => ({
    id: anchor.id, from: anchor.location, to: anchors[i + 1]?.location ?? words.length,
    score: 0, marks: new Set(), beside: new Set(), after: [], asked: new Set(),
  }));
  for (const { location, balanced_score: score, weight } of page.weighted_locations) {
    const here = list.findLast((each) => each.from <= location);
    if (!here) continue;
    const found = fold(words[location] ?? "").replace(/[^\p{L}\p{N}]/gu, "");
    here.asked.add(answers(asked, found));
    if (words[location]?.startsWith(HIDDEN)) {
      here.beside.add(found);
      here.after.push(beginning(words, location, here.from));
    } else here.marks.add(location);
    here.score += score / Math.max(weight * weight, 0.01) * Math.min(weight, 2.5);
  }
  return list;
}
