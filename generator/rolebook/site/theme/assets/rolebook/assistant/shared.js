/* What the forms of several methods share. A form is {node, read(), find(path, fault)}: `read` gives
   the answers as a file of answers holds them, `find` the element at which a fault is mended. */
(function (rolebook) {
  "use strict";

  const { h, unique, writing } = rolebook.elements;
  const { level, ticks } = rolebook.questions;
  const { filled, number } = rolebook.sentences;

  /* Answers without what is empty. */
  function tidy(answers) {
    return Object.fromEntries(
      Object.entries(answers).filter(([, value]) => rolebook.grading.given(value)),
    );
  }

  /* The questions on factors or characteristics, each as a level. */
  function levels(items, ask) {
    const asked = items.map((item) => ({ id: item.id, ...ask(item) }));
    return {
      nodes: asked.map((one) => one.node),
      read() {
        const given = asked.map((one) => [one.id, one.read()]).filter(([, answer]) => answer);
        return Object.fromEntries(given);
      },
      find: (id) => (asked.find((one) => one.id === id) || asked[0] || {}).node,
      show(id, visible) {
        asked.find((one) => one.id === id).node.hidden = !visible;
      },
    };
  }

  function factors({ scheme, words, given }) {
    const before = given.answers || {};
    const inPairs = scheme.joint.flatMap((pair) => [pair.row_factor, pair.column_factor]);
    return levels(scheme.factors, (factor) => level(
      words,
      {
        title: factor.title,
        text: factor.text,
        note: [words.criteria[factor.criterion], inPairs.includes(factor.id) && " · ",
          inPairs.includes(factor.id) && words.scored_jointly],
      },
      factor.levels.map((one) => ({
        ...one,
        worth: one.points !== undefined
          && filled(words.worth, { points: number(one.points, words.marks) }),
      })),
      before[factor.id],
    ));
  }

  function grades(scheme) {
    return scheme.grades.map((grade) => [grade.id, grade.id]);
  }

  /* The examples of activities of each grade, to be ticked. */
  function fitting({ scheme, words }, given) {
    const asked = scheme.grades.filter((grade) => grade.examples.length).map((grade) => ticks(
      words,
      filled(words.examples_of, { grade: grade.id }),
      grade.examples.map((one, index) => ({ ...one, id: `${grade.id}/${index + 1}` })),
      given,
      "example",
    ));
    return { nodes: asked.map((one) => one.node), read: () => asked.flatMap((one) => one.read()) };
  }

  /* The parts to begin with: as answered before, else the role's areas with their shares. */
  function startParts({ role, given }) {
    if (given.parts) return given.parts;
    const areas = (role && role.areas) || [];
    const sum = areas.reduce((total, area) => total + (area.share || 0), 0);
    return sum === 100 ? areas.map((area) => ({ area: area.id })) : [{}];
  }

  /* What a part is and its share: an area of the role, or in words. */
  function partHead({ role, words }, part) {
    const area = ((role && role.areas) || []).find((one) => one.id === part.area);
    const text = area ? null : writing(words.part_text, part.text, { rows: 1 });
    const id = unique("share");
    const share = h("input", {
      type: "number", id, class: "rb-field", min: 1, max: 100, step: 1, inputmode: "numeric",
      value: part.share !== undefined ? part.share : area && area.share,
    });
    const node = h(
      "div",
      null,
      area && h("p", null, h("strong", null, area.title)),
      text && text.node,
      h("p", { class: "rb-row" }, h("label", { for: id }, words.share), share),
    );
    function read() {
      const stated = /^\d{1,3}$/.test(share.value) ? { share: Number(share.value) } : {};
      return area ? { area: area.id, ...stated } : tidy({ text: text.read(), ...stated });
    }
    return { node, read };
  }

  rolebook.forms = { factors, fitting, grades, levels, partHead, startParts, tidy };
})((window.rolebook = window.rolebook || {}));
