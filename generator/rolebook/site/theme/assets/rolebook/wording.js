/* Two texts word by word, by the rules of rolebook.records.wording: how much they have in common,
   which entries of two lists belong together, and which words a text has for itself. */
(function (rolebook) {
  "use strict";

  const ALIKE = 0.45, RELATED = 0.25, ISLAND = 4, LONG = 12;
  const WORD = "[\\p{L}\\p{N}_]+";
  const TOKEN = new RegExp(
    `\\s*(?:\\[[^\\]]*\\]\\([^()\\s]*\\)|${WORD}(?:[-'’./]${WORD})*|\\S)|\\s+`, "gu",
  );

  const tokens = (text) => text.match(TOKEN) || [];

  /* The words of a text, each with how often it is there. */
  function said(text) {
    const bag = new Map();
    tokens(text).forEach((token) => {
      const word = token.trim();
      bag.set(word, (bag.get(word) || 0) + 1);
    });
    return bag;
  }

  function letters(bag, often) {
    let sum = 0;
    bag.forEach((times, word) => { sum += Math.min([...word].length, LONG) * often(word, times); });
    return sum;
  }

  /* Which share of their letters two bags of words have in common, from 0 to 1. */
  function similarity(one, other) {
    const total = letters(one, (_, times) => times) + letters(other, (_, times) => times);
    const both = letters(one, (word, times) => Math.min(times, other.get(word) || 0));
    return total ? (2 * both) / total : 1;
  }

  /* The best alignment in order of so many entries with so many others: the pairs of places. */
  function inStep(many, others, fit) {
    const best = Array.from({ length: many + 1 }, () => new Array(others + 1).fill(0));
    const fits = new Map();
    for (let r = many - 1; r >= 0; r -= 1) {
      for (let c = others - 1; c >= 0; c -= 1) {
        best[r][c] = Math.max(best[r + 1][c], best[r][c + 1]);
        const here = fit(r, c);
        if (here < ALIKE) continue;
        fits.set(r * others + c, here);
        best[r][c] = Math.max(best[r][c], here + best[r + 1][c + 1]);
      }
    }
    const pairs = [];
    let r = 0, c = 0;
    while (r < many && c < others) {
      const here = fits.get(r * others + c);
      if (here !== undefined && best[r][c] === here + best[r + 1][c + 1]) {
        pairs.push([r, c]);
        r += 1;
        c += 1;
      } else if (best[r][c] === best[r + 1][c]) r += 1;
      else c += 1;
    }
    return pairs;
  }

  /* The longest run of words that both have between these places: [from, from, length], the first
     of several. */
  function longest(one, places, [from, to, start, end]) {
    let found = [from, start, 0];
    let lengths = new Map();
    for (let i = from; i < to; i += 1) {
      const next = new Map();
      for (const j of places.get(one[i]) || []) {
        if (j < start) continue;
        if (j >= end) break;
        const length = (lengths.get(j - 1) || 0) + 1;
        next.set(j, length);
        if (length > found[2]) found = [i - length + 1, j - length + 1, length];
      }
      lengths = next;
    }
    return found;
  }

  /* The runs of words that both have, in order (Python's difflib, without its heuristics). */
  function blocks(one, other) {
    const places = new Map();
    other.forEach((word, at) => {
      if (!places.has(word)) places.set(word, []);
      places.get(word).push(at);
    });
    const found = [], waiting = [[0, one.length, 0, other.length]];
    while (waiting.length) {
      const within = waiting.pop(), [from, to, start, end] = within;
      const [i, j, length] = longest(one, places, within);
      if (!length) continue;
      found.push([i, j, length]);
      waiting.push([from, i, start, j], [i + length, to, j + length, end]);
    }
    found.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
    return found.reduce((joined, [i, j, length]) => {
      const last = joined[joined.length - 1];
      if (last && last[0] + last[2] === i && last[1] + last[2] === j) last[2] += length;
      else joined.push([i, j, length]);
      return joined;
    }, []);
  }

  /* From which to which character the words stand that a text has and the other one has not; none
     where the two have too little in common. */
  function ownRuns(other, text) {
    if (similarity(said(other), said(text)) < RELATED) return [];
    const one = tokens(` ${other}`), mine = tokens(` ${text}`);
    const same = blocks(one, mine);
    if (!same.length) return [];
    const runs = [];
    let at = -1, come = ""; // the space before the text is none of its own
    let j = 0, shared = false;
    const change = () => {
      const start = at + come.length - come.trimStart().length;
      if (come.trim()) runs.push([start, start + come.trim().length]);
      at += come.length;
      come = "";
    };
    same.forEach(([a, b, length], number) => {
      come += mine.slice(j, b).join("");
      const kept = mine.slice(b, b + length).join("");
      const first = number === 0 && a === 0 && b === 0;
      const last = number === same.length - 1 && a + length === one.length && b + length === mine.length;
      if (!first && !last && [...kept.trim()].length < ISLAND) come += kept;
      else {
        change();
        at += kept.length;
        shared = true;
      }
      j = b + length;
    });
    come += mine.slice(j).join("");
    change();
    return shared ? runs : [];
  }

  rolebook.wording = { inStep, ownRuns, said, similarity };
})((window.rolebook = window.rolebook || {}));
