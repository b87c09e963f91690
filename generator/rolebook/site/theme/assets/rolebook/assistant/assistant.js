/* The grading assistant: a job and a scheme are chosen, the scheme's questions answered, and the
   result with its reasons stands beside them at once. Nothing leaves the browser. */
(function (rolebook) {
  "use strict";

  const { button, choice, h, unique } = rolebook.elements;
  const { filled, plain, sentences } = rolebook.sentences;
  const data = JSON.parse(document.getElementById("rb-assistant-data").textContent);
  const { words } = data;
  const byId = (items) => Object.fromEntries(items.map((one) => [one.id, one]));
  const schemes = byId(data.schemes);
  const roles = byId(data.roles);
  const today = new Date().toLocaleDateString("sv"); // year-month-day, as the data has it
  const holding = data.roles.filter((one) => !(one.withdrawn && one.withdrawn <= today));
  const references = byId(holding.filter((one) => one.kind === "reference"));

  // What the address asks for: #role=ID&scheme=ID. It goes along when the language is changed.
  const asked = new URLSearchParams(location.hash.slice(1));
  const remembered = new Map(); // answers by role and scheme, while the page is open
  let answers = {};
  let form = null;
  let kept = true;

  const jobs = data.families
    .map((family) => ({
      label: family.title,
      options: holding.filter((one) => one.family === family.id).map((one) => [one.id, one.title]),
    }))
    .filter((group) => group.options.length);
  const known = (items, id, otherwise) => (Object.hasOwn(items, id || "") ? id : otherwise);
  const role = choice(
    words.role, [["", words.no_role], ...jobs], known(roles, asked.get("role"), ""),
  );
  const scheme = choice(
    words.scheme,
    data.schemes.map((one) => [one.id, one.title]),
    known(schemes, asked.get("scheme"), data.schemes[0].id),
  );
  const about = h("div", { class: "rb-assistant__about" });
  const questions = h("div");
  const status = h("p", { class: "rb-result__outcome", role: "status" });
  const result = h("div");
  const now = h("a", { href: "#rb-result", class: "rb-now" });

  function chosen() {
    return { role: roles[role.select.value] || null, scheme: schemes[scheme.select.value] };
  }

  function key({ role: job, scheme: by }) {
    return `${job ? job.id : ""}/${by.id}`;
  }

  /* A reference job's grade is set with the scheme: there is nothing to compare it with. */
  function isSet({ role: job, scheme: by }) {
    return Boolean(job) && job.kind === "reference" && by.method === "reference-comparison";
  }

  /* Put the scheme's questions, with what was answered before. */
  function ask() {
    const now_ = chosen();
    const given = remembered.get(key(now_)) || answers;
    const context = { ...now_, references, words, given };
    form = isSet(now_) ? null : rolebook.forms[now_.scheme.method](context);
    about.replaceChildren(...aboutScheme(now_));
    questions.replaceChildren(form ? form.node : h("p", null, words.nothing_to_ask));
    const wanted = new URLSearchParams({ scheme: now_.scheme.id });
    if (now_.role) wanted.set("role", now_.role.id);
    history.replaceState(null, "", `#${wanted}`);
    tell();
  }

  function aboutScheme({ role: job, scheme: by }) {
    const leads = [
      h("a", { href: by.address }, words.about_scheme),
      job && h("a", { href: job.address }, words.about_role),
    ].filter(Boolean);
    return [
      by.purpose && h("p", null, by.purpose),
      by.foreign && h("p", { class: "rb-question__note" }, words.foreign),
      h("ul", { class: "rb-leads" }, leads.map((lead) => h("li", null, lead))),
    ].filter(Boolean);
  }

  /* Grade what is answered by now, and show what comes of it. */
  function tell() {
    const { role: job, scheme: by } = chosen();
    answers = form ? form.read() : {};
    remembered.set(key({ role: job, scheme: by }), answers);
    const found = form
      ? rolebook.grading.grade(by, answers, job, references)
      : rolebook.grading.ofReference(job);
    const say = sentences(words, by, roles, schemes);
    const heading = found.faults
      ? filled(words.open, { count: found.faults.length })
      : say.heading(found);
    if (status.textContent !== heading) status.textContent = heading;
    now.textContent = heading;
    result.className = `rb-result__body rb-result--${found.faults ? "open" : found.outcome}`;
    result.replaceChildren(
      ...(found.faults ? stillOpen(found.faults, say) : reasons(found, say, job, by)),
    );
  }

  /* What is still to be answered: each line leads to its question. */
  function stillOpen(faults, say) {
    const line = (fault) => {
      const template = words.faults[fault.values.what || fault.code] || words.faults.other;
      const text = say.say(template, { ...fault.values, code: fault.code });
      return h("li", null, button(text, () => {
        const place = form.find(fault.path, fault);
        place.focus();
        place.scrollIntoView({ block: "start" });
      }, { class: "rb-link" }));
    };
    return [h("ul", { class: "rb-open" }, faults.map(line))];
  }

  function reasons(found, say, job, by) {
    const lines = (items) => items.map((reason) => h("li", null, say.reason(reason)));
    const other = form && job && by.id === data.in_use && job.grade && found.outcome === "graded"
      && found.grade !== job.grade;
    return [
      found.warnings.length && h(
        "div",
        { class: "rb-result__warnings" },
        h("h3", null, words.warnings),
        h("ul", null, lines(found.warnings)),
      ),
      h("h3", null, words.reasons),
      h("ol", { class: "rb-result__reasons" }, lines(found.reasons)),
      other && h("p", null, filled(words.other_grade, { grade: job.grade })),
      h("p", { class: "rb-result__advice" }, words.advice),
    ].filter(Boolean);
  }

  function download() {
    const { role: job, scheme: by } = chosen();
    const file = `${job ? job.id : words.file_name}.${by.id}.yml`;
    const head = { scheme: by.id, ...(job ? { role: job.id } : {}) };
    const command = `rolebook grade ${job ? job.id : `--scheme ${by.id}`} --answers ${file}`;
    const text = rolebook.yaml({ ...head, ...answers }, [words.file_remark, command]);
    const address = URL.createObjectURL(new Blob([text], { type: "text/yaml;charset=utf-8" }));
    h("a", { href: address, download: file }).click();
    setTimeout(() => URL.revokeObjectURL(address), 1000);
    kept = true;
  }

  function again() {
    answers = {};
    remembered.clear();
    kept = true;
    ask();
    role.select.focus();
  }

  const heading = unique("heading");
  document.getElementById("rb-assistant").append(
    now,
    h(
      "div",
      { class: "rb-assistant__asking" },
      h("h2", null, words.job),
      role.node,
      scheme.node,
      about,
      h("h2", null, words.questions),
      questions,
    ),
    h(
      "section",
      { class: "rb-result", id: "rb-result", "aria-labelledby": heading, tabindex: -1 },
      h("h2", { id: heading }, words.result),
      status,
      result,
      h(
        "div",
        { class: "rb-result__acts" },
        button(words.download, download, { class: "rb-act rb-act--first" }),
        button(words.print, () => print()),
        button(words.again, again),
      ),
      h("p", { class: "rb-question__note" }, words.download_hint),
    ),
  );
  // Another job has other answers; another scheme may ask the same.
  role.select.addEventListener("change", () => {
    answers = {};
    ask();
  });
  scheme.select.addEventListener("change", ask);
  for (const kind of ["input", "change"]) {
    questions.addEventListener(kind, () => {
      kept = false;
      tell();
    });
  }
  addEventListener("beforeunload", (event) => {
    if (!kept) event.preventDefault();
  });
  ask();
})((window.rolebook = window.rolebook || {}));
