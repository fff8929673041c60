// What the page does by itself: send questions of buttons, bring marks into view, copy, keep the focus.
window.juesuan = (() => {
  const behaviour = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");
  const narrow = () => matchMedia("(max-width: 899px)").matches;
  const box = () => document.querySelector("#question textarea");

  const focusBox = () => {
    // On a touch screen the keyboard would come up and hide the answer.
    if (!matchMedia("(pointer: coarse)").matches) box()?.focus({ preventScroll: true });
  };

  const centre = (scroller) => {
    const mark = scroller.querySelector("mark");
    if (!mark) return;
    const at = mark.getBoundingClientRect();
    const frame = scroller.getBoundingClientRect();
    const first = scroller.querySelector("tbody tr > .name");
    const held = first && getComputedStyle(first).position === "sticky" ? first.getBoundingClientRect().width : 0;
    scroller.scrollTop += at.top - frame.top - Math.max(0, (frame.height - Math.min(at.height, frame.height / 2)) / 2);
    if (at.left < frame.left + held || at.right > frame.right) {
      scroller.scrollLeft += at.left - frame.left - held - (frame.width - held - at.width) / 2;
    }
  };

  const card = (panel, cite) =>
    [...panel.querySelectorAll("[data-cites]")].find((each) => each.dataset.cites.split(" ").includes(String(cite)));

  const reveal = (panel, cite) => {
    const target = cite > 0 ? card(panel, cite) : panel.querySelector(".card");
    if (!target) return;
    target.scrollIntoView({ behavior: behaviour(), block: "start" });
    target.focus({ preventScroll: true });
    target.classList.remove("called");
    void target.offsetWidth; // lets the animation begin anew
    target.classList.add("called");
  };

  const copy = async (button) => {
    const said = button.dataset.said ?? (button.dataset.said = button.textContent);
    let done = true;
    try {
      await navigator.clipboard.writeText(button.dataset.copy);
    } catch {
      done = copyByHand(button.dataset.copy); // without https, browsers have no clipboard for other hosts
    }
    button.textContent = done ? button.dataset.done : button.dataset.failed;
    setTimeout(() => (button.textContent = said), 1600);
  };

  const copyByHand = (text) => {
    const held = document.createElement("textarea");
    held.value = text;
    held.style.cssText = "position:fixed;opacity:0";
    document.body.append(held);
    held.select();
    const done = document.execCommand("copy");
    held.remove();
    return done;
  };

  const onClick = (element, trigger) =>
    element.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (!button) return;
      if (button.dataset.ask !== undefined) {
        trigger("submit", { question: button.dataset.ask });
        focusBox();
      } else if (button.dataset.copy !== undefined) {
        copy(button);
      } else if (button.dataset.cite !== undefined) {
        const panel = document.querySelector("#evidence .panel");
        if (panel?.dataset.turn === button.dataset.turn) reveal(panel, Number(button.dataset.cite));
        else trigger("select", { turn: Number(button.dataset.turn), cite: Number(button.dataset.cite) });
      }
    });

  const latest = (pane) => {
    const turn = [...pane.querySelectorAll(".turn")].pop();
    if (!turn) return;
    if (narrow()) turn.scrollIntoView({ behavior: behaviour(), block: "start" });
    else pane.scrollTop += turn.getBoundingClientRect().top - pane.getBoundingClientRect().top - 8;
  };

  // The tab 职责核对.

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

  const download = async (part, link) => {
    const said = part.querySelector(".download-said");
    said.textContent = "";
    try {
      const answer = await fetch(link.href);
      if (!answer.ok) {
        said.textContent = (await answer.json()).problem;
        return;
      }
      const name = answer.headers.get("content-disposition").split("filename*=UTF-8''").pop();
      const held = document.createElement("a");
      held.href = URL.createObjectURL(await answer.blob());
      held.download = decodeURIComponent(name);
      held.click();
      setTimeout(() => URL.revokeObjectURL(held.href), 60000);
    } catch {
      said.textContent = part.dataset.failed;
    }
  };

  return {
    // The framework has a few messages in English only.
    translate(words) {
      const told = new Map(Object.entries(words));
      const change = (node) => {
        const found = told.get(node.textContent.trim());
        if (found) node.textContent = found;
      };
      new MutationObserver(() => {
        document.querySelectorAll(".toast-body *").forEach((node) => node.childElementCount || change(node));
      }).observe(document, { childList: true, subtree: true });
    },
    conversation(element, trigger, watch) {
      const pane = element.closest("#conversation") ?? element;
      let turns = 0;
      onClick(element, trigger);
      watch("value", () => {
        const now = element.querySelectorAll(".turn").length;
        if (now) latest(pane);
        if (now !== turns) focusBox();
        turns = now;
      });
    },
    examples: onClick,
    evidence(element, watch) {
      const show = () => {
        element.querySelectorAll(".box").forEach(centre);
        const panel = element.querySelector(".panel");
        const pane = document.querySelector("#evidence");
        if (panel?.dataset.cite !== undefined) reveal(panel, Number(panel.dataset.cite));
        else if (pane) pane.scrollTop = 0;
      };
      element.addEventListener("click", (event) => {
        const mark = event.target.closest("button[data-cite]");
        if (mark) reveal(element, Number(mark.dataset.cite));
      });
      watch("value", show);
      show();
    },
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
          download(part(), button);
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
  };
})();
document.documentElement.lang = "zh-CN";
