/* Is this paper current? Looks a code up among the texts that the handbook knows.

   What it knows (editions.js): documents, each with its title, page and last version; texts by their
   code, each as [document, validity, language, versions, in force from, revision, 1 for the last]. */
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
  var SIGNS = { current: "✓", superseded: "!", withdrawn: "✕", draft: "…", unknown: "?" };

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

  function told(text) {
    var one = known.documents[text[0]];
    var validity = text[1];
    var last = one.last || [];
    var changed = one.compared && text[5] && !text[6];
    var later = validity === "superseded" && last[2] ? "_later"
      : validity === "withdrawn" && !text[5] ? "_draft" : "";
    var said = filled(words[validity + later + "_said"], {
      title: one.number ? one.number + " " + one.title : one.title,
      language: known.languages[text[2]] || text[2],
      version: text[3],
      date: validity === "withdrawn" ? one.withdrawn : validity === "current" ? text[4] : last[1],
      last: last[0],
      day: last[2]
    });
    var links = [];
    if (one.replaced && one.replaced[1]) {
      links.push([one.replaced[1], one.replaced[0], words.replaced + ": "]);
    }
    if (changed) links.push([one.history + "/" + text[5] + ".html#since", words.changes]);
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
