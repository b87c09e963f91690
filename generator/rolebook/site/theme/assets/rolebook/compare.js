/* Roles side by side: what each says (compare/ID.js) laid together as rolebook.views.beside does.

   The roles stand in the address behind the sign #, as roles=ID,ID: also in a folder. */
(function () {
  "use strict";

  var box = document.querySelector(".rb-compare");
  var known = window.rolebookFinder;
  if (!box || !known) return;

  var words = JSON.parse(box.dataset.words);
  var selects = Array.from(box.querySelectorAll("select"));
  var only = box.querySelector("input");
  var status = box.querySelector("[role=status]");
  var tables = box.querySelector(".rb-compare__tables");
  var told = {};
  var asked = {};

  // -- laying together (beside, _groups, _rows, _row)

  function groups(chapters) {
    var found = [];
    chapters.forEach(function (chapter, number) {
      chapter.aspects.forEach(function (aspect) {
        var group = found.find(function (one) {
          return !one.cells[number].length && aspect[0].some(function (key) { return one.keys.has(key); });
        });
        if (!group) {
          group = { title: aspect[1], keys: new Set(), cells: chapters.map(function () { return []; }) };
          found.push(group);
        }
        aspect[0].forEach(function (key) { group.keys.add(key); });
        group.cells[number] = aspect[2];
      });
    });
    return found;
  }

  function same(one, other) { return one.join("\n") === other.join("\n"); }

  function row(title, cells) {
    var filled = [], empty = [], kinds = [];
    cells.forEach(function (lines, n) {
      (lines.length ? filled : empty).push(n);
      if (lines.length && !kinds.some(function (kind) { return same(kind, lines); })) kinds.push(lines);
    });
    var made = { title: title, cells: cells, sign: "different", who: null };
    if (kinds.length === 1 && !empty.length) made.sign = "same";
    else if (filled.length === 1) { made.sign = "only"; made.who = filled[0]; }
    else if (kinds.length === 1 && empty.length === 1) { made.sign = "not"; made.who = empty[0]; }
    else if (kinds.length === 2 && filled.length === 3) {
      made.sign = "other";
      made.who = filled.find(function (n) {
        return filled.filter(function (m) { return same(cells[n], cells[m]); }).length === 1;
      });
    }
    return made;
  }

  function rows(title, cells) {
    if (cells.every(function (lines) { return !lines.length; })) return [];
    if (cells.every(function (lines) { return lines.length <= 1; })) return [row(title, cells)];
    function having(line) {
      return cells.map(function (lines, n) { return lines.includes(line) ? n : -1; })
        .filter(function (n) { return n >= 0; });
    }
    var every = cells.map(function (lines, n) { return n; });
    var made = [], sets = [every];
    if (cells.length > 2) {
      every.slice().reverse().forEach(function (left) {
        sets.push(every.filter(function (n) { return n !== left; }));
      });
    }
    sets.forEach(function (set) {
      var shared = cells[set[0]].filter(function (line) { return having(line).join() === set.join(); });
      if (!shared.length) return;
      made.push(row(title, every.map(function (n) { return set.includes(n) ? shared : []; })));
    });
    var alone = cells.map(function (lines) {
      return lines.filter(function (line) { return having(line).length === 1; });
    });
    if (alone.some(function (lines) { return lines.length; })) made.push(row(title, alone));
    return made;
  }

  function chapters(ids) {
    return told[ids[0]].map(function (first, at) {
      var found = [];
      groups(ids.map(function (id) { return told[id][at]; })).forEach(function (group) {
        found = found.concat(rows(group.title, group.cells));
      });
      return { key: first.key, title: first.title, rows: found };
    }).filter(function (chapter) { return chapter.rows.length; });
  }

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

  function cell(lines) {
    var made = element("td");
    if (lines.length > 1) {
      var list = element("ul");
      lines.forEach(function (line) {
        var item = element("li");
        item.innerHTML = line; // finished when the site was made, with every sign escaped
        list.append(item);
      });
      made.append(list);
    } else if (lines.length) made.innerHTML = lines[0];
    else made.textContent = "–";
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
        var there = cell(lines);
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
    status.textContent = "";
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
    chapters(ids).forEach(function (chapter) {
      var section = element("section", "rb-section");
      var heading = element("h2", "", chapter.title);
      heading.id = chapter.key;
      chapter.rows.forEach(function (one) { count += 1; different += one.sign !== "same"; });
      section.hidden = only.checked && chapter.rows.every(function (one) { return one.sign === "same"; });
      section.append(heading, table(chapter, ids, called));
      tables.append(section);
    });
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

  function fromAddress() {
    var ids = (new URLSearchParams(location.hash.slice(1)).get("roles") || "").split(",")
      .filter(function (id) { return Object.prototype.hasOwnProperty.call(titles, id); });
    selects.forEach(function (select, at) { select.value = ids[at] || ""; });
    show();
  }

  selects.forEach(options);
  box.querySelector(".rb-compare__roles").addEventListener("change", function () {
    history.replaceState(null, "", "#roles=" + chosen().join(","));
    show();
  });
  window.addEventListener("hashchange", function () {
    if (location.hash.includes("roles=")) fromAddress();
  });
  box.hidden = false;
  fromAddress();
})();
