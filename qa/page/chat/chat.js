// The tab 问答: questions of buttons, marks that bring evidence into view, the focus.
(() => {
  const { behaviour, narrow, copy } = juesuan;
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

  Object.assign(juesuan, {
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
  });
})();
