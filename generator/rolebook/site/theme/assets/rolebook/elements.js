/* Making elements. Nothing that an author or a reader typed is ever taken for HTML. */
(function (rolebook) {
  "use strict";

  let made = 0;

  /* A name that no other element of the page has. */
  function unique(name) {
    made += 1;
    return `rb-${name}-${made}`;
  }

  /* An element with attributes (false and null leave one out) and children: elements, strings,
     texts in another language, lists of these. */
  function h(tag, attributes, ...children) {
    const element = document.createElement(tag);
    for (const [name, value] of Object.entries(attributes || {})) {
      if (value === false || value === null || value === undefined) continue;
      element.setAttribute(name, value === true ? "" : value);
    }
    element.append(...children.flat(2).filter(Boolean).map(child));
    return element;
  }

  function child(content) {
    if (content instanceof Node || typeof content === "string") return content;
    if (typeof content === "object") return h("span", { lang: content.lang }, content.text);
    return String(content);
  }

  /* A drop-down list with its label; `options` are [value, text] or {label, options}. */
  function choice(label, options, value, attributes = {}) {
    const id = unique("choice");
    const entry = (one) => (Array.isArray(one)
      ? h("option", { value: one[0], selected: one[0] === value, lang: one[1].lang },
        rolebook.sentences.plain(one[1]))
      : h("optgroup", { label: rolebook.sentences.plain(one.label) }, one.options.map(entry)));
    const select = h("select", { id, class: "rb-field", ...attributes }, options.map(entry));
    const node = h("p", { class: "rb-row" }, h("label", { for: id }, label), select);
    return { node, select };
  }

  /* A field for running text with its label. */
  function writing(label, value, attributes = {}) {
    const id = unique("text");
    const field = h("textarea", { id, class: "rb-field", rows: 2, ...attributes });
    field.value = value || "";
    const node = h("p", { class: "rb-row" }, h("label", { for: id }, label), field);
    return { node, field, read: () => field.value.trim() };
  }

  function button(label, act, attributes = {}) {
    const element = h("button", { type: "button", class: "rb-act", ...attributes }, label);
    element.addEventListener("click", act);
    return element;
  }

  rolebook.elements = { button, choice, h, unique, writing };
})((window.rolebook = window.rolebook || {}));
