/* The words that a reader asks for, found as parts of words and marked in texts. */
(function (rolebook) {
  "use strict";

  const APART = { "æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d" };

  function folded(text) {
    return rolebook.fold(text).replace(/[æœøłđ]/g, (letter) => APART[letter]);
  }

  /* Each word in its forms: an umlaut may be typed as ae, oe, ue. */
  function asked(typed) {
    return folded(typed).split(/\s+/).filter(Boolean).map((word) => {
      const short = word.replace(/([aou])e/g, "$1");
      return short === word ? [word] : [word, short];
    });
  }

  function has(text, word) {
    return word.some((form) => text.includes(form));
  }

  /* Where the words stand in a text. A letter can fold to two: places are kept. */
  function runsOf(text, query) {
    let plain = "", place = 0;
    const at = [];
    for (const letter of text) {
      for (const small of folded(letter)) {
        plain += small;
        at.push(place);
      }
      place += letter.length;
    }
    at.push(text.length);
    const runs = [];
    query.flat().forEach((form) => {
      for (let from = plain.indexOf(form); from >= 0; from = plain.indexOf(form, from + form.length)) {
        runs.push([at[from], at[from + form.length]]);
      }
    });
    return runs.sort((one, other) => one[0] - other[0]);
  }

  /* The text with what was asked for in marks. */
  function marked(text, query) {
    const made = document.createDocumentFragment();
    let done = 0;
    runsOf(text, query).forEach(([from, to]) => {
      if (from < done) return;
      made.append(text.slice(done, from), rolebook.elements.h("mark", {}, text.slice(from, to)));
      done = to;
    });
    made.append(text.slice(done));
    return made;
  }

  rolebook.finder = { asked, folded, has, marked };
})((window.rolebook = window.rolebook || {}));
