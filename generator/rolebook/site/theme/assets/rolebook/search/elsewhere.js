/* What the reader's language does not have, looked for in the others: Kulanz, werkplaatschef. */

import { openEngine } from "./engine.js";

/** `others`: for each language the way to its folder, its tag, its own name and what the reader's
    language calls it. Gives back, in the same form as engine.find, what those have that know every
    word as it was typed. */
export function openElsewhere(others) {
  const engines = new Map();

  async function ask([base, lang, name, language], query) {
    try {
      if (!engines.has(lang)) engines.set(lang, openEngine(base + "pagefind/"));
      const { hits, words, unknown, corrected } = await (await engines.get(lang)).find(query, {});
      if (unknown.length || corrected.length) return null;
      const place = { base, lang, heading: name };
      return hits.length ? { language, words, hits, place } : null;
    } catch (error) {
      engines.delete(lang); // a language whose index does not load has nothing to say
      return null;
    }
  }

  return async (query) => (await Promise.all(others.map((each) => ask(each, query)))).filter(Boolean);
}
