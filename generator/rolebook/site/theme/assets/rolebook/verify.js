/* Is this paper current? Looks a code up among the texts that the handbook knows.

   What it knows (editions.js): documents, each with its title, page and the periods in which its
   versions are in force, as [version, approved on, first day, first day in words, last day in words];
   texts by their code, each as [document, what it is, language, versions, revision, 1 for the last,
   its periods, and where it has none: the version that takes its place, its first day in words and as
   a date]. Which version is in force is worked out here, by the reader's day. */
(function () {
  "use strict";

  var box = document.querySelector(".rb-verify");
  var known = window.rolebookEditions;
  if (!box || !known) return;

  var words = JSON.parse(box.dataset.words);
  var form = box.querySelector("form");
  var input = box.querySelector("input");
  var answer = box.querySelector(".rb-verify__answer");
  var LOOK_ALIKE = { 0: "O", 1: "I", 8: "B" };
  var SIGNS = { current: "✓", superseded: "!", coming: "»", withdrawn: "✕", draft: "…", unknown: "?" };

  // A code as somebody typed it from paper, or as it stands in an address behind the sign #.
  function codeOf(typed) {
    var text = typed.slice(typed.lastIndexOf("#") + 1);
    try { text = decodeURIComponent(text); } catch (error) { /* a stray per cent sign */ }
    return text.normalize("NFKC").toUpperCase().replace(/[\s\p{P}\p{Cf}]/gu, "")
      .replace(/[018]/g, function (digit) { return LOOK_ALIKE[digit]; });
  }

  function grouped(code) { return code.replace(/.{4}(?=.)/g, "$&-"); }

  function filled(text, values) {
    return text.replace(/\{(\w+)\}/g, function (name, key) {
      return key in values ? values[key] : name;
    });
  }

  function element(name, className, text) {
    var made = document.createElement(name);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  function verdict(kind, title, said, links) {
    var made = element("div", "rb-verify__verdict rb-verify__verdict--" + kind);
    var heading = element("p", "rb-verify__title");
    var sign = element("span", "rb-verify__sign", SIGNS[kind]);
    sign.setAttribute("aria-hidden", "true");
    heading.append(sign, title);
    made.append(heading);
    said.forEach(function (text) { made.append(element("p", "", text)); });
    if (links.length) {
      var list = element("ul");
      links.forEach(function (one) {
        var item = element("li");
        var link = element("a", "", one[1]);
        link.href = one[0];
        item.append(one[2] || "", link);
        list.append(item);
      });
      made.append(list);
    }
    return made;
  }

  // What an approved text is on a day: the heading, the sentence, and what to fill in.
  function standing(one, text) {
    var now = new Date();
    var today = new Date(Date.UTC(now.getFullYear(), now.getMonth(), now.getDate()))
      .toISOString().slice(0, 10);
    var periods = one.periods;
    var mine = text[6];
    var at = periods.filter(function (period) { return period[2] <= today; }).length - 1;
    var here = at < 0 ? [] : periods[at];
    function has(place) { return mine.indexOf(place) >= 0; }

    if (has(at)) {
      var first = at, last = at;
      while (has(first - 1)) first -= 1;
      while (has(last + 1)) last += 1;
      var next = periods[last + 1];
      return next
        ? ["current", "current_until", { until: periods[last][4], day: next[3], last: next[0] }]
        : ["current", "current", { date: periods[first][3] }];
    }
    var ahead = mine.filter(function (place) { return place > at; })[0];
    if (ahead !== undefined) {
      return ["coming", at < 0 ? "coming_first" : "coming",
        { date: periods[ahead][3], last: here[0] }];
    }
    if (text[7] && today < text[9]) return ["superseded", "superseded_never", { last: text[7], day: text[8] }];
    if (at < 0) here = periods[periods.length - 1];
    return ["superseded", here[1] === here[3] ? "superseded" : "superseded_later",
      { last: here[0], date: here[1], day: here[3] }];
  }

  function told(text) {
    var one = known.documents[text[0]];
    var found = text[1] === "approved" ? standing(one, text)
      : [text[1], text[1] === "withdrawn" && !text[4] ? "withdrawn_draft" : text[1],
        { date: one.withdrawn }];
    var validity = found[0];
    var changed = one.compared && text[4] && !text[5];
    var said = filled(words[found[1] + "_said"], Object.assign(found[2], {
      title: one.number ? one.number + " " + one.title : one.title,
      language: known.languages[text[2]] || text[2],
      version: text[3]
    }));
    var links = [];
    if (one.replaced && one.replaced[1]) {
      links.push([one.replaced[1], one.replaced[0], words.replaced + ": "]);
    }
    if (changed) links.push([one.history + "/" + text[4] + ".html#since", words.changes]);
    if (one.page && validity !== "withdrawn") links.push([one.page, words.page]);
    if (one.history) links.push([one.history + ".html", words.history]);
    return verdict(validity, words[validity], [said], links);
  }

  function check(typed) {
    var code = codeOf(typed);
    var found = Object.prototype.hasOwnProperty.call(known.texts, code) ? known.texts[code] : [];
    var strange = code.replace(/[A-Z2-7]/g, "");
    answer.replaceChildren();
    if (!code) return;
    if (found.length) answer.append.apply(answer, found.map(told));
    else if (strange) {
      answer.append(verdict("unknown", words.unknown,
        [filled(words.character_said, { characters: strange.split("").join(" ") })], []));
    } else if (code.length !== 16) {
      answer.append(verdict("unknown", words.unknown,
        [filled(words.length_said, { count: code.length })], []));
    } else {
      answer.append(verdict("unknown", words.unknown,
        [filled(words.unknown_said, { code: grouped(code) })], []));
    }
  }

  // By the picture on the paper: the code is in the address.
  function arrive() {
    var code = codeOf(location.hash);
    if (!code) return;
    input.value = grouped(code);
    check(code);
    answer.focus();
  }

  form.addEventListener("submit", function (event) {
    event.preventDefault();
    check(input.value);
  });
  window.addEventListener("hashchange", arrive);
  box.hidden = false;
  arrive();
})();
