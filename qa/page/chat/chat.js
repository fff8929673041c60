// The tab 问答: questions of buttons, marks that bring evidence into view, the focus.
(() => {
  const { behaviour, narrow, copy } = juesuan;
  const box = () => document.querySelector("#question textarea");

  const focusBox = () => {
    // On a touch screen the keyboard would come up and hide the answer.
    if (!matchMedia("(pointer: coarse)").matches) box()?.focus({ preventScroll: true });
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
        if (panel?.dataset.turn === button.dataset.turn) juesuan.reveal(panel, Number(button.dataset.cite));
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
  });
})();
