/* What the finder knows: facets, and documents in the order of their titles (documents.js). Tasks and
   steps (texts-N.js) are read when words are typed. What depends on today is worked out here. */
(function (rolebook) {
  "use strict";

  const { folded, has } = rolebook.finder;
  const { h } = rolebook.elements;
  const DAY = 86400000;

  /* The terms in which a review is due: within a month is within a year as well. */
  function terms(day, known) {
    if (!day) return ["never"];
    const now = new Date();
    const today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate());
    const left = (Date.parse(`${day}T00:00:00Z`) - today) / DAY;
    if (left < 0) return ["overdue"];
    const found = known.terms.filter((one) => one.days !== null && left <= one.days);
    return found.length ? found.map((one) => one.key) : ["later"];
  }

  /* How well a document fits the words: 3 in the title, 2 in its names, 1 with a task or step
     (which then has every word that the names have not), 0 not at all. `hits` are the tasks and
     steps to show. */
  function fit(one, query) {
    one.hits = [];
    if (!query.length) return 1;
    if (query.every((word) => has(one.title, word))) return 3;
    const missing = query.filter((word) => !has(one.names, word));
    const wanted = missing.length ? missing : query;
    one.hits = one.places.filter((place) => wanted.every((word) => has(place.text, word)));
    return !missing.length ? 2 : Number(one.hits.length > 0);
  }

  /* `known` is what documents.js holds, `words` what the finder says, `base` the way to its files. */
  function library(known, words, base) {
    const facets = known.facets.concat([{
      key: "review",
      label: words.review,
      values: [...known.terms.map((one) => one.key), "later", "never"].map((key) => [key, words[key]]),
    }]);
    const labels = Object.fromEntries(facets.map((facet) => [facet.key, new Map(facet.values)]));
    const grades = labels.grade ? [...labels.grade.keys()] : [];

    const documents = known.documents.map((one, at) => {
      const ids = Object.fromEntries(facets.map((facet) => [facet.key, one[facet.key] || []]));
      ids.review = terms(one.review, known);
      const names = [one.title, ...(one.also || []), one.number || ""];
      return { at, is: one, ids, title: folded(one.title), names: folded(names.join("\n")), places: [] };
    });

    known.read = (piece, texts) => {
      texts.forEach((places, at) => {
        documents[piece * known.piece + at].places =
          places.map((place) => ({ is: place, text: folded(place[2]) }));
      });
    };

    let state = "";

    /* Begin to read tasks and steps; `then` is called when all are there, or cannot be. */
    function read(then) {
      if (state) return;
      state = "reading";
      let waiting = known.texts.length, broken = false;
      const done = () => {
        waiting -= 1;
        if (waiting) return;
        state = broken ? "broken" : "read";
        then();
      };
      known.texts.forEach((address) => {
        const script = h("script", { src: base + address });
        script.addEventListener("load", done);
        script.addEventListener("error", () => { broken = true; done(); });
        document.head.append(script);
      });
    }

    const compared = (one, other) => (one < other ? -1 : Number(one > other));
    const rank = (one) => grades.indexOf(one.ids.grade?.[0]);
    const by = (key, none) => (one, other) => compared(one.is[key] || none, other.is[key] || none);
    const ORDERS = {
      best: (one, other) => other.fit - one.fit,
      title: () => 0,
      number: by("number", "\uffff"),
      grade: (one, other) => rank(other) - rank(one),
      review: by("review", "9"),
    };

    /* What fits the words and every choice, in order, and of each facet how many there would be of
       each value under all the other choices. */
    function find(query, chosen, order) {
      const found = [];
      const counts = Object.fromEntries(facets.map((facet) => [facet.key, {}]));
      const fits = (one, key) => !chosen[key].size || one.ids[key].some((id) => chosen[key].has(id));
      documents.forEach((one) => {
        one.fit = fit(one, query);
        if (!one.fit) return;
        const missed = facets.filter((facet) => !fits(one, facet.key));
        if (!missed.length) found.push(one);
        if (missed.length > 1) return;
        (missed.length ? missed : facets).forEach(({ key }) => {
          one.ids[key].forEach((id) => { counts[key][id] = (counts[key][id] || 0) + 1; });
        });
      });
      found.sort((one, other) => ORDERS[order](one, other) || one.at - other.at);
      return { found, counts };
    }

    return { facets, labels, find, read, state: () => state, many: documents.length };
  }

  Object.assign(rolebook.finder, { library });
})((window.rolebook = window.rolebook || {}));
