/* Roles side by side: choosing them, reading what each says (compare/ID.js), and showing it as
   beside.js lays it together.

   The roles stand in the address behind the sign #, as roles=ID,ID: also in a folder. */
(function (rolebook) {
  "use strict";

  const box = document.querySelector(".rb-compare");
  const known = window.rolebookFinder;
  if (!box || !known) return;

  const { beside, marked } = rolebook.beside;
  const { h } = rolebook.elements;
  const LONG = 160; // characters
  const words = JSON.parse(box.dataset.words);
  const formerly = new Map(Object.entries(JSON.parse(box.dataset.formerly)));
  const selects = Array.from(box.querySelectorAll("select"));
  const only = box.querySelector("input");
  const part = (name) => box.querySelector(name);
  const status = part(".rb-compare__told"), notice = part(".rb-notice");
  const legend = part(".rb-compare__legend"), tables = part(".rb-compare__tables");
  const roles = known.documents.filter((one) => one.page.startsWith("roles/"));
  const idOf = (one) => one.page.slice("roles/".length, -".html".length);
  const titles = new Map(roles.map((one) => [idOf(one), one.title]));
  const told = {}, asked = {};

  // -- showing

  function named(ids) {
    return ids.map((id) => {
      const title = titles.get(id);
      return ids.filter((other) => titles.get(other) === title).length > 1 ? `${title} (${id})` : title;
    });
  }

  function cell(lines, own, label) {
    const shown = lines.map((line) => marked(line, own, words.different));
    const list = shown.length > 1 && h("ul", {}, shown.map((line) => h("li", {}, line)));
    return h("td", { "data-label": label },
      h("div", { class: "rb-compare__said" }, list || shown[0] || "–"));
  }

  /* Long rows in which the roles have no words in common are shown in brief at first. */
  function long({ cells, own, sign }) {
    return sign !== "same" && own.every((runs) => !runs.length)
      && cells.some((lines) => textOf(lines).length > LONG);
  }

  function whole(many) {
    const button = h("button", { type: "button", "aria-expanded": "false" },
      many > 1 ? words.whole_list.replace("{count}", many) : words.whole_text);
    button.addEventListener("click", () => {
      const brief = button.closest("tr").classList.toggle("rb-compare__brief");
      button.setAttribute("aria-expanded", String(!brief));
    });
    return button;
  }

  function textOf(lines) {
    return h("div", {}, lines.map((line) => marked(line, [], ""))).textContent;
  }

  function table(chapter, ids, called) {
    const head = [words.what, ...called, words.difference].map((title, at) => {
      const id = ids[at - 1];
      return h("th", { scope: "col" }, id ? h("a", { href: `roles/${id}.html` }, title) : title);
    });
    const rows = chapter.rows.map((one) => {
      const { title, cells, own, sign, who } = one;
      const difference = words[sign].replace("{role}", who === null ? "" : called[who]);
      const same = sign === "same", brief = long(one);
      return h("tr", {
        class: same ? "rb-compare__alike" : brief && "rb-compare__brief",
        hidden: only.checked && same,
      },
        h("th", { scope: "row" }, title),
        cells.map((lines, n) => cell(lines, own[n], called[n])),
        h("td", {
          class: same ? "rb-compare__same" : "rb-compare__differs",
          "data-label": words.difference,
        }, difference, brief && whole(Math.max(...cells.map((lines) => lines.length)))));
    });
    return h("table", { class: "rb-table rb-table--cards" },
      h("thead", {}, h("tr", {}, head)), h("tbody", {}, rows));
  }

  function show() {
    const ids = chosen();
    tables.replaceChildren();
    legend.hidden = true;
    status.textContent = ids.length === 1 ? words.another.replace("{role}", titles.get(ids[0])) : "";
    if (ids.length < 2) return;
    const missing = ids.filter((id) => !told[id]);
    if (missing.length) {
      status.textContent = missing.some((id) => asked[id] === "broken") ? words.broken : words.reading;
      missing.forEach(read);
      return;
    }
    const called = named(ids);
    const chapters = beside(ids.map((id) => told[id]));
    const rows = chapters.flatMap((chapter) => chapter.rows);
    const different = rows.filter((row) => row.sign !== "same").length;
    const alone = rows.filter((row) => row.sign === "only").length;
    tables.append(...chapters.map((chapter) => h("section", {
      class: "rb-section", hidden: only.checked && chapter.rows.every((row) => row.sign === "same"),
    }, h("h2", { id: chapter.key }, chapter.title), table(chapter, ids, called))));
    legend.hidden = !tables.querySelector("mark");
    status.textContent = !different ? words.nothing : words.told
      .replace("{roles}", called.join(" | ")).replace("{different}", different)
      .replace("{count}", rows.length).replace("{alone}", alone);
  }

  window.rolebookCompare = (id, chapters) => { told[id] = chapters; };

  function read(id) {
    if (asked[id]) return;
    asked[id] = "asked";
    const script = h("script", { src: box.dataset.roles.replace("{id}", id) });
    script.addEventListener("load", show);
    script.addEventListener("error", () => {
      asked[id] = "broken";
      show();
    });
    document.head.append(script);
  }

  // -- choosing

  function chosen() {
    return [...new Set(selects.map((select) => select.value).filter(Boolean))];
  }

  function options() {
    const families = known.facets.find((facet) => facet.key === "family");
    return (families ? families.values : []).map(([family, label]) => h("optgroup", { label },
      roles.filter((one) => one.family[0] === family).map((one) => h("option", { value: idOf(one) },
        one.grade ? `${one.title} (${one.grade[0]})` : one.title))));
  }

  /* Of the roles that the address names, those that there are, under their present ids; the others
     are told. */
  function fromAddress() {
    const said = (new URLSearchParams(location.hash.slice(1)).get("roles") || "").split(",")
      .map((id) => id.trim()).filter(Boolean).map((id) => formerly.get(id) || id);
    const unknown = said.filter((id) => !titles.has(id));
    const ids = [...new Set(said.filter((id) => titles.has(id)))];
    const left = ids.splice(selects.length);
    selects.forEach((select, at) => { select.value = ids[at] || ""; });
    tell(unknown.length && words.unknown.replace("{names}", unknown.join(", ")),
      left.length && words.most.replace("{names}", named(left).join(", ")));
    show();
  }

  function tell(...sentences) {
    notice.firstElementChild.textContent = sentences.filter(Boolean).join(" ");
    notice.hidden = !notice.textContent;
  }

  selects.forEach((select) => select.append(...options()));
  part(".rb-compare__roles").addEventListener("change", () => {
    tell();
    history.replaceState(null, "", `#roles=${chosen().join(",")}`);
    show();
  });
  window.addEventListener("hashchange", () => {
    if (location.hash.includes("roles=")) fromAddress();
  });
  box.hidden = false;
  fromAddress();
})((window.rolebook = window.rolebook || {}));
