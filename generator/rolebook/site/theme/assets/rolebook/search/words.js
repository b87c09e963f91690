/* What the reader typed, made into words that the handbook has: words that say nothing left out,
   one typo forgiven, compounds that nobody wrote taken apart. vocabulary.py makes the files. */

import "../folding.js";

const LETTERS = { typo: 5, stem: 4, part: 4 };
const SHARED = "0123456789abcdefghijklmnopqrstuvwxyz";
const BETWEEN = ["", "s", "e", "n", "en", "er", "es"];
/* What words end on in another form, in the languages whose compounds and stems we know. */
const ENDINGS = ("s es ed d ing er ly e n en r t te de ten den je em ern in innen st end ende enden"
  + " ung ungen").split(" ");

export const { fold } = window.rolebook;

/** Whether one letter too many, too few, another, or two neighbours exchanged part two words. */
export function isOneTypo(a, b) {
  if (Math.abs(a.length - b.length) > 1 || a === b) return false;
  let i = 0;
  while (i < a.length && a[i] === b[i]) i += 1;
  const same = (x, y) => a.slice(x) === b.slice(y);
  return same(i + 1, i + 1) || same(i + 1, i) || same(i, i + 1)
    || (a[i] === b[i + 1] && a[i + 1] === b[i] && same(i + 2, i + 2));
}

/** The words of one piece, in order, each with its figure for how often it occurs. */
function read(text) {
  let before = "";
  return text.split("\n").filter(Boolean).map((line) => {
    before = before.slice(0, SHARED.indexOf(line[0])) + line.slice(1, -1);
    return { word: before, often: Number(line.slice(-1)) };
  });
}

export async function openWords(bundle) {
  const answer = await fetch(bundle + "rolebook.json", { cache: "no-cache" });
  if (!answer.ok) throw new Error("rolebook.json");
  const { stop, pieces, names, totals } = await answer.json();
  const silent = new Set(stop);
  const loaded = new Map();

  function piece(at) {
    if (!loaded.has(at)) {
      loaded.set(at, fetch(bundle + pieces[at][1]).then((r) => r.text()).then(read));
    }
    return loaded.get(at);
  }

  /** The piece in which a word would stand: pieces never part the words of one first letter. */
  async function near(word) {
    let at = pieces.length - 1;
    while (at > 0 && pieces[at][0][0] > word[0]) at -= 1;
    return pieces.length ? piece(at) : [];
  }

  async function everything() {
    return (await Promise.all(pieces.map((_, at) => piece(at)))).flat();
  }

  /** Where a word stands in the list, or would stand. */
  function place(list, word) {
    let from = 0, to = list.length;
    while (from < to) {
      const middle = (from + to) >> 1;
      if (list[middle].word < word) from = middle + 1; else to = middle;
    }
    return from;
  }

  /** A word, or the beginning of one. */
  const begins = (list, word) => Boolean(list[place(list, word)]?.word.startsWith(word));
  const has = (list, word) => list[place(list, word)]?.word === word;

  /** The word of which this is another form: bel of bellen, klaag of klagen, claim of claims. */
  function base(list, word) {
    for (const ending of ENDINGS) {
      if (!word.endsWith(ending)) continue;
      const stem = word.slice(0, -ending.length);
      if (stem.length >= LETTERS.stem && has(list, stem)) return stem;
      const single = stem.replace(/([^aeiou])\1$/, "$1");
      const long = stem.replace(/([^aeiou])([aeou])([^aeiou])$/, "$1$2$2$3");
      for (const other of [single, long]) {
        if (other !== stem && other.length > 2 && has(list, other)) return other;
      }
    }
    return "";
  }

  /** A word, or all of one but its ending: ersatzteil of ersatzteile. */
  function isHead(list, word) {
    const next = list[place(list, word)]?.word;
    return Boolean(next?.startsWith(word)) && next.length <= word.length + 2;
  }

  /** The word from which one typo parts it: best one that begins alike, then one where a double
      letter is the only difference, then one that is common. */
  function closest(list, word) {
    const single = (text) => text.replace(/(.)\1/g, "$1");
    const rank = (each) => (each.word[0] === word[0] ? 20 : 0)
      + (single(each.word) === single(word) ? 10 : 0) + each.often;
    let best = null;
    for (const each of list) {
      if (isOneTypo(word, each.word) && (!best || rank(each) > rank(best))) best = each;
    }
    return best?.word;
  }

  async function parts(word) {
    for (let end = word.length - LETTERS.part; end >= LETTERS.part; end -= 1) {
      for (const link of BETWEEN) {
        const head = word.slice(0, end - link.length), tail = word.slice(end);
        if (head.length < LETTERS.part || !word.slice(0, end).endsWith(link)) continue;
        if (!isHead(await near(head), head)) continue;
        const list = await near(tail);
        if (begins(list, tail) || base(list, tail)) return [head, tail];
      }
    }
    return null;
  }

  /** One typed word -> the words to look for, and whether that is a correction. */
  async function resolve(typed) {
    const word = fold(typed);
    if (word.length < 3 || /\d/.test(word)) return { words: [typed] };
    const list = await near(word);
    const known = has(list, word) ? word : base(list, word);
    if (known || begins(list, word)) return { words: [typed], base: known };
    if (word.length >= LETTERS.typo) {
      const meant = closest(list, word) || closest(await everything(), word);
      if (meant) return { words: [meant], corrected: true };
    }
    const split = await parts(word);
    if (split) return { words: split };
    // Pagefind's stemmer may still know it: afwijzen, afwijzing.
    if (word.length >= LETTERS.typo && begins(list, word.slice(0, -2))) return { words: [typed] };
    return { words: [], unknown: true };
  }

  /** The whole query: `words` to look for, the same in their `plain` form, `corrected` pairs (typed,
      meant) and `unknown` words. */
  async function plan(query) {
    const typed = query.toLowerCase().replace(/ß/g, "ss").split(/[\s,;:!?()"“”„«»/]+/)
      .flatMap((word) => (/\d/.test(word) ? [word] : word.split(/[-–'’.]+/)))
      .filter((word) => /[\p{L}\p{N}]/u.test(word));
    const telling = typed.filter((word) => !silent.has(fold(word)) && !silent.has(word));
    const asked = [...new Set(telling.length ? telling : typed)];
    const answers = await Promise.all(asked.map(resolve));
    return {
      words: [...new Set(answers.flatMap((each) => each.words))],
      plain: answers.flatMap((each) => (each.base ? [each.base] : each.words)),
      corrected: asked.flatMap((word, i) => (answers[i].corrected ? [[word, answers[i].words[0]]] : [])),
      unknown: asked.filter((_, i) => answers[i].unknown),
    };
  }

  /** The numbers of the pages that are called so, whatever the order of the words. */
  async function called(words) {
    const name = words.map((word) => fold(word).replace(/[^\p{L}\p{N}]/gu, "")).sort().join("");
    const [, file] = names.findLast(([first]) => first <= name) ?? [];
    if (!file) return [];
    if (!loaded.has(file)) loaded.set(file, fetch(bundle + file).then((r) => r.text()));
    const line = (await loaded.get(file)).split("\n").find((each) => each.startsWith(name + "\t"));
    return line ? line.split("\t")[1].split(" ").map(Number) : [];
  }

  return { plan, called, totals };
}
