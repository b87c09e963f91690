/* What is told of several roles laid together, by the rules of rolebook.views.beside: rows, each
   with what every role says and with the difference. A line is finished HTML. */
(function (rolebook) {
  "use strict";

  const { inStep, ownRuns, said, similarity } = rolebook.wording;
  const HEADING = "title:", HEADINGS_ALIKE = 0.4, SHORT = 3;

  /* A line as nodes, with the pieces of its text in order; the mark of another language is none. */
  function nodesOf(line) {
    const holder = document.createElement("template");
    holder.innerHTML = line; // finished when the site was made, with every sign escaped
    const content = holder.content;
    const walk = document.createTreeWalker(content, NodeFilter.SHOW_TEXT);
    const pieces = [];
    while (walk.nextNode()) {
      if (!walk.currentNode.parentElement?.closest(".rb-foreign")) pieces.push(walk.currentNode);
    }
    if (content.querySelector(".rb-foreign")) pieces.pop(); // the space before the mark
    return { content, pieces };
  }

  const known = new Map();

  function textOf(line) {
    if (!known.has(line)) known.set(line, nodesOf(line).pieces.map((one) => one.data).join(""));
    return known.get(line);
  }

  /* The words of some length of each heading among the keys. */
  function telling(keys) {
    return [...keys].filter((key) => key.startsWith(HEADING)).map((key) => {
      const words = [...said(key.slice(HEADING.length))];
      return new Map(words.filter(([word]) => [...word].length > SHORT));
    }).filter((bag) => bag.size);
  }

  /* How much the headings of two areas have in common. */
  function alike(keys, others) {
    const bags = telling(others);
    return Math.max(0, ...telling(keys).flatMap((one) => bags.map((other) => similarity(one, other))));
  }

  /* Title and what each role says, for each thing that any role speaks of: by key, and then by
     headings that are nearly alike, the likest first. */
  function groups(chapters) {
    const found = [];
    const add = (group, number, [keys, title, lines]) => {
      if (!group.titles.includes(title)) group.titles.push(title);
      keys.forEach((key) => group.keys.add(key));
      group.cells[number] = lines;
    };
    chapters.forEach((chapter, number) => {
      let left = [];
      chapter.aspects.forEach((aspect) => {
        const group = found.find(
          (one) => !one.cells[number].length && aspect[0].some((key) => one.keys.has(key)),
        );
        if (group) add(group, number, aspect);
        else left.push(aspect);
      });
      const fits = found.flatMap((group, at) => left.map(
        (aspect, n) => [alike(group.keys, aspect[0]), at, n],
      )).filter(([fit]) => fit >= HEADINGS_ALIKE);
      fits.sort((one, other) => other[0] - one[0] || one[1] - other[1] || one[2] - other[2]);
      const joined = new Set();
      fits.forEach(([, at, n]) => {
        if (joined.has(n) || found[at].cells[number].length) return;
        joined.add(n);
        add(found[at], number, left[n]);
      });
      left = left.filter((_, n) => !joined.has(n));
      left.forEach((aspect) => {
        found.push({ titles: [], keys: new Set(), cells: chapters.map(() => []) });
        add(found[found.length - 1], number, aspect);
      });
    });
    return found;
  }

  const same = (one, other) => one.join("\n") === other.join("\n");

  /* The row with its difference; `own`: of each role the words that it has for itself. */
  function row(title, cells) {
    const every = cells.map((_, n) => n);
    const filled = every.filter((n) => cells[n].length);
    const empty = every.filter((n) => !cells[n].length);
    const kinds = filled.filter((n, at) => !filled.slice(0, at).some((m) => same(cells[n], cells[m])));
    const made = { title, cells, sign: "different", who: null, own: cells.map(() => []) };
    if (kinds.length === 1 && !empty.length) made.sign = "same";
    else if (filled.length === 1) [made.sign, made.who] = ["only", filled[0]];
    else if (kinds.length === 1 && empty.length === 1) [made.sign, made.who] = ["not", empty[0]];
    else if (kinds.length === 2 && filled.length === 3) {
      made.sign = "other";
      made.who = filled.find((n) => filled.filter((m) => same(cells[n], cells[m])).length === 1);
    }
    const differing = made.sign === "other" || made.sign === "different";
    if (differing && cells.every((lines) => lines.length <= 1)) {
      const texts = cells.map((lines) => lines.map(textOf)[0]);
      filled.forEach((n) => {
        made.own[n] = filled.filter((m) => texts[m] !== texts[n])
          .flatMap((m) => ownRuns(texts[m], texts[n]));
      });
    }
    return made;
  }

  /* Which lines say nearly the same: for each such group the place of its line in each list. */
  function counterparts(lists) {
    const bags = lists.map((lines) => lines.map((line) => said(textOf(line))));
    const found = [];
    for (let n = 0; n < lists.length; n += 1) {
      for (let m = n + 1; m < lists.length; m += 1) {
        const fit = (r, c) => similarity(bags[n][r], bags[m][c]);
        inStep(lists[n].length, lists[m].length, fit).forEach(([r, c]) => {
          if (found.some((group) => group[m] === c)) return;
          let group = found.find((one) => one[n] === r);
          if (!group) {
            group = lists.map((_, at) => (at === n ? r : null));
            found.push(group);
          }
          if (group[m] === null) group[m] = c;
        });
      }
    }
    return found.filter((group) => group.filter((place) => place !== null).length > 1);
  }

  function rows(title, cells) {
    if (cells.every((lines) => !lines.length)) return [];
    if (cells.every((lines) => lines.length <= 1)) return [row(title, cells)];
    const every = cells.map((_, n) => n);
    const having = (line) => every.filter((n) => cells[n].includes(line));
    const sets = [every];
    if (cells.length > 2) {
      every.slice().reverse().forEach((left) => sets.push(every.filter((n) => n !== left)));
    }
    const made = [];
    sets.forEach((set) => {
      const shared = cells[set[0]].filter((line) => having(line).join() === set.join());
      if (shared.length) made.push(row(title, every.map((n) => (set.includes(n) ? shared : []))));
    });
    const alone = cells.map((lines) => lines.filter((line) => having(line).length === 1));
    const pairs = counterparts(alone);
    pairs.forEach((pair) => {
      made.push(row(title, alone.map((lines, n) => (pair[n] === null ? [] : [lines[pair[n]]]))));
    });
    const left = alone.map(
      (lines, n) => lines.filter((_, at) => pairs.every((pair) => pair[n] !== at)),
    );
    if (left.some((lines) => lines.length)) made.push(row(title, left));
    return made;
  }

  /* Each chapter in which a role says something, with its rows. */
  function beside(tellings) {
    return tellings[0].map((first, at) => ({
      key: first.key,
      title: first.title,
      rows: groups(tellings.map((chapters) => chapters[at]))
        .flatMap((group) => rows(group.titles.join(" / "), group.cells)),
    })).filter((chapter) => chapter.rows.length);
  }

  /* A line as nodes, each run of its characters in a mark that is told in words as well. */
  function marked(line, runs, word) {
    const { content, pieces } = nodesOf(line);
    let at = 0;
    pieces.forEach((piece) => {
      const [start, end] = [at, at + piece.data.length];
      at = end;
      const within = joined(runs).map(([from, to]) => [Math.max(from, start), Math.min(to, end)])
        .filter(([from, to]) => from < to);
      within.reverse().forEach(([from, to]) => {
        const middle = piece.splitText(from - start);
        middle.splitText(to - from);
        const mark = document.createElement("mark");
        const hidden = document.createElement("span");
        hidden.className = "rb-hidden";
        hidden.textContent = `${word}: `;
        middle.replaceWith(mark);
        mark.append(hidden, middle);
      });
    });
    return content;
  }

  /* Runs in order, those that touch or overlap as one. */
  function joined(runs) {
    return runs.slice().sort((one, other) => one[0] - other[0]).reduce((found, [from, to]) => {
      const last = found[found.length - 1];
      if (last && from <= last[1]) last[1] = Math.max(last[1], to);
      else found.push([from, to]);
      return found;
    }, []);
  }

  rolebook.beside = { beside, marked };
})((window.rolebook = window.rolebook || {}));
