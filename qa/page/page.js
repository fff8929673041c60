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
  };
})();
document.documentElement.lang = "zh-CN";
