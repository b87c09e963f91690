/* The choice in the address, behind the sign #, which also works from a folder: words, order and the
   ids that are chosen of each facet, the same in every language. */
(function (rolebook) {
  "use strict";

  /* What the address says: `q`, `sort`, `chosen` (of each facet a set of ids), and what it names
     that is not there, in words. */
  function read(facets, orders) {
    const said = new URLSearchParams(location.hash.includes("=") ? location.hash.slice(1) : "");
    const unknown = [];
    const chosen = Object.fromEntries(facets.map(({ key, label, values }) => {
      const wanted = said.getAll(key);
      const there = new Set(values.map(([id]) => id));
      wanted.filter((id) => !there.has(id)).forEach((id) => unknown.push(`${label}: ${id}`));
      return [key, new Set(wanted.filter((id) => there.has(id)))];
    }));
    const sort = said.get("sort") || "best";
    if (!orders.includes(sort)) unknown.push(`sort=${sort}`);
    const keys = ["q", "sort", ...facets.map((facet) => facet.key)];
    said.forEach((value, key) => { if (!keys.includes(key)) unknown.push(`${key}=${value}`); });
    return { q: said.get("q") || "", sort: orders.includes(sort) ? sort : "best", chosen, unknown };
  }

  function keep(q, sort, chosen) {
    const said = new URLSearchParams();
    if (q) said.set("q", q);
    Object.entries(chosen).forEach(([key, ids]) => ids.forEach((id) => said.append(key, id)));
    if (sort !== "best") said.set("sort", sort);
    const text = said.toString();
    if (text || location.hash.includes("=")) history.replaceState(null, "", `#${text}`);
  }

  Object.assign(rolebook.finder, { address: { keep, read } });
})((window.rolebook = window.rolebook || {}));
