/* Showing: results under the heading of their group, each with the sentence that matches, which
   leads to its place on the page. Nothing that comes out of the index is taken for HTML. */

import { fold } from "./words.js";

const SENTENCES = 2;
const LONGEST = 32; // words of a sentence
const HIDDEN = "^"; // search.py: a word beside another one, never shown

function part(name, ...content) {
  const span = document.createElement("span");
  span.className = "rb-search__" + name;
  span.append(...content);
  return span;
}

/** Which of the words asked for a found word answers: the one that begins most like it. */
function answers(asked, found) {
  const alike = asked.map((word) => {
    let length = 0;
    while (length < word.length && word[length] === found[length]) length += 1;
    return length;
  });
  return alike.indexOf(Math.max(...alike));
}

/** The stretches of a page between its anchors, each with what was found there. */
function stretches(page, words, asked) {
  const anchors = [...page.anchors].sort((a, b) => a.location - b.location);
  const list = anchors.map((anchor, i) => ({
    id: anchor.id, from: anchor.location, to: anchors[i + 1]?.location ?? words.length,
    score: 0, marks: new Set(), beside: new Set(), asked: new Set(),
  }));
  for (const { location, balanced_score: score, weight } of page.weighted_locations) {
    const here = list.findLast((each) => each.from <= location);
    if (!here) continue;
    const found = fold(words[location] ?? "").replace(/[^\p{L}\p{N}]/gu, "");
    here.asked.add(answers(asked, found));
    if (words[location]?.startsWith(HIDDEN)) here.beside.add(found);
    else here.marks.add(location);
    here.score += score / Math.max(weight * weight, 0.01) * Math.min(weight, 2.5);
  }
  return list;
}

/** Marks what matches in a word: all of it but its punctuation, or the part of a compound. */
function marked(word, whole, beside) {
  const mark = document.createElement("mark");
  if (whole) {
    const [, before, middle, after] = word.match(/^([^\p{L}\p{N}]*)(.*?)([^\p{L}\p{N}]*)$/su);
    mark.append(middle);
    return [before, mark, after];
  }
  const small = fold(word);
  for (const each of beside) {
    const at = small.indexOf(each);
    if (at >= 0 && each.length > 2 && small.length === word.length) {
      mark.append(word.slice(at, at + each.length));
      return [word.slice(0, at), mark, word.slice(at + each.length)];
    }
  }
  return [word];
}

/** The words of a stretch around what was found, as nodes. */
function sentence(here, words) {
  const shown = [];
  for (let i = here.from; i < here.to; i += 1) if (!words[i].startsWith(HIDDEN)) shown.push(i);
  const hit = (i) => here.marks.has(i) || [...here.beside].some((each) => fold(words[i]).includes(each));
  const first = Math.max(0, shown.findIndex(hit));
  const ends = (i) => /[.!?;]$/.test(words[i]);
  let start = first, end = first;
  while (start > 0 && first - start < LONGEST / 2 && !ends(shown[start - 1])) start -= 1;
  if (start > 0 && start <= 3) start = 0; // a number or a label before the sentence
  while (end < shown.length - 1 && end - start < LONGEST && !ends(shown[end])) end += 1;
  const nodes = start > 0 && !ends(shown[start - 1]) ? ["… "] : [];
  for (const i of shown.slice(start, end + 1)) nodes.push(...marked(words[i], here.marks.has(i), here.beside), " ");
  if (end < shown.length - 1 && !ends(shown[end])) nodes.push("…");
  return nodes;
}

function entry(page, base, asked) {
  const item = document.createElement("li");
  const address = base + (page.raw_url || page.url).replace(/^\/+/, "");
  const link = document.createElement("a");
  link.className = "rb-search__hit";
  link.href = address;
  link.append(part("title", page.meta.title || ""));
  if (page.meta.kind) link.append(" ", part("kind", page.meta.kind));
  item.append(link);
  if (page.meta.also) item.append(part("also", page.meta.also));
  const words = page.content.split(/\s+/);
  const matching = stretches(page, words, asked.map(fold)).filter((each) => each.score > 0)
    .sort((a, b) => b.asked.size - a.asked.size || b.score - a.score);
  const telling = matching.filter((each) => each.to - each.from > 4);
  const best = (telling.length ? telling : matching)
    .filter((each, _, list) => each.asked.size === list[0].asked.size
      && each.score > list[0].score / 2).slice(0, SENTENCES);
  for (const here of best) {
    const place = document.createElement("a");
    place.className = "rb-search__sentence";
    place.href = address + "#" + here.id;
    place.append(...sentence(here, words));
    item.append(place);
  }
  return item;
}

/** A list under headings. `groups`: the beginning of an address, and the heading. */
export function resultList(box, base, groups) {
  const lists = new Map();

  function listOf(address) {
    const at = groups.findIndex(([beginning]) => address.startsWith(beginning));
    if (!lists.has(at)) {
      const section = document.createElement("section");
      const heading = document.createElement("h2");
      const list = document.createElement("ol");
      heading.className = "rb-search__group";
      heading.id = "rb-search-group-" + at;
      if (at >= 0) {
        heading.append(groups[at][1]);
        section.setAttribute("aria-labelledby", heading.id);
        section.append(heading);
      }
      section.append(list);
      box.append(section);
      lists.set(at, list);
    }
    return lists.get(at);
  }

  return {
    clear() { lists.clear(); box.replaceChildren(); },
    /** Adds pages, found by the words asked for; gives back the first link that is new. */
    add(pages, asked) {
      const items = pages.map((page) => {
        const item = entry(page, base, asked);
        listOf((page.raw_url || page.url).replace(/^\/+/, "")).append(item);
        return item;
      });
      return items[0]?.querySelector("a");
    },
  };
}
