/* The finder's results: each document with its facts and the tasks and steps that were found. */
(function (rolebook) {
  "use strict";

  const { folded, has, marked } = rolebook.finder;
  const { h } = rolebook.elements;
  const PLACES = 3;

  /* `labels` are those of the library, `grade` the organisation's word for grade. */
  function results({ labels, grade, words, base, locale }) {
    const written = new Intl.DateTimeFormat(locale, {
      day: "numeric", month: "long", year: "numeric", timeZone: "UTC",
    });

    function reviewed(one) {
      const day = written.format(new Date(`${one.is.review}T00:00:00Z`));
      const said = words.review_by.replace("{date}", day);
      return one.ids.review[0] === "overdue" ? `${said} (${words.overdue.toLowerCase()})` : said;
    }

    function named(one, key) {
      const label = key === "grade" ? `${grade} ` : "";
      return (one.ids[key] || []).map((id) => label + labels[key].get(id)).join(", ");
    }

    function facts(one, query) {
      const number = one.is.number || "";
      const kinds = ["kind", "grade", "family", "area"].map((key) => named(one, key));
      const said = [number, ...kinds, one.is.review ? reviewed(one) : ""].filter(Boolean).join(" · ");
      const sought = number ? query.filter((word) => has(folded(number), word)) : [];
      return h("p", { class: "rb-finder__facts" }, marked(said, sought));
    }

    function also(one, query) {
      const names = (one.is.also || []).filter((name) => {
        const text = folded(name);
        return query.some((word) => has(text, word));
      });
      if (!names.length) return null;
      return h("p", { class: "rb-finder__also" }, `${words.also}: `, marked(names.join(", "), query));
    }

    function places(one, query) {
      if (!one.hits.length) return null;
      const left = one.hits.length - PLACES;
      return h("ul", {}, one.hits.slice(0, PLACES).map(({ is: [anchor, number, text, lang] }) => {
        const name = one.ids.kind[0] === "procedure" ? words.step : number ? words.task : words.task_alone;
        const href = `${base}${one.is.page}#${anchor}`;
        return h("li", {}, h("a", { href }, name.replace("{number}", number)), ": ",
          h("span", { lang: lang || null }, marked(text, query)));
      }), left > 0 && h("li", {}, left === 1 ? words.places_one : words.places.replace("{count}", left)));
    }

    return (one, query) => {
      const state = (one.ids.status || [])[0];
      return h("li", {},
        h("p", { class: "rb-finder__title" },
          h("a", { href: base + one.is.page, lang: one.is.lang || null }, marked(one.is.title, query)),
          state && state !== "approved" && [
            " ", h("span", { class: `rb-status rb-status--${state}` }, labels.status.get(state)),
          ]),
        facts(one, query), also(one, query), places(one, query));
    };
  }

  Object.assign(rolebook.finder, { results });
})((window.rolebook = window.rolebook || {}));
