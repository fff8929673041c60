// The tab 表格: rows searched and filtered, another table, unit or order asked for, the table copied and downloaded.
(() => {
  const { copy, download } = juesuan;
  const NUMBER = /^[+-]?\d[\d,]*(\.\d+)?%?$/;
  const FORMULA = /^[=+\-@\t\r]/;

  const unmark = (cell) => {
    const marks = cell.querySelectorAll("mark");
    marks.forEach((mark) => mark.replaceWith(mark.textContent));
    if (marks.length) cell.normalize();
  };

  const mark = (cell, word) => {
    const texts = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT);
    for (let node = texts.nextNode(); node; node = texts.nextNode()) {
      const at = node.data.toLowerCase().indexOf(word);
      if (at < 0) continue;
      const found = node.splitText(at);
      found.splitText(word.length);
      const made = document.createElement("mark");
      found.replaceWith(made);
      made.append(found);
      texts.currentNode = found;
    }
  };

  // The cells of a row, side by side as they are printed.
  const sides = (row) => {
    const found = [[]];
    for (const cell of row.cells) {
      if (cell.matches(".edge")) found.push([]);
      else found.at(-1).push(cell);
    }
    return found;
  };

  const chosen = (part) => ({
    word: part.querySelector(".search").value.trim().toLowerCase(),
    nonzero: part.querySelector("[data-nonzero]").ariaPressed === "true",
    level: part.querySelector("[data-level][aria-pressed=true]")?.dataset.level,
  });

  const filter = (part) => {
    const { word, nonzero, level } = chosen(part);
    let seen = 0;
    part.querySelectorAll("tbody tr").forEach((row) => {
      const levels = row.dataset.levels.split(",");
      const filled = row.dataset.filled.split(",");
      let kept = false;
      let text = "";
      sides(row).forEach((cells, side) => {
        const shown = (!nonzero || filled[side] === "1") && (!level || levels[side] === level);
        cells.forEach((cell) => {
          unmark(cell);
          cell.classList.toggle("off", !shown);
          if (shown) text += `${cell.textContent}\n`;
        });
        kept ||= shown;
      });
      row.hidden = !kept || !text.toLowerCase().includes(word);
      if (!row.hidden && word) [...row.cells].forEach((cell) => cell.matches(".off") || mark(cell, word));
      seen += !row.hidden;
    });
    part.querySelector(".no-match").hidden = seen > 0 || !part.querySelector("tbody");
  };

  // What a spreadsheet would take for a formula is kept a text.
  const guarded = (text) => (FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text);
  const cellText = (cell) => (cell.matches(".off") ? "" : guarded(cell.textContent.replace(/\s+/g, " ").trim()));
  const copied = (part, head) => {
    const rows = [...part.querySelectorAll("tbody tr:not([hidden])")];
    return [head, ...rows.map((row) => sides(row).flat().map(cellText).join("\t"))].join("\n");
  };

  Object.assign(juesuan, {
    tableReports(element, trigger) {
      let all = [];
      element.addEventListener("input", (event) => {
        if (!event.target.matches(".search")) return;
        const select = element.querySelector("select");
        if (all.length < select.options.length) all = [...select.options];
        const words = event.target.value.toLowerCase().split(/\s+/);
        // Taken out and not hidden: telephones show hidden options.
        const found = all.filter((option) => option.value && words.every((word) => option.text.toLowerCase().includes(word)));
        const chosen = select.value;
        select.replaceChildren(...(found.length === 1 ? [] : [all[0]]), ...found);
        select.value = found.some((option) => option.value === chosen) ? chosen : select.options[0]?.value;
        const said = element.querySelector("[data-found]");
        said.textContent = said.dataset.found.replace("{count}", found.length);
        if (found.length === 1 && found[0].value !== chosen) trigger("select", { report: found[0].value });
      });
      element.addEventListener("change", (event) => {
        if (event.target.matches("select") && event.target.value) trigger("select", { report: event.target.value });
      });
    },
    tables(element, trigger, watch) {
      const part = () => element.querySelector(".table-view");
      let kept = {};
      const ask = (changes) => {
        const { report, table, unit, column, descending } = part().dataset;
        const now = { report, table: Number(table), unit, column: column === undefined ? null : Number(column), descending: descending === "true" };
        trigger("select", { ...now, ...changes });
      };
      const keep = () => (kept = { of: `${part().dataset.report}/${part().dataset.table}`, ...chosen(part()) });
      element.addEventListener("change", (event) => {
        if (event.target.matches(".which")) ask({ table: Number(event.target.value), unit: null, column: null, descending: true });
      });
      let waiting;
      element.addEventListener("input", (event) => {
        if (!event.target.matches(".search")) return;
        keep();
        clearTimeout(waiting);
        waiting = setTimeout(() => filter(part()), 120);
      });
      element.addEventListener("click", (event) => {
        const button = event.target.closest("button, a.download");
        if (!button) return;
        const { dataset } = button;
        if (button.matches("a")) {
          event.preventDefault();
          download(button, part().querySelector(".download-said"), part().querySelector(".bar").dataset.failed);
        } else if (dataset.sort !== undefined) {
          const same = dataset.sort === part().dataset.column;
          ask({ column: Number(dataset.sort), descending: !(same && part().dataset.descending === "true") });
        } else if (dataset.original !== undefined) {
          ask({ column: null });
        } else if (dataset.toUnit !== undefined) {
          ask({ unit: dataset.toUnit });
        } else if (button.matches(".copy")) {
          dataset.copy = copied(part(), dataset.head);
          copy(button);
        } else if (button.matches(".filter")) {
          const on = button.ariaPressed !== "true";
          if (dataset.level) part().querySelectorAll("[data-level]").forEach((each) => (each.ariaPressed = "false"));
          button.ariaPressed = String(on);
          keep();
          filter(part());
        }
      });
      watch("value", () => {
        if (!part() || kept.of !== `${part().dataset.report}/${part().dataset.table}`) return;
        part().querySelector(".search").value = kept.word;
        part().querySelector("[data-nonzero]").ariaPressed = String(kept.nonzero);
        const level = part().querySelector(`[data-level="${kept.level}"]`);
        if (level) level.ariaPressed = "true";
        filter(part());
      });
    },
  });
})();
