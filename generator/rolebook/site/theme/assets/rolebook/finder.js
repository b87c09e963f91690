/* The finder: every role and procedure, narrowed down by choices and by words.

   What it knows (finder/documents.js): facets, documents in the order of their titles. Tasks and
   steps (finder/texts-N.js) are read when words are typed. The choice is kept in the address behind
   the sign #, which also works from a folder; its values are ids, the same in every language. */
(function () {
  "use strict";

  var box = document.querySelector(".rb-finder");
  var known = window.rolebookFinder;
  if (!box || !known) return;

  var PAGE = 50, PLACES = 3;
  var words = JSON.parse(box.dataset.words);
  var base = box.dataset.base;
  var find = box.querySelector("input[type=search]");
  var sort = box.querySelector("select");
  var narrow = box.querySelector(".rb-finder__narrow");
  var facetsBox = box.querySelector(".rb-finder__facets");
  var chosenBox = box.querySelector(".rb-finder__chosen");
  var status = box.querySelector(".rb-finder__count");
  var results = box.querySelector(".rb-finder__results");
  var more = box.querySelector(".rb-finder__more button");
  var written = new Intl.DateTimeFormat(known.locale, {
    day: "numeric", month: "long", year: "numeric", timeZone: "UTC"
  });

  // -- words, in small letters without accents

  var APART = { "ß": "ss", "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d" };

  function folded(text) {
    return text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "")
      .replace(/[ßæœøłđ]/g, function (letter) { return APART[letter]; });
  }

  // Each word may be typed with ae, oe, ue for an umlaut.
  function asked() {
    return folded(find.value).split(/\s+/).filter(Boolean).map(function (word) {
      var short = word.replace(/([aou])e/g, "$1");
      return short === word ? [word] : [word, short];
    });
  }

  function has(text, word) {
    return word.some(function (form) { return text.includes(form); });
  }

  // The text with what was asked for in marks. A letter can fold to two: places are kept.
  function marked(text, query) {
    var made = document.createDocumentFragment();
    var plain = "", at = [];
    Array.from(text).reduce(function (place, letter) {
      var small = folded(letter);
      for (var i = 0; i < small.length; i += 1) at.push(place);
      plain += small;
      return place + letter.length;
    }, 0);
    at.push(text.length);
    var runs = [];
    query.forEach(function (word) {
      word.forEach(function (form) {
        for (var from = plain.indexOf(form); from >= 0; from = plain.indexOf(form, from + form.length)) {
          runs.push([at[from], at[from + form.length]]);
        }
      });
    });
    runs.sort(function (one, other) { return one[0] - other[0]; });
    var done = 0;
    runs.forEach(function (run) {
      if (run[0] < done) return;
      made.append(text.slice(done, run[0]), element("mark", "", text.slice(run[0], run[1])));
      done = run[1];
    });
    made.append(text.slice(done));
    return made;
  }

  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  // -- what is known of each document

  var DAY = 86400000;
  var now = new Date();
  var today = Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()) / DAY;

  // Within a month is within a year as well.
  function terms(day) {
    if (!day) return ["never"];
    var left = Date.parse(day + "T00:00:00Z") / DAY - today;
    if (left < 0) return ["overdue"];
    var found = known.terms.filter(function (one) { return one.days !== null && left <= one.days; });
    return found.length ? found.map(function (one) { return one.key; }) : ["later"];
  }

  var grades = {};
  var labels = {};
  var facets = known.facets.concat([{
    key: "review", label: words.review,
    values: known.terms.map(function (one) { return one.key; }).concat(["later", "never"])
      .map(function (key) { return [key, words[key]]; })
  }]);
  facets.forEach(function (facet) {
    labels[facet.key] = {};
    facet.values.forEach(function (value, at) {
      labels[facet.key][value[0]] = value[1];
      if (facet.key === "grade") grades[value[0]] = at;
    });
  });

  var documents = known.documents.map(function (one, at) {
    var ids = {};
    facets.forEach(function (facet) { ids[facet.key] = one[facet.key] || []; });
    ids.review = terms(one.review);
    var names = [one.title].concat(one.also || [], one.number || []);
    return { at: at, is: one, ids: ids, title: folded(one.title),
      names: folded(names.join("\n")), places: [] };
  });

  // -- tasks and steps, read when they are needed

  var waiting = known.texts.length;
  var begun = false, broken = false;

  known.read = function (piece, texts) {
    texts.forEach(function (places, at) {
      documents[piece * known.piece + at].places = places.map(function (place) {
        return { is: place, text: folded(place[2]) };
      });
    });
  };

  function readTexts() {
    if (begun) return;
    begun = true;
    known.texts.forEach(function (address) {
      var script = document.createElement("script");
      script.src = base + address;
      function done() { waiting -= 1; if (!waiting) show(); }
      script.addEventListener("load", done);
      script.addEventListener("error", function () { broken = true; done(); });
      document.head.append(script);
    });
  }

  // -- the choice, and the address that keeps it

  var chosen = {};
  var shown = PAGE;

  function fromAddress() {
    var said = new URLSearchParams(location.hash.slice(1));
    find.value = said.get("q") || "";
    sort.value = said.get("sort") || "best";
    if (sort.selectedIndex < 0) sort.value = "best";
    chosen = {};
    facets.forEach(function (facet) {
      chosen[facet.key] = new Set(said.getAll(facet.key).filter(function (value) {
        return Object.prototype.hasOwnProperty.call(labels[facet.key], value);
      }));
    });
    facetsBox.querySelectorAll("input").forEach(function (input) {
      input.checked = chosen[input.name].has(input.value);
    });
    if (find.value) readTexts();
  }

  function keep() {
    var said = new URLSearchParams();
    if (find.value.trim()) said.set("q", find.value.trim());
    facets.forEach(function (facet) {
      chosen[facet.key].forEach(function (value) { said.append(facet.key, value); });
    });
    if (sort.value !== "best") said.set("sort", sort.value);
    var text = said.toString();
    if (text || location.hash.includes("=")) history.replaceState(null, "", "#" + text);
  }

  // -- finding

  // How well a document fits the words: 3 in the title, 2 in its names, 1 with a task or step
  // (which then has every word that the names have not), 0 not at all. `hits` are the tasks and
  // steps to show.
  function fit(one, query) {
    one.hits = [];
    if (!query.length) return 1;
    if (query.every(function (word) { return has(one.title, word); })) return 3;
    var missing = query.filter(function (word) { return !has(one.names, word); });
    var wanted = missing.length ? missing : query;
    one.hits = one.places.filter(function (place) {
      return wanted.every(function (word) { return has(place.text, word); });
    });
    return !missing.length ? 2 : one.hits.length ? 1 : 0;
  }

  function chosenIn(one, key) {
    return !chosen[key].size || one.ids[key].some(function (id) { return chosen[key].has(id); });
  }

  var ORDERS = {
    best: function (one, other) { return other.fit - one.fit || one.at - other.at; },
    title: function (one, other) { return one.at - other.at; },
    number: function (one, other) {
      return compared(one.is.number || "\uffff", other.is.number || "\uffff") || one.at - other.at;
    },
    grade: function (one, other) { return rank(other) - rank(one) || one.at - other.at; },
    review: function (one, other) {
      return compared(one.is.review || "9", other.is.review || "9") || one.at - other.at;
    }
  };

  function compared(one, other) { return one < other ? -1 : one > other ? 1 : 0; }

  function rank(one) {
    var id = one.ids.grade[0];
    return id in grades ? grades[id] : -1;
  }

  var found = [], query = [];

  function show() {
    query = asked();
    found = [];
    var counts = {};
    facets.forEach(function (facet) { counts[facet.key] = {}; });
    documents.forEach(function (one) {
      one.fit = fit(one, query);
      if (!one.fit) return;
      var missed = facets.filter(function (facet) { return !chosenIn(one, facet.key); });
      if (!missed.length) found.push(one);
      // A value's count is what there would be of it under all the other choices.
      if (missed.length > 1) return;
      (missed.length ? missed : facets).forEach(function (facet) {
        one.ids[facet.key].forEach(function (id) {
          counts[facet.key][id] = (counts[facet.key][id] || 0) + 1;
        });
      });
    });
    found.sort(ORDERS[sort.value]);
    facetsBox.querySelectorAll("label").forEach(function (label) {
      var input = label.querySelector("input");
      var count = counts[input.name][input.value] || 0;
      label.querySelector("b").textContent = count;
      label.hidden = !count && !input.checked;
    });
    facetsBox.querySelectorAll("fieldset").forEach(function (set) {
      set.hidden = !set.querySelector("label:not([hidden])");
    });
    shown = PAGE;
    results.replaceChildren();
    fill();
    showChosen();
    tell();
    keep();
  }

  function tell() {
    var said = [found.length === 1 ? words.one
      : found.length ? words.count.replace("{count}", found.length.toLocaleString(known.locale))
        : words.none];
    if (query.length && begun && waiting) said = found.length ? said.concat(words.reading) : [words.reading];
    if (query.length && broken && !waiting) said.push(words.no_texts);
    status.textContent = said.join(" ");
  }

  function fill() {
    var from = results.children.length;
    results.append.apply(results, found.slice(from, shown).map(result));
    more.hidden = found.length <= shown;
    return results.children[from];
  }

  function result(one) {
    var made = element("li");
    var title = element("p", "rb-finder__title");
    var link = element("a");
    link.href = base + one.is.page;
    if (one.is.lang) link.lang = one.is.lang;
    link.append(marked(one.is.title, query));
    title.append(link);
    var state = one.ids.status[0];
    if (state && state !== "approved") {
      title.append(" ", element("span", "rb-status rb-status--" + state, labels.status[state]));
    }
    made.append(title);
    var facts = element("p", "rb-finder__facts");
    facts.append(marked([one.is.number || ""].concat(
      ["kind", "grade", "family", "area"].map(function (key) {
        var label = key === "grade" ? facets.find(function (f) { return f.key === key; }) : null;
        return one.ids[key].map(function (id) {
          return (label ? label.label + " " : "") + labels[key][id];
        }).join(", ");
      }), one.is.review ? reviewed(one) : "").filter(Boolean).join(" · "), one.is.number ? query.filter(function (word) {
        return has(folded(one.is.number), word);
      }) : []));
    made.append(facts);
    var also = (one.is.also || []).filter(function (name) {
      var text = folded(name);
      return query.some(function (word) { return has(text, word); });
    });
    if (also.length) {
      var names = element("p", "rb-finder__also", words.also + ": ");
      names.append(marked(also.join(", "), query));
      made.append(names);
    }
    if (one.hits.length) made.append(places(one));
    return made;
  }

  function reviewed(one) {
    var day = written.format(new Date(one.is.review + "T00:00:00Z"));
    var said = words.review_by.replace("{date}", day);
    return one.ids.review[0] === "overdue" ? said + " (" + words.overdue.toLowerCase() + ")" : said;
  }

  function places(one) {
    var list = element("ul");
    one.hits.slice(0, PLACES).forEach(function (hit) {
      var item = element("li");
      var number = hit.is[1];
      var name = one.ids.kind[0] === "procedure" ? words.step : number ? words.task : words.task_alone;
      var link = element("a", "", name.replace("{number}", number));
      link.href = base + one.is.page + "#" + hit.is[0];
      var text = element("span");
      if (hit.is[3]) text.lang = hit.is[3];
      text.append(marked(hit.is[2], query));
      item.append(link, ": ", text);
      list.append(item);
    });
    var left = one.hits.length - PLACES;
    if (left > 0) {
      list.append(element("li", "", left === 1 ? words.places_one : words.places.replace("{count}", left)));
    }
    return list;
  }

  // -- what was chosen, each to be taken away again

  function showChosen() {
    var kept = [];
    facets.forEach(function (facet) {
      chosen[facet.key].forEach(function (value) {
        kept.push([facet.label + ": " + labels[facet.key][value], function () {
          chosen[facet.key].delete(value);
        }]);
      });
    });
    chosenBox.replaceChildren.apply(chosenBox, kept.map(function (one) {
      var button = chip(one[0] + " ×", function () { one[1](); afterwards(); });
      button.setAttribute("aria-label", words.remove.replace("{choice}", one[0]));
      return item(button);
    }));
    if (kept.length > 1 || (kept.length && query.length)) {
      chosenBox.append(item(chip(words.clear, function () {
        find.value = "";
        facets.forEach(function (facet) { chosen[facet.key].clear(); });
        afterwards();
      })));
    }
  }

  function chip(text, act) {
    var button = element("button", "", text);
    button.type = "button";
    button.addEventListener("click", act);
    return button;
  }

  function item(child) {
    var made = element("li");
    made.append(child);
    return made;
  }

  function afterwards() {
    facetsBox.querySelectorAll("input").forEach(function (input) {
      input.checked = chosen[input.name].has(input.value);
    });
    show();
    (chosenBox.querySelector("button") || find).focus();
  }

  // -- the page

  facets.forEach(function (facet) {
    var set = element("fieldset");
    var options = element("div", "rb-finder__options");
    set.append(element("legend", "", facet.label), options);
    facet.values.forEach(function (value) {
      var label = element("label");
      var input = element("input");
      input.type = "checkbox";
      input.name = facet.key;
      input.value = value[0];
      label.append(input, element("span", "", value[1]), " ", element("b"));
      options.append(label);
    });
    facetsBox.append(set);
  });

  var typing;
  find.addEventListener("focus", readTexts);
  find.addEventListener("input", function () {
    readTexts();
    clearTimeout(typing);
    typing = setTimeout(show, documents.length > 500 ? 150 : 0);
  });
  sort.addEventListener("change", show);
  facetsBox.addEventListener("change", function (event) {
    var input = event.target;
    if (input.checked) chosen[input.name].add(input.value);
    else chosen[input.name].delete(input.value);
    show();
  });
  more.addEventListener("click", function () {
    shown += PAGE;
    var first = fill();
    if (first) first.querySelector("a").focus();
  });
  window.addEventListener("hashchange", function () {
    if (location.hash.includes("=") || !location.hash) { fromAddress(); show(); }
  });
  window.addEventListener("beforeprint", function () {
    shown = found.length;
    fill();
  });

  var section = document.getElementById("documents").parentElement;
  section.querySelectorAll(".rb-section").forEach(function (list) { list.hidden = true; });
  document.querySelectorAll(".rb-contents").forEach(function (contents) { contents.hidden = true; });
  section.append(box);
  section.classList.add("rb-finder--at-work");
  box.hidden = false;
  narrow.open = window.matchMedia("(min-width: 45em)").matches;
  fromAddress();
  show();
})();
