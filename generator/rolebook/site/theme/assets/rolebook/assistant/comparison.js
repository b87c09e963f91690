/* The questions of a comparison with a reference job. */
(function (rolebook) {
  "use strict";

  const { choice, h, unique, writing } = rolebook.elements;
  const { level, parts, ticks } = rolebook.questions;
  const { filled, plain } = rolebook.sentences;
  const { levels, partHead, tidy } = rolebook.forms;
  const { SIDES } = rolebook.comparison;

  function comparison(context) {
    const { scheme, words, given } = context;
    const learning = scheme.trainees && h("input", {
      type: "checkbox", id: unique("trainee"), checked: Boolean(given.trainee),
    });
    const made = scheme.combined && level(
      words,
      { title: words.made_of, text: scheme.combined.text },
      [{ id: "one", label: words.one_job }, { id: "several", label: words.several_jobs }],
      { level: given.parts ? "several" : "one" },
    );
    const body = h("div");
    const built = {}; // each way is built when it is first chosen
    let current = null;
    function show() {
      const way = made ? made.read().level : "one";
      built[way] = built[way] || (way === "several" ? jobs(context) : compared(context, given));
      current = built[way];
      body.replaceChildren(current.node);
    }
    if (made) {
      made.node.querySelector("details").remove();
      made.node.addEventListener("change", show);
    }
    show();
    const node = h("div", null, made && made.node, body, learning && trainee(context, learning));
    return {
      node,
      read: () => tidy({
        // By what is shown: a choice is heard of as input before it is heard of as a change.
        ...(current === built.several ? { parts: current.read() } : current.read()),
        trainee: learning ? learning.checked : false,
      }),
      find: (path) => current.find(path[0] === "parts" ? path.slice(1) : path),
    };
  }

  function trainee({ scheme, words }, box) {
    const { text } = scheme.trainees;
    const about = text && h("span", { class: "rb-choice__about" }, text);
    const label = h("span", { class: "rb-choice__text" }, words.trainee, about);
    return h("div", { class: "rb-question" },
      h("div", { class: "rb-choice" }, box, h("label", { for: box.id }, label)));
  }

  /* A job made of several: each part with its share, and compared by itself. */
  function jobs(context) {
    return parts(context.words, context.given.parts || [{}, {}], (part) => {
      const head = partHead(context, part);
      const one = compared(context, part);
      return {
        node: h("div", null, head.node, one.node),
        read: () => tidy({ ...head.read(), ...one.read() }),
        find: (path) => one.find(path),
      };
    });
  }

  /* One comparison: the reference job, the characteristics side by side, the signs, the whole. */
  function compared(context, given) {
    const { scheme, role, references, words } = context;
    const known = Object.values(references)
      .filter((one) => rolebook.ladder.ladder(scheme).includes(one.grade));
    const start = given.reference || (role && role.based_on) || "";
    const which = choice(
      words.reference,
      [["", words.choose], ...known.map((one) => [one.id, one.title])],
      known.some((one) => one.id === start) ? start : "",
    );
    const body = h("div");
    let asked = null;

    function build(before) {
      asked = which.select.value
        ? side(context, references[which.select.value], before)
        : null;
      body.replaceChildren(...(asked ? [asked.node] : []));
    }

    which.select.addEventListener("change", () => build(asked ? asked.read() : given));
    build(given);
    return {
      node: h("div", null, h("div", { class: "rb-question" }, which.node), body),
      read: () => tidy({ reference: which.select.value, ...(asked ? asked.read() : {}) }),
      find: () => which.select,
    };
  }

  function side(context, reference, given) {
    const { scheme, role, words } = context;
    const open = { id: "", label: words.left_open };
    const sides = SIDES.map((id) => ({ id, label: words.sides[id] }));
    const before = given.answers || {};
    const asked = levels(scheme.characteristics, (one) => level(
      words,
      {
        title: one.title,
        text: one.text,
        note: words.criteria[one.criterion],
        nodes: besides(role, reference, one.id, words),
      },
      [...sides, open],
      before[one.id] || { level: "" },
    ));
    const signs = SIDES.filter((id) => (reference.examples[id] || []).length).map((id) => ticks(
      words,
      filled(words.signs, { side: words.sides[id] }),
      reference.examples[id].map((one, index) => ({
        ...one, id: `${id}/${index + 1}`, about: dimension(scheme, one.dimension),
      })),
      (given.ticked || []).filter((one) => one.example.startsWith(`${id}/`)),
      "example",
    ));
    const whole = level(
      words,
      {
        title: words.overall,
        text: filled(words.overall_hint, {
          reference: plain(reference.title), grade: reference.grade,
        }),
      },
      [...sides, open],
      { level: given.overall || "" },
    );
    whole.node.querySelector("details").remove();
    const why = writing(words.overall_why, given.judgement);
    return {
      node: h("div", null, differences(role, reference, words), asked.nodes, signs.map((one) => one.node), whole.node, why.node),
      read: () => tidy({
        answers: asked.read(),
        ticked: signs.flatMap((one) => one.read()),
        overall: (whole.read() || {}).level,
        judgement: why.read(),
      }),
    };
  }

  function dimension(scheme, id) {
    const found = scheme.dimensions.find((one) => one.id === id);
    return found && found.title;
  }

  /* The plusses and minuses of a job against the reference job that it is written from. */
  function differences(role, reference, words) {
    if (!role || role.based_on !== reference.id) return null;
    const told = (title, lines) => (lines || []).map((line) => h(
      "p", null, h("span", { class: "rb-besides__title" }, title, ": "), line));
    const rows = role.differences.map((one) => h(
      "li",
      null,
      h("strong", null, one.sign),
      told(words.reference_job, one.reference),
      told(words.this_job, one.job),
      told(words.why, one.why),
    ));
    return h(
      "div",
      { class: "rb-question" },
      h("h3", { class: "rb-question__title" }, words.differences),
      rows.length ? h("ul", { class: "rb-differences" }, rows) : h("p", null, words.no_differences),
    );
  }

  /* What a characteristic says in this job and in the reference job, side by side. */
  function besides(role, reference, id, words) {
    const said = (job) => ((job && job.characteristics) || []).find((one) => one.id === id);
    const [own, theirs] = [said(role), said(reference)];
    if (!own && !theirs) return null;
    const column = (title, found, instead) => h(
      "div",
      null,
      h("p", { class: "rb-besides__title" }, title),
      found ? found.lines.map((line) => h("p", null, line)) : h("p", null, instead),
    );
    const same = role && role.based_on === reference.id && !own;
    return h(
      "details",
      { class: "rb-besides" },
      h("summary", null, words.besides),
      h(
        "div",
        { class: "rb-besides__columns" },
        role && column(words.this_job, own, same ? words.as_reference : words.says_nothing),
        column(words.reference_job, theirs, words.says_nothing),
      ),
    );
  }

  rolebook.forms["reference-comparison"] = comparison;
})((window.rolebook = window.rolebook || {}));
