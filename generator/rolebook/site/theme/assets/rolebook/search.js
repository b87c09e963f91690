/* The search box over Pagefind: loaded at first use, results as plain links.
   Nothing that comes out of the index is taken for HTML. */
(function () {
  "use strict";

  var opener = document.querySelector(".rb-search-open");
  var dialog = document.getElementById("rb-search");
  if (!opener || !dialog || !dialog.showModal) return;

  var box = dialog.querySelector(".rb-search__box");
  var input = dialog.querySelector(".rb-search__input");
  var status = dialog.querySelector(".rb-search__status");
  var notice = dialog.querySelector(".rb-search__notice");
  var list = dialog.querySelector(".rb-search__results");
  var more = dialog.querySelector(".rb-search__more");
  var keys = dialog.querySelector(".rb-search__keys input");
  var facets = Array.from(dialog.querySelectorAll("[data-facet]"));
  var words = JSON.parse(box.dataset.words);
  var onDisk = location.protocol === "file:";
  var PAGE = 10;
  var engine = null;
  var asked = 0;
  var found = [];

  opener.setAttribute("role", "button");
  opener.setAttribute("aria-haspopup", "dialog");

  function say(text) { status.textContent = text; }

  function remark(text) {
    notice.firstElementChild.textContent = text;
    notice.hidden = !text;
  }

  function load() {
    if (onDisk) {
      remark(words["The search needs a web server. From a folder, use the list of everything."]);
      input.disabled = true;
      dialog.classList.add("rb-search--disk");
      return Promise.reject(new Error("file"));
    }
    if (!engine) {
      var bundle = new URL(box.dataset.bundle, location.href).href + "/";
      engine = import(bundle + "pagefind.js").then(async function (pagefind) {
        await pagefind.options({ bundlePath: bundle, baseUrl: "/", excerptLength: 24 });
        await pagefind.init();
        await fill(pagefind);
        return pagefind;
      });
      engine.catch(function () {
        engine = null;
        remark(words["The search could not be loaded. Use the list of everything."]);
      });
    }
    return engine;
  }

  async function fill(pagefind) {
    if (!facets.length) return;
    var filters = await pagefind.filters();
    facets.forEach(function (facet) {
      var values = filters[facet.dataset.facet] || {};
      Object.keys(values).sort(function (a, b) {
        return a.localeCompare(b, document.documentElement.lang);
      }).forEach(function (value) {
        facet.add(new Option(value + " (" + values[value] + ")", value));
      });
    });
  }

  async function search() {
    var query = input.value.trim();
    var turn = ++asked;
    var filters = {};
    facets.forEach(function (facet) { if (facet.value) filters[facet.dataset.facet] = facet.value; });
    remark("");
    if (!query && !Object.keys(filters).length) { clear(); say(""); return; }
    say(words["Searching"]);
    try {
      var pagefind = await load();
      var answer = query
        ? await pagefind.search(query, { filters: filters })
        : await pagefind.search(null, { filters: filters, sort: { title: "asc" } });
      if (turn !== asked) return;
      clear();
      found = answer.results;
      say(found.length === 0 ? words["No results"]
        : found.length === 1 ? words["1 result"]
        : words["{count} results"].replace("{count}", found.length));
      if (!found.length) {
        remark(words["Nothing was found. Try another word, or look through the list of everything."]);
      }
      await show(turn);
      list.dataset.query = query; // what the list answers, once it is whole
    } catch (error) {
      say("");
    }
  }

  async function show(turn) {
    var start = list.children.length;
    var data = await Promise.all(found.slice(start, start + PAGE).map(function (one) { return one.data(); }));
    if (turn !== asked) return;
    data.forEach(function (one) { list.append(entry(one)); });
    more.hidden = list.children.length >= found.length;
  }

  function clear() {
    found = [];
    list.replaceChildren();
    delete list.dataset.query;
    more.hidden = true;
  }

  function part(name, text) {
    var span = document.createElement("span");
    span.className = "rb-search__" + name;
    span.append(text);
    return span;
  }

  function entry(one) {
    var item = document.createElement("li");
    var link = document.createElement("a");
    // raw_url is the address below the language's folder, as it was indexed.
    link.href = box.dataset.base + (one.raw_url || one.url).replace(/^\/+/, "");
    link.append(part("title", one.meta.title || ""));
    if (one.meta.kind) link.append(" ", part("kind", one.meta.kind));
    if (one.meta.also) link.append(part("also", one.meta.also));
    var excerpt = part("excerpt", "");
    one.excerpt.split(/<\/?mark>/).forEach(function (piece, index) {
      var text = document.createTextNode(plain(piece));
      if (index % 2) {
        var mark = document.createElement("mark");
        mark.append(text);
        excerpt.append(mark);
      } else {
        excerpt.append(text);
      }
    });
    excerpt.prepend("… ");
    excerpt.append(" …");
    link.append(excerpt);
    item.append(link);
    return item;
  }

  function plain(text) {
    return text.replace(/&lt;/g, "<").replace(/&gt;/g, ">").replace(/&quot;/g, '"')
      .replace(/&#39;/g, "'").replace(/&amp;/g, "&");
  }

  function open() {
    if (dialog.open) return;
    dialog.showModal();
    input.focus();
    input.select();
    load().catch(function () { /* the notice says so */ });
  }

  opener.addEventListener("click", function (event) {
    if (event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open();
  });
  opener.addEventListener("keydown", function (event) {
    if (event.key === " ") { event.preventDefault(); open(); }
  });
  dialog.querySelector(".rb-search__close").addEventListener("click", function () { dialog.close(); });
  dialog.addEventListener("click", function (event) { if (event.target === dialog) dialog.close(); });
  more.addEventListener("click", async function () {
    var next = list.children.length;
    await show(asked);
    var item = list.children[next];
    if (item) item.firstElementChild.focus();
  });

  var timer = 0;
  input.addEventListener("input", function () {
    clearTimeout(timer);
    timer = setTimeout(search, 150);
  });
  facets.forEach(function (facet) { facet.addEventListener("change", search); });

  // Arrow keys walk through the results, from the field and back to it.
  dialog.addEventListener("keydown", function (event) {
    var links = Array.from(list.querySelectorAll("a"));
    var at = links.indexOf(document.activeElement);
    if (event.target.tagName === "SELECT" || !links.length) return;
    if (event.key === "ArrowDown") {
      event.preventDefault();
      links[Math.min(at + 1, links.length - 1)].focus();
    } else if (event.key === "ArrowUp" && at >= 0) {
      event.preventDefault();
      if (at) links[at - 1].focus(); else input.focus();
    } else if (event.key === "Enter" && event.target === input) {
      event.preventDefault();
      links[0].click();
    }
  });

  // Single keys open the search; they can be switched off (WCAG 2.1.4).
  try { keys.checked = localStorage.getItem("rolebook.keys") !== "off"; } catch (error) { /* none */ }
  keys.addEventListener("change", function () {
    try { localStorage.setItem("rolebook.keys", keys.checked ? "on" : "off"); } catch (error) { /* none */ }
  });
  document.addEventListener("keydown", function (event) {
    var typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (dialog.open || typing || event.altKey || event.isComposing) return;
    var chord = (event.ctrlKey || event.metaKey) && event.key === "k";
    var single = keys.checked && !event.ctrlKey && !event.metaKey && /^[/s]$/.test(event.key);
    if (chord || single) { event.preventDefault(); open(); }
  });
})();
