/* Grading in the browser, as `rolebook.grading` does it: answers about a job, under a scheme, give
   a grade and the reasons for it. The program advises; people decide. */
(function (rolebook) {
  "use strict";

  const { given } = rolebook.faults;
  const METHODS = {
    "reference-comparison": rolebook.comparison,
    "point-factor": rolebook.points,
    "level-classification": rolebook.classification,
    "profile-match": rolebook.profiles,
  };

  /* Short forms made long, as a file of answers allows them: `knowledge: 3`, `ticked: [G/2]`. */
  function whole(answers) {
    const full = {
      ...answers,
      answers: Object.create(null),
      ticked: (answers.ticked || []).map((one) => long(one, "example")),
    };
    for (const [id, answer] of Object.entries(answers.answers || {})) {
      const one = long(answer, "level");
      full.answers[id] = { ...one, level: String(one.level) };
    }
    return full;
  }

  function long(value, key) {
    return value && typeof value === "object" ? value : { [key]: String(value) };
  }

  /* What follows from the answers: {faults} where something is missing or wrong, else the result
     with all its parts. `role` is the job that is graded, or nothing; `references` are the
     reference jobs by id. */
  function grade(scheme, answers, role, references) {
    const method = METHODS[scheme.method];
    const full = {
      ...whole(answers),
      situations: (answers.situations || []).map((one) => long(one, "situation")),
      parts: (answers.parts || []).map(whole),
    };
    const faults = method.faults(scheme, full, role, references);
    if (faults.length) return { faults };
    const nothing = { grade: null, indicated: null, total: null, factors: [], reasons: [] };
    const lists = { warnings: [], near: [], neighbours: [] };
    const result = { ...nothing, ...lists, ...method.grade(scheme, full, role, references) };
    const bare = withoutEvidence(scheme, full);
    if (!bare.length) return result;
    const warning = { id: "without-evidence", values: { factors: bare } };
    return { ...result, warnings: [...result.warnings, warning] };
  }

  /* The factors and characteristics whose answer, in the job or in a part of it, does not say what
     in the job shows it. */
  function withoutEvidence(scheme, answers) {
    const all = [answers, ...answers.parts];
    const bare = ({ id }) => all.some(
      (one) => id in one.answers && !given(one.answers[id].evidence),
    );
    return [...scheme.factors, ...scheme.characteristics].filter(bare).map((one) => one.id);
  }

  /* A reference job's own grade: set by the parties to the scheme, never computed. */
  function ofReference(role) {
    const reason = role.grade ? "reference-job" : "reference-job-ungraded";
    return {
      outcome: role.grade ? "graded" : "judgement_needed",
      grade: role.grade || null,
      indicated: null,
      total: null,
      factors: [],
      reasons: [{ id: reason, values: {} }],
      warnings: [],
      near: [],
      neighbours: [],
    };
  }

  rolebook.grading = { given, grade, ofReference };
})((window.rolebook = window.rolebook || {}));
