// The tab 职责核对: a spreadsheet given, verdicts filtered, corrected and downloaded.
(() => {
  const { behaviour, narrow, download } = juesuan;

  const read = async (element, trigger, file, column) => {
    const place = element.querySelector(".drop-zone")?.parentElement;
    if (!file || !place) return;
    const { most, large, failed, reading } = place.dataset;
    if (file.size > Number(most)) {
      trigger("refuse", { problem: large });
      return;
    }
    element.querySelector(".drop-said").textContent = reading.replace("{name}", () => file.name);
    const asked = new URLSearchParams({ name: file.name, ...(column === undefined ? {} : { column }) });
    try {
      const answer = await fetch(`duties/sheet?${asked}`, { method: "POST", body: file });
      const { sheet, problem, columns } = await answer.json();
      if (sheet) trigger("submit", { sheet });
      else trigger("refuse", { problem, columns, name: file.name });
    } catch {
      trigger("refuse", { problem: failed });
    }
  };

  const marked = (row) => row.querySelector("[data-mark][aria-pressed=true]")?.dataset.mark ?? null;

  // One after another: what was said last is what is kept.
  let saving = Promise.resolve();
  const correct = (part, row, pressed) => {
    row.querySelector(".saved").textContent = part.dataset.saving;
    saving = saving.then(() => keep(part, row, pressed));
  };

  const keep = async (part, row, pressed) => {
    const mark = pressed === undefined ? marked(row) : pressed === marked(row) ? null : pressed;
    const comment = row.querySelector(".comment").value;
    const all = part.querySelectorAll("tbody tr");
    try {
      const headers = { "content-type": "application/json" };
      const body = JSON.stringify({ mark, comment });
      const answer = await fetch(`duties/${part.dataset.token}/${row.dataset.row}`, { method: "POST", headers, body });
      const kept = await answer.json();
      if (kept.problem) row.querySelector(".saved").textContent = kept.problem;
      else kept.rows.filter((at) => all[at]).forEach((at) => corrected(all[at], kept, all[at] === row));
    } catch {
      row.querySelector(".saved").textContent = part.dataset.failed;
    }
  };

  // The parts are changed and not replaced, so that nothing vanishes under a pointer, and what is being typed stays.
  const corrected = (row, kept, typing) => {
    row.querySelectorAll("[data-mark]").forEach((each) => each.setAttribute("aria-pressed", each.dataset.mark === kept.mark));
    if (!typing) row.querySelector(".comment").value = kept.comment;
    row.querySelector(".saved").textContent = kept.said;
    row.querySelector(".outdated")?.remove();
  };

  const filter = (part) => {
    const outcome = part.querySelector(".filter[aria-pressed=true]").dataset.outcome;
    const word = part.querySelector(".search").value.trim().toLowerCase();
    let seen = 0;
    part.querySelectorAll("tbody tr").forEach((row) => {
      const text = row.textContent + row.querySelector(".comment").value;
      row.hidden = !((!outcome || row.dataset.outcome === outcome) && text.toLowerCase().includes(word));
      seen += !row.hidden;
    });
    part.querySelector(".no-match").hidden = seen > 0;
  };

  Object.assign(juesuan, {
    drop(element, trigger) {
      const tab = element.closest("#duty") ?? element;
      const holds = (event) => event.dataTransfer?.types.includes("Files");
      const hover = (on) => tab.classList.toggle("dragging", on);
      let last;
      const take = (file) => read(element, trigger, (last = file));
      element.addEventListener("change", (event) => take(event.target.files?.[0]));
      element.addEventListener("click", (event) => {
        const button = event.target.closest("button");
        if (button?.dataset.remove !== undefined) trigger("clear");
        else if (button?.dataset.column !== undefined) read(element, trigger, last, button.dataset.column);
      });
      tab.addEventListener("dragover", (event) => {
        if (!holds(event)) return;
        event.preventDefault();
        hover(true);
      });
      tab.addEventListener("dragleave", (event) => tab.contains(event.relatedTarget) || hover(false));
      tab.addEventListener("drop", (event) => {
        if (!holds(event)) return;
        event.preventDefault();
        hover(false);
        take(event.dataTransfer.files[0]);
      });
    },
    results(element, trigger, watch) {
      const part = () => element.querySelector(".results");
      element.addEventListener("click", (event) => {
        const button = event.target.closest("button, a.download");
        if (!button) return;
        const row = button.closest("tr");
        if (button.dataset.stop !== undefined) {
          trigger("stop");
        } else if (button.matches(".filter")) {
          part().querySelectorAll(".filter").forEach((each) => each.setAttribute("aria-pressed", each === button));
          filter(part());
        } else if (button.matches(".download")) {
          event.preventDefault();
          download(button, part().querySelector(".download-said"), part().dataset.failed);
        } else if (row && button.dataset.mark !== undefined) {
          correct(part(), row, button.dataset.mark);
        }
      });
      element.addEventListener("input", (event) => event.target.matches(".search") && filter(part()));
      element.addEventListener("change", (event) => {
        const row = event.target.closest("tr");
        if (row && event.target.matches(".comment")) correct(part(), row);
      });
      let shown = part()?.className;
      watch("value", () => {
        const before = shown;
        shown = part()?.className;
        if (shown !== before && narrow()) element.scrollIntoView({ behavior: behaviour(), block: "start" });
      });
    },
  });
})();
