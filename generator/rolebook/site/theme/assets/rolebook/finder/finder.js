/* The finder's page: every role and procedure, narrowed down by choices and by words. */
(function (rolebook) {
  "use strict";

  const box = document.querySelector(".rb-finder");
  const known = window.rolebookFinder;
  if (!box || !known) return;

  const { address, asked, library, results } = rolebook.finder;
  const { h } = rolebook.elements;
  const PAGE = 50;
  const words = JSON.parse(box.dataset.words);
  const part = (name) => box.querySelector(name);
  const find = part("input[type=search]"), sort = part("select"), more = part(".rb-finder__more button");
  const facetsBox = part(".rb-finder__facets"), chosenBox = part(".rb-finder__chosen");
  const narrow = part(".rb-finder__narrow"), elsewhere = part(".rb-finder__elsewhere");
  const status = part(".rb-finder__count"), list = part(".rb-finder__results"), notice = part(".rb-notice");
  const { facets, labels, ...store } = library(known, words, box.dataset.base);
  const grade = facets.find((facet) => facet.key === "grade");
  const result = results({
    labels, grade: grade ? grade.label : "", words, base: box.dataset.base, locale: known.locale,
  });

  let chosen = {}, found = [], query = [], shown = PAGE;

  // -- showing

  function show() {
    query = asked(find.value);
    const answer = store.find(query, chosen, sort.value);
    found = answer.found;
    facetsBox.querySelectorAll("label").forEach((label) => {
      const input = label.querySelector("input");
      const count = answer.counts[input.name][input.value] || 0;
      label.querySelector("b").textContent = count;
      const told = found.length && input.name === "review" && input.value === "overdue";
      label.hidden = !count && !input.checked && !told; // that none is overdue is an answer
    });
    facetsBox.querySelectorAll("fieldset").forEach((set) => {
      set.hidden = !set.querySelector("label:not([hidden])");
    });
    narrow.hidden = !facetsBox.querySelector("fieldset:not([hidden])");
    shown = PAGE;
    list.replaceChildren();
    fill();
    showChosen();
    status.textContent = told();
    offerSearch();
    address.keep(find.value.trim(), sort.value, chosen);
  }

  function told() {
    if (query.length && store.state() === "reading" && !found.length) return words.reading;
    const said = [found.length === 1 ? words.one
      : found.length ? words.count.replace("{count}", found.length.toLocaleString(known.locale))
        : words.none];
    if (query.length && store.state() === "reading") said.push(words.reading);
    if (query.length && store.state() === "broken") said.push(words.no_texts);
    return said.join(" ");
  }

  /* The search forgives slips; it needs a server. */
  function offerSearch() {
    const typed = find.value.trim(), link = elsewhere.querySelector("a");
    const still = query.length && store.state() === "reading";
    elsewhere.hidden = Boolean(found.length || still || !typed) || location.protocol === "file:";
    link.textContent = words.search.replace("{typed}", typed);
    link.href = `${box.dataset.base}index.html#search=${encodeURIComponent(typed)}`;
  }

  function fill() {
    const from = list.children.length;
    list.append(...found.slice(from, shown).map((one) => result(one, query)));
    more.hidden = found.length <= shown;
    return list.children[from];
  }

  // -- what was chosen, each to be taken away again

  function showChosen() {
    const chips = facets.flatMap(({ key, label }) => [...chosen[key]].map((id) => {
      const name = `${label}: ${labels[key].get(id)}`;
      return chip(`${name} ×`, () => chosen[key].delete(id), words.remove.replace("{choice}", name));
    }));
    if (chips.length > 1 || (chips.length && query.length)) {
      chips.push(chip(words.clear, () => {
        find.value = "";
        Object.values(chosen).forEach((ids) => ids.clear());
      }));
    }
    chosenBox.replaceChildren(...chips);
  }

  function chip(text, act, label) {
    const button = h("button", { type: "button", "aria-label": label }, text);
    button.addEventListener("click", () => {
      act();
      tick();
      changed();
      (part(".rb-finder__chosen button") || find).focus();
    });
    return h("li", {}, button);
  }

  function tick() {
    facetsBox.querySelectorAll("input").forEach((input) => {
      input.checked = chosen[input.name].has(input.value);
    });
  }

  /* The reader chose something: what the address named in vain is told no longer. */
  function changed() {
    notice.hidden = true;
    show();
  }

  function fromAddress() {
    const said = address.read(facets, Array.from(sort.options, (option) => option.value));
    find.value = said.q;
    sort.value = said.sort;
    chosen = said.chosen;
    notice.firstElementChild.textContent = words.unknown.replace("{names}", said.unknown.join(", "));
    notice.hidden = !said.unknown.length;
    tick();
    if (find.value) store.read(show);
  }

  // -- the page

  facets.forEach((facet) => {
    facetsBox.append(h("fieldset", {}, h("legend", {}, facet.label),
      h("div", { class: "rb-finder__options" }, facet.values.map(([value, name]) => h("label", {},
        h("input", { type: "checkbox", name: facet.key, value }), h("span", {}, name), " ", h("b"))))));
  });

  let typing;
  find.addEventListener("focus", () => store.read(show));
  find.addEventListener("input", () => {
    store.read(show);
    clearTimeout(typing);
    typing = setTimeout(changed, store.many > 500 ? 150 : 0);
  });
  sort.addEventListener("change", changed);
  facetsBox.addEventListener("change", ({ target: { name, value, checked } }) => {
    chosen[name][checked ? "add" : "delete"](value);
    changed();
  });
  more.addEventListener("click", () => {
    shown += PAGE;
    const first = fill();
    if (first) first.querySelector("a").focus();
  });
  window.addEventListener("hashchange", () => {
    if (location.hash.includes("=") || !location.hash) { fromAddress(); show(); }
  });
  window.addEventListener("beforeprint", () => {
    shown = found.length;
    fill();
  });

  const section = document.getElementById("documents").parentElement;
  section.querySelectorAll(".rb-section").forEach((plain) => { plain.hidden = true; });
  document.querySelectorAll(".rb-contents").forEach((contents) => { contents.hidden = true; });
  section.append(box);
  section.classList.add("rb-finder--at-work");
  box.hidden = false;
  narrow.open = window.matchMedia("(min-width: 45em)").matches;
  fromAddress();
  show();
})((window.rolebook = window.rolebook || {}));
