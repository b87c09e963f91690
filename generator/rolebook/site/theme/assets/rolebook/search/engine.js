/* Finding: Pagefind asked for all words, then for all but one, and so on until there is enough.
   A page that lacks a word counts for less; one that is called so comes first. */

import { stretches } from "./stretches.js";
import { fold, openWords } from "./words.js";

const ENOUGH = 10;
const MOST_WORDS = 6;
/* What a match in the title, in other titles, in words beside them (parts, synonyms) and in the
   kind of page adds, in parts of what the word is worth in running text. */
const RANKING = { metaWeights: { title: 5, also: 4, near: 2, kind: 0.3 } };
/* What a page loses for each word that it has not. */
const WITHOUT_ONE = 0.4;
/* What a page gains for each further word in the same place, of as many pages as are looked at. */
const TOGETHER = 1;
const LOOKED_AT = 5;

/** All choices of `size` words. */
function choices(words, size) {
  if (size === 0) return [[]];
  return words.flatMap((word, i) => choices(words.slice(i + 1), size - 1).map((rest) => [word, ...rest]));
}

/** Of a long question the longest words: they say most. */
function telling(words) {
  const longest = [...words].sort((a, b) => b.length - a.length).slice(0, MOST_WORDS);
  return words.filter((word) => longest.includes(word));
}

/** The number of a hit's page in the index: canonical.py names the fragments by it. */
const number = (hit) => Number(hit.id.slice(hit.id.indexOf("_") + 9));

function binomial(n, k) {
  let result = 1;
  for (let i = 1; i <= k; i += 1) result = (result * (n - k + i)) / i;
  return result;
}

/** counts + factor * more, for each facet and value. */
function add(counts, more, factor) {
  for (const [facet, values] of Object.entries(more)) {
    counts[facet] ??= {};
    for (const [value, number] of Object.entries(values)) {
      counts[facet][value] = (counts[facet][value] ?? 0) + factor * number;
    }
  }
}

/** How many of the words beside the first stand in one place of a hit's page: a step, a task. */
async function together(hit, words) {
  const page = await hit.data();
  const found = stretches(page, page.content.split(/\s+/), words.map(fold));
  return Math.max(1, ...found.map((each) => each.asked.size)) - 1;
}

export async function openEngine(bundle) {
  const [{ createInstance }, { plan, called, totals }] = await Promise.all([
    import(bundle + "pagefind.js"), openWords(bundle),
  ]);
  // Without a worker: it would load the same program a second time.
  const pagefind = createInstance({ basePath: bundle, baseUrl: "/", noWorker: true });
  await pagefind.init();
  await pagefind.options({ ranking: RANKING });

  /** Hits, the best first, and how many there are of each facet's values. */
  async function look(words, plain, filters) {
    const hits = new Map(), counts = {}, exactly = [];
    const named = new Set([...await called(words), ...await called(plain)]);
    let factor = 1;
    for (let size = words.length; size > 0; size -= 1) {
      // Pages that lack one of three words may answer better than one that has all by chance.
      if (hits.size >= ENOUGH && !(words.length > 2 && size === words.length - 1)) break;
      const answers = await Promise.all(
        choices(words, size).map((some) => pagefind.search(some.join(" "), { filters })),
      );
      for (const hit of answers.flatMap((answer) => answer.results)) {
        if (!hits.has(hit.id)) hits.set(hit.id, { hit, rank: hit.score * factor });
      }
      // A page with m of the words was counted once for each choice of `size` of them.
      const here = {};
      for (const answer of answers) add(here, answer.filters, 1);
      exactly.forEach(([m, more]) => add(here, more, -binomial(m, size)));
      exactly.push([size, here]);
      add(counts, here, 1);
      factor *= WITHOUT_ONE;
    }
    const first = (each) => (named.has(number(each.hit)) ? 1 : 0);
    const order = (a, b) => first(b) - first(a) || b.rank - a.rank;
    const ranked = [...hits.values()].sort(order);
    const top = ranked.splice(0, words.length > 1 ? LOOKED_AT : 0);
    await Promise.all(top.map(async (each) => { each.rank *= 1 + TOGETHER * (await together(each.hit, words)); }));
    return { hits: [...top.sort(order), ...ranked].map((each) => each.hit), counts };
  }

  /** All pages that the filters leave, by title: they are numbered in that order. */
  async function all(filters) {
    const { results, filters: counts } = await pagefind.search(null, { filters });
    return { hits: results.sort((a, b) => number(a) - number(b)), counts };
  }

  let counting = false;

  return {
    /** How many pages there are of each value of each facet. */
    totals,

    /** Loads what answers need to have counts: as much as ten results, so after the first ones. */
    async count() {
      await pagefind.filters();
      counting = true;
    },

    /** `filters`: facet -> value. `verbatim`: the words as typed, nothing corrected. */
    async find(query, filters, verbatim) {
      const planned = query
        ? verbatim ? { words: query.split(/\s+/), corrected: [], unknown: [] } : await plan(query)
        : null;
      const words = telling(planned?.words ?? []);
      const ask = (some) => {
        if (!planned) return all(some);
        return words.length ? look(words, planned.plain ?? words, some) : { hits: [], counts: {} };
      };
      const { hits, counts } = await ask(filters);
      // A facet in use offers its other values too: counted as if it were not in use.
      for (const facet of counting ? Object.keys(filters) : []) {
        const { [facet]: _, ...others } = filters;
        counts[facet] = (await ask(others)).counts[facet] ?? {};
      }
      return {
        hits, words, counts: counting ? counts : null,
        corrected: planned?.corrected ?? [], unknown: planned?.unknown ?? [],
      };
    },
  };
}
