/* Roles side by side: choosing them, reading what each says (compare/ID.js), and showing it as
   beside.js lays it together.

   The roles stand in the address behind the sign #, as roles=ID,ID: also in a folder. */
(function () {
  "use strict";

  var box = document.querySelector(".rb-compare");
  var known = window.rolebookFinder;
  if (!box || !known) return;

  var beside = window.rolebook.beside.beside;
  var marked = window.rolebook.beside.marked;
  var words = JSON.parse(box.dataset.words);
  var selects = Array.from(box.querySelectorAll("select"));
  var only = box.querySelector("input");
  var status = box.querySelector(".rb-compare__told");
  var notice = box.querySelector(".rb-notice");
  var legend = box.querySelector(".rb-compare__legend");
  var tables = box.querySelector(".rb-compare__tables");
  var formerly = JSON.parse(box.dataset.formerly);
  var told = {};
  var asked = {};

  // -- showing

  var titles = {};
  var roles = known.documents.filter(function (one) { return one.page.startsWith("roles/"); });
  function idOf(one) { return one.page.slice("roles/".length, -".html".length); }
  roles.forEach(function (one) { titles[idOf(one)] = one.title; });

  function named(ids) {
    return ids.map(function (id) {
      var alike = ids.filter(function (other) { return titles[other] === titles[id]; });
      return alike.length > 1 ? titles[id] + " (" + id + ")" : titles[id];
    });
  }

  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function cell(lines, own) {
    var made = element("td");
    var shown = lines.map(function (line) { return marked(line, own, words.different); });
    if (shown.length > 1) {
      var list = element("ul");
      shown.forEach(function (line) {
        var item = element("li");
        item.append(line);
        list.append(item);
      });
      made.append(list);
    } else made.append(shown.length ? shown[0] : "–");
    return made;
  }

  function table(chapter, ids, called) {
    var made = element("table", "rb-table rb-table--cards");
    var head = made.createTHead().insertRow();
    [words.what].concat(called, words.difference).forEach(function (title, at) {
      var one = element("th", "", at > 0 && at <= ids.length ? "" : title);
      one.scope = "col";
      if (at > 0 && at <= ids.length) {
        var link = element("a", "", title);
        link.href = "roles/" + ids[at - 1] + ".html";
        one.append(link);
      }
      head.append(one);
    });
    var body = made.createTBody();
    chapter.rows.forEach(function (one) {
      var line = body.insertRow();
      line.hidden = only.checked && one.sign === "same";
      var name = element("th", "", one.title);
      name.scope = "row";
      line.append(name);
      one.cells.forEach(function (lines, n) {
        var there = cell(lines, one.own[n]);
        there.dataset.label = called[n];
        line.append(there);
      });
      var difference = element("td", one.sign === "same" ? "rb-compare__same" : "rb-compare__differs",
        words[one.sign].replace("{role}", one.who === null ? "" : called[one.who]));
      difference.dataset.label = words.difference;
      line.append(difference);
    });
    return made;
  }

  function show() {
    var ids = chosen();
    tables.replaceChildren();
    status.textContent = ids.length === 1 ? words.another.replace("{role}", titles[ids[0]]) : "";
    legend.hidden = true;
    if (ids.length < 2) return;
    var missing = ids.filter(function (id) { return !told[id]; });
    if (missing.length) {
      status.textContent = missing.some(function (id) { return asked[id] === "broken"; })
        ? words.broken : words.reading;
      missing.forEach(read);
      return;
    }
    var called = named(ids);
    var count = 0, different = 0;
    beside(ids.map(function (id) { return told[id]; })).forEach(function (chapter) {
      var section = element("section", "rb-section");
      var heading = element("h2", "", chapter.title);
      heading.id = chapter.key;
      chapter.rows.forEach(function (one) { count += 1; different += one.sign !== "same"; });
      section.hidden = only.checked && chapter.rows.every(function (one) { return one.sign === "same"; });
      section.append(heading, table(chapter, ids, called));
      tables.append(section);
    });
    legend.hidden = !tables.querySelector("mark");
    status.textContent = different
      ? words.told.replace("{roles}", called.join(" | ")).replace("{different}", different).replace("{count}", count)
      : words.nothing;
  }

  window.rolebookCompare = function (id, chapters) { told[id] = chapters; };

  function read(id) {
    if (asked[id]) return;
    asked[id] = "asked";
    var script = element("script");
    script.src = box.dataset.roles.replace("{id}", id);
    script.addEventListener("load", show);
    script.addEventListener("error", function () { asked[id] = "broken"; show(); });
    document.head.append(script);
  }

  // -- choosing

  function chosen() {
    return selects.map(function (select) { return select.value; })
      .filter(function (id, at, ids) { return id && ids.indexOf(id) === at; });
  }

  function options(select) {
    var families = known.facets.find(function (facet) { return facet.key === "family"; });
    (families ? families.values : []).forEach(function (family) {
      var group = element("optgroup");
      group.label = family[1];
      roles.forEach(function (one) {
        if (one.family[0] !== family[0]) return;
        var option = element("option", "", one.grade ? one.title + " (" + one.grade[0] + ")" : one.title);
        option.value = idOf(one);
        group.append(option);
      });
      select.append(group);
    });
  }

  // Of the roles that the address names, those that there are, under their present ids; the others
  // are told.
  function fromAddress() {
    var said = (new URLSearchParams(location.hash.slice(1)).get("roles") || "").split(",")
      .map(function (id) { return id.trim(); }).filter(Boolean);
    function has(things, id) { return Object.prototype.hasOwnProperty.call(things, id); }
    var ids = said.map(function (id) { return has(formerly, id) ? formerly[id] : id; });
    var unknown = ids.filter(function (id) { return !has(titles, id); });
    ids = ids.filter(function (id, at) { return has(titles, id) && ids.indexOf(id) === at; });
    var left = ids.splice(selects.length);
    selects.forEach(function (select, at) { select.value = ids[at] || ""; });
    tell(unknown.length ? words.unknown.replace("{names}", unknown.join(", ")) : "",
      left.length ? words.most.replace("{names}", named(left).join(", ")) : "");
    show();
  }

  function tell() {
    var said = Array.from(arguments).filter(Boolean).join(" ");
    notice.firstElementChild.textContent = said;
    notice.hidden = !said;
  }

  selects.forEach(options);
  box.querySelector(".rb-compare__roles").addEventListener("change", function () {
    tell();
    history.replaceState(null, "", "#roles=" + chosen().join(","));
    show();
  });
  window.addEventListener("hashchange", function () {
    if (location.hash.includes("roles=")) fromAddress();
  });
  box.hidden = false;
  fromAddress();
})();
