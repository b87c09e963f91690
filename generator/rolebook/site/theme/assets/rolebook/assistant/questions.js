/* Questions. Each is an object with its `node` and with `read()`, which gives its answer in the form
   of a file of answers, or nothing. */
(function (rolebook) {
  "use strict";

  const { h, unique, writing } = rolebook.elements;

  function evidence(words, value) {
    const text = writing(words.evidence_hint, value);
    const node = h(
      "details",
      { class: "rb-evidence", open: Boolean(value) },
      h("summary", null, words.evidence),
      text.node,
    );
    // On paper only what was written counts.
    const mark = () => node.classList.toggle("rb-evidence--empty", !text.read());
    text.field.addEventListener("input", mark);
    mark();
    return { node, read: text.read };
  }

  /* One of several levels, with what shows it. `about`: title, text, note, further nodes between
     the text and the levels. `levels`: id, label, text, worth. */
  function level(words, about, levels, given) {
    const name = unique("level");
    const boxes = levels.map((one) => {
      const id = unique("choice");
      const input = h("input", {
        type: "radio", id, name, value: one.id, checked: Boolean(given) && given.level === one.id,
      });
      const label = h(
        "label",
        { for: id },
        h("strong", { class: "rb-choice__level" }, one.label || one.id),
        one.text && h("span", { class: "rb-choice__text" }, one.text),
        one.worth && h("span", { class: "rb-choice__worth" }, one.worth),
      );
      return { input, node: h("div", { class: "rb-choice" }, input, label) };
    });
    const bare = levels.every((one) => !one.text && !one.worth);
    const shown = evidence(words, given && given.evidence);
    const node = h(
      "fieldset",
      { class: "rb-question", id: unique("question"), tabindex: -1 },
      h("legend", null, h("span", { class: "rb-question__title" }, about.title)),
      about.note && h("p", { class: "rb-question__note" }, about.note),
      about.text && h("p", null, about.text),
      about.nodes,
      h("div", { class: bare ? "rb-choices rb-choices--row" : "rb-choices" },
        boxes.map((box) => box.node)),
      h("p", { class: "rb-unanswered" }, words.not_answered),
      shown.node,
    );
    function read() {
      const chosen = boxes.find((box) => box.input.checked && box.input.value);
      if (!chosen) return undefined;
      const why = shown.read();
      return why ? { level: chosen.input.value, evidence: why } : { level: chosen.input.value };
    }
    return { node, read };
  }

  /* Things that are the case or not, each with what shows it. `key` names one in the answers. */
  function ticks(words, title, items, given, key) {
    const boxes = items.map((one) => {
      const id = unique("tick");
      const before = (given || []).find((other) => other[key] === one.id);
      const input = h("input", { type: "checkbox", id, value: one.id, checked: Boolean(before) });
      const shown = evidence(words, before && before.evidence);
      const label = h(
        "label",
        { for: id },
        h("span", { class: "rb-choice__text" }, one.text,
          one.about && h("span", { class: "rb-choice__about" }, one.about)),
      );
      return { input, shown, node: h("div", { class: "rb-choice" }, input, label, shown.node) };
    });
    const node = h(
      "fieldset",
      { class: "rb-question rb-question--ticks" },
      h("legend", null, h("span", { class: "rb-question__title" }, title)),
      h("div", { class: "rb-choices" }, boxes.map((box) => box.node)),
    );
    function read() {
      return boxes.filter((box) => box.input.checked).map((box) => {
        const why = box.shown.read();
        return why ? { [key]: box.input.value, evidence: why } : { [key]: box.input.value };
      });
    }
    return { node, read };
  }

  /* Parts of a job, each with its share of the working time; `make(part)` builds one part. */
  function parts(words, given, make) {
    const list = h("div", { class: "rb-parts" });
    const tell = () => list.dispatchEvent(new Event("change", { bubbles: true }));
    let all = [];

    function number() {
      all.forEach((one, index) => {
        one.legend.textContent = rolebook.sentences.filled(words.part, { number: index + 1 });
      });
    }

    function add(part) {
      const content = make(part);
      const legend = h("legend", { class: "rb-part__title" });
      const remove = rolebook.elements.button(words.remove_part, () => {
        all = all.filter((one) => one !== entry);
        entry.node.remove();
        number();
        more.focus();
        tell();
      });
      const box = h(
        "fieldset",
        { class: "rb-part", id: unique("part"), tabindex: -1 },
        legend,
        content.node,
        remove,
      );
      const entry = { node: box, legend, read: content.read, find: content.find };
      all.push(entry);
      list.append(box);
      number();
      return entry;
    }

    const more = rolebook.elements.button(words.add_part, () => {
      add({}).node.focus();
      tell();
    });
    given.forEach(add);
    return {
      node: h("div", null, list, more),
      read: () => all.map((one) => one.read()),
      /* The place of a fault: a part, or something within it. */
      find(path) {
        const part = all[path[0]];
        if (!part) return more;
        return (part.find && part.find(path.slice(1))) || part.node;
      },
    };
  }

  rolebook.questions = { level, parts, ticks };
})((window.rolebook = window.rolebook || {}));
