/* Results in words: the sentences of rolebook.grading.sentences, filled in with titles, numbers and
   lists. The words come with the page, in its language. */
(function (rolebook) {
  "use strict";

  const { decimal } = rolebook.exact;

  /* A template with its {names} filled in. */
  function filled(template, values) {
    return template.replace(/\{(\w+)\}/g, (whole, name) => (name in values ? values[name] : whole));
  }

  /* A number as the language writes it: never rounded, its thousands apart. */
  function number(value, marks) {
    const [whole, part] = (typeof value === "bigint" ? decimal(value) : String(value)).split(".");
    const grouped = whole.replace(/\B(?=(\d{3})+$)/g, marks.group);
    return part ? grouped + marks.decimal + part : grouped;
  }

  /* a, b and c; each in quotation marks where one of them holds a comma itself */
  function list(names, marks) {
    const apart = names.length < 2 || names.every((name) => !name.includes(","));
    const items = apart ? names : names.map((name) => filled(marks.quoted, { name }));
    if (items.length < 3) return items.join(marks.pair);
    const [first, ...rest] = items;
    const last = rest.pop();
    return [first + marks.first, rest.join(marks.middle), marks.last + last].join("");
  }

  /* A text comes as a string, or with its language where it is not the page's. */
  function plain(text) {
    return typeof text === "string" ? text : text.text;
  }

  function titlesOf(items) {
    return Object.fromEntries(items.map((one) => [one.id, plain(one.title)]));
  }

  /* Puts the reasons of one scheme's results into words. `words`: sentences, outcomes, sides,
     marks. `roles` and `schemes` by id give the titles of what reasons name. */
  function sentences(words, scheme, roles, schemes) {
    const factors = titlesOf([...scheme.factors, ...scheme.characteristics]);
    const profiles = titlesOf(scheme.profiles);
    const jobs = titlesOf(Object.values(roles));
    const titles = {
      factor: factors,
      factors,
      joint: titlesOf(scheme.joint),
      rule: Object.fromEntries(scheme.after_sum.map((rule) => [rule.id, plain(rule.text)])),
      profile: profiles,
      profiles,
      reference: jobs,
      references: jobs,
      scheme: titlesOf(Object.values(schemes)),
    };

    function title(name, id) {
      return Object.hasOwn(titles[name] || {}, id) ? titles[name][id] : id;
    }

    /* The text of an example: of a rule of the reference job, or of a grade. */
    function example(name, values) {
      const at = name.lastIndexOf("/");
      const [where, index] = [name.slice(0, at), Number(name.slice(at + 1)) - 1];
      const of = "reference" in values
        ? roles[values.reference].examples[where]
        : scheme.grades.find((grade) => grade.id === where).examples;
      return plain(of[index].text);
    }

    function shown(name, value, values) {
      if (Array.isArray(value)) return list(value.map((one) => title(name, one)), words.marks);
      if (typeof value !== "string") return number(value, words.marks);
      if (name === "side") return words.sides[value];
      return name === "example" ? example(value, values) : title(name, value);
    }

    function say(template, values) {
      const inWords = Object.entries(values).map(([name, value]) => (
        [name, shown(name, value, values)]
      ));
      return filled(template, Object.fromEntries(inWords));
    }

    return {
      /* The sentence of one reason. */
      reason: (reason) => say(words.sentences[reason.id], reason.values),
      /* Any other template with the values of reasons. */
      say,
      /* The outcome in a few words. */
      heading: (result) => filled(words.outcomes[result.outcome], {
        grade: result.grade || "", indicated: result.indicated || "",
      }),
    };
  }

  rolebook.sentences = { filled, number, plain, sentences };
})((window.rolebook = window.rolebook || {}));
