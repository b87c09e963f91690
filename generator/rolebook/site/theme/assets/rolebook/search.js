/* The search box: field, filters, status, keys. What finds and what shows is loaded at first use
   (search/engine.js, search/results.js). */
(function () {
  "use strict";

  var opener = document.querySelector(".rb-search-open");
  var dialog = document.getElementById("rb-search");
  if (!opener || !dialog || !dialog.showModal) return;

  var box = dialog.querySelector(".rb-search__box");
  var input = dialog.querySelector(".rb-search__input");
  var status = dialog.querySelector(".rb-search__status");
  var notice = dialog.querySelector(".rb-search__notice");
  var meant = dialog.querySelector(".rb-search__meant");
  var list = dialog.querySelector(".rb-search__results");
  var more = dialog.querySelector(".rb-search__more");
  var keys = dialog.querySelector(".rb-search__keys input");
  var facets = Array.from(dialog.querySelectorAll("[data-facet]"));
  var words = JSON.parse(box.dataset.words);
  var onDisk = location.protocol === "file:";
  var PAGE = 10;
  var SOON = 3; // results to show before the rest of a page is loaded
  var engine = null;
  var results = null;
  var elsewhere = null;
  var asked = 0;
  var found = [];
  var shown = 0;

  opener.setAttribute("role", "button");
  opener.setAttribute("aria-haspopup", "dialog");

  function say(text) { status.textContent = text; }

  function remark(text) {
    var typed = input.value.trim();
    notice.firstElementChild.textContent = text;
    notice.querySelector("a").hash = typed && "q=" + encodeURIComponent(typed); // for the finder
    notice.hidden = !text;
  }

  /* The words that a sentence names stand in it as {words}, {typed}. */
  function fill(text, values) {
    return words[text].replace(/\{(\w+)\}/g, function (_, name) { return values[name]; });
  }

  function load() {
    if (onDisk) {
      remark(words["The search needs a web server. From a folder, use the list of roles and procedures."]);
      input.disabled = true;
      dialog.classList.add("rb-search--disk");
      return Promise.reject(new Error("file"));
    }
    if (!engine) {
      var bundle = new URL(box.dataset.bundle, location.href).href;
      var program = new URL(box.dataset.program, location.href).href;
      engine = Promise.all([import(program + "engine.js"), import(program + "results.js")])
        .then(async function (modules) {
          var opened = await modules[0].openEngine(bundle);
          results = modules[1].resultList(list, box.dataset.base, JSON.parse(box.dataset.groups));
          return opened;
        });
      engine.catch(function () {
        engine = null;
        remark(words["The search could not be loaded. Use the list of roles and procedures."]);
      });
    }
    return engine;
  }

  /* What the other languages have for a query; how to look there is loaded when it is first asked. */
  function abroad(query) {
    var others = JSON.parse(box.dataset.others).map(function (each) {
      return [new URL(each[0], location.href).href].concat(each.slice(1));
    });
    elsewhere = elsewhere || import(new URL(box.dataset.program, location.href).href + "elsewhere.js")
      .then(function (module) { return module.openElsewhere(others); });
    return elsewhere.then(function (ask) { return ask(query); }).catch(function () {
      elsewhere = null; // this language's answer stands without the others
      return [];
    });
  }

  /* The values of each facet with their numbers; a value without pages cannot be chosen. */
  function offer(counts) {
    facets.forEach(function (facet) {
      var values = counts[facet.dataset.facet] || {};
      if (facet.options.length === 1) {
        Object.keys(values).sort(function (a, b) {
          return a.localeCompare(b, document.documentElement.lang);
        }).forEach(function (value) { facet.add(new Option(value, value)); });
      }
      Array.from(facet.options).slice(1).forEach(function (option) {
        var number = Math.max(0, values[option.value] || 0);
        option.textContent = option.value + " (" + number + ")";
        option.disabled = !number && !option.selected;
      });
    });
  }

  async function search(verbatim) {
    var query = input.value.trim();
    var turn = ++asked;
    var filters = {};
    facets.forEach(function (facet) { if (facet.value) filters[facet.dataset.facet] = facet.value; });
    remark("");
    meant.hidden = true;
    try {
      if (!query && !Object.keys(filters).length) {
        clear();
        say("");
        await count(turn);
        return;
      }
      say(words["Searching"]);
      var answer = await (await load()).find(query, filters, verbatim === true);
      if (turn !== asked) return;
      var others = answer.hits.length || Object.keys(filters).length ? [] : await abroad(query);
      if (turn !== asked) return;
      clear();
      found = [answer].concat(others).flatMap(function (one) {
        return one.hits.map(function (hit) { return { hit: hit, words: one.words, place: one.place }; });
      });
      explain(answer, others);
      await show(turn);
      if (answer.counts) offer(answer.counts);
      else await count(turn, query, filters, verbatim === true);
      if (turn === asked) list.dataset.query = query; // what the list answers, once it is whole
    } catch (error) {
      if (turn === asked) say("");
    }
  }

  /* The numbers beside the filters: their files are loaded when results are there already. */
  async function count(turn, query, filters, verbatim) {
    var opened = await load();
    if (!facets.length) return;
    var counts = opened.totals;
    if (facets[0].options.length === 1) offer(counts); // all values there are
    if (query || filters) {
      await opened.count();
      counts = (await opened.find(query, filters, verbatim)).counts;
    }
    if (turn === asked) offer(counts);
  }

  /* How many there are, and which words were looked for instead of those typed. */
  function explain(answer, others) {
    var number = answer.hits.length;
    var said = [number === 0 ? words["No results"]
      : number === 1 ? words["1 result"]
      : fill("{count} results", { count: number })];
    others.forEach(function (one) {
      said.push(fill(one.hits.length === 1 ? "1 result in {language}" : "{count} results in {language}",
        { count: one.hits.length, language: one.language }));
    });
    if (answer.corrected.length) {
      said.push(fill("Results for {words}", { words: answer.words.join(" ") }));
      meant.textContent = fill("Search for {typed} instead", { typed: input.value.trim() });
      meant.hidden = false;
    }
    if (answer.unknown.length && number) {
      said.push(fill("Nowhere in the handbook: {words}", { words: answer.unknown.join(", ") }));
    }
    say(said.join(". "));
    if (!found.length) {
      remark(words["Nothing was found. Try another word, or look through the list of roles and procedures."]);
    }
  }

  /* Shows the next results, the first of them before the others are loaded; gives back the first
     link that is new. */
  async function show(turn) {
    var end = Math.min(shown + PAGE, found.length), first = null;
    while (shown < end) {
      var pages = await Promise.all(found.slice(shown, Math.min(end, shown ? end : SOON)).map(pageOf));
      if (turn !== asked) return null;
      var link = results.add(pages);
      first = first || link;
      shown += pages.length;
    }
    more.hidden = shown >= found.length;
    return first;
  }

  function pageOf(one) {
    return one.hit.data().then(function (page) {
      return Object.assign({ asked: one.words }, page, one.place);
    });
  }

  function clear() {
    found = [];
    shown = 0;
    if (results) results.clear();
    delete list.dataset.query;
    more.hidden = true;
  }

  function open() {
    if (dialog.open) return;
    dialog.showModal();
    input.focus();
    input.select();
    count(asked).catch(function () { /* the notice says so */ });
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
    var first = await show(asked);
    if (first) first.focus();
  });
  meant.addEventListener("click", function () {
    input.focus();
    search(true);
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

  // An address may ask for a search: #search=words.
  var wanted = /^#search=(.+)/.exec(location.hash);
  if (wanted) {
    try { input.value = decodeURIComponent(wanted[1]); } catch (error) { /* not written by us */ }
    open();
    if (input.value) search();
  }
})();
