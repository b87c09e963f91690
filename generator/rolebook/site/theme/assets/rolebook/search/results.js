/* Showing: results under the heading of their group, each with the sentence that matches, which
   leads to its place on the page. Nothing that comes out of the index is taken for HTML. */

import { HIDDEN, stretches } from "./stretches.js";
import { fold } from "./words.js";

const SENTENCES = 2;
const SHORTEST = 4, LONGEST = 32; // words of a sentence

function part(name, ...content) {
  const span = document.createElement("span");
  span.className = "rb-search__" + name;
  span.append(...content);
  return span;
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
  const found = shown.findIndex(hit);
  const first = found >= 0 ? found : Math.max(0, shown.indexOf(Math.min(...here.after)));
  const ends = (i) => /\p{L}[^\p{L}\p{N}]*[.!?;]$|[!?]$/u.test(words[i]); // 7. does not
  let start = first, end = first;
  while (start > 0 && first - start < LONGEST / 2 && !ends(shown[start - 1])) start -= 1;
  if (start > 0 && start <= 3) start = 0; // a number or a label before the sentence
  const whole = () => ends(shown[end]) && end - start >= SHORTEST; // more than a heading
  while (end < shown.length - 1 && end - start < LONGEST && !whole()) end += 1;
  const nodes = start > 0 && !ends(shown[start - 1]) ? ["… "] : [];
  for (const i of shown.slice(start, end + 1)) nodes.push(...marked(words[i], here.marks.has(i), here.beside), " ");
  if (end < shown.length - 1 && !ends(shown[end])) nodes.push("…");
  return nodes;
}

function entry(page, base) {
  const item = document.createElement("li");
  if (page.lang) item.lang = page.lang;
  const address = (page.base ?? base) + (page.raw_url || page.url).replace(/^\/+/, "");
  const link = document.createElement("a");
  link.className = "rb-search__hit";
  link.href = address;
  link.append(part("title", page.meta.title || ""));
  if (page.meta.kind) link.append(" ", part("kind", page.meta.kind));
  item.append(link);
  if (page.meta.also) item.append(part("also", page.meta.also));
  const words = page.content.split(/\s+/);
  const matching = stretches(page, words, page.asked.map(fold)).filter((each) => each.score > 0)
    .sort((a, b) => b.asked.size - a.asked.size || b.score - a.score);
  const says = ({ from, to }) => words.slice(from, to).filter((word) => !word.startsWith(HIDDEN)).length;
  const telling = matching.filter((each) => says(each) > SHORTEST);
  const best = (telling.length ? telling : matching.filter((each) => each.marks.size))
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

/** A list under headings. `groups`: the beginning of an address, and the heading. A page of another
    language has a `lang`, a `base` of its own and the `heading` under which it stands. */
export function resultList(box, base, groups) {
  const lists = new Map();

  function listOf(page) {
    const address = (page.raw_url || page.url).replace(/^\/+/, "");
    const group = groups.findIndex(([beginning]) => address.startsWith(beginning));
    const at = page.lang ?? group;
    const title = page.heading ?? groups[group]?.[1];
    if (!lists.has(at)) {
      const section = document.createElement("section");
      const heading = document.createElement("h2");
      const list = document.createElement("ol");
      heading.className = "rb-search__group";
      heading.id = "rb-search-group-" + at;
      if (title) {
        heading.append(title);
        if (page.lang) heading.lang = page.lang;
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
    /** Adds pages, each with the words `asked` for; gives back the first link that is new. */
    add(pages) {
      const items = pages.map((page) => {
        const item = entry(page, base);
        listOf(page).append(item);
        return item;
      });
      return items[0]?.querySelector("a");
    },
  };
}
