// The tab 问答: questions of buttons, marks that bring evidence into view, the focus.
(() => {
  const { behaviour, narrow, copy, download } = juesuan;
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
        trigger("submit", { question: button.dataset.ask, turn: numbered(button) });
        focusBox();
      } else if (button.dataset.copy !== undefined) {
        copy(button);
      } else if (button.dataset.cite !== undefined) {
        const panel = document.querySelector("#evidence .panel");
        if (panel?.dataset.turn === button.dataset.turn) juesuan.reveal(panel, Number(button.dataset.cite));
        else trigger("select", { turn: Number(button.dataset.turn), cite: Number(button.dataset.cite) });
      }
    });

  const numbered = (part) => (part.dataset.turn === undefined ? null : Number(part.dataset.turn));

  const latest = (pane) => {
    const turn = [...pane.querySelectorAll(".turn")].pop();
    if (!turn) return;
    if (narrow()) turn.scrollIntoView({ behavior: behaviour(), block: "start" });
    else pane.scrollTop += turn.getBoundingClientRect().top - pane.getBoundingClientRect().top - 8;
  };

  const talk = () => document.querySelector("#talk");

  // While an answer is awaited for more than a moment, the button stops it.
  let timer;
  const waiting = (busy) => {
    clearTimeout(timer);
    if (busy) timer = setTimeout(() => talk().classList.add("asking"), 300);
    else talk().classList.remove("asking");
  };
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && talk()?.classList.contains("asking")) document.querySelector("#stop").click();
  });

  // The list of conversations takes the place of the conversation.
  const listing = (shown) => {
    talk().classList.toggle("listing", shown);
    const button = document.querySelector("#bar [data-act=list]");
    button?.setAttribute("aria-expanded", shown);
    if (!shown) button?.focus({ preventScroll: true });
    return shown;
  };

  const onTools = (element, trigger) => {
    const form = (turn) => element.querySelector(`form.rate[data-turn="${turn}"]`);
    element.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button?.dataset.edit !== undefined) {
        trigger("edit", { turn: numbered(button) });
        box().focus();
      } else if (button?.dataset.rate) {
        const given = button.getAttribute("aria-pressed") === "true";
        const asks = button.dataset.rate === "bad" && !given;
        if (!asks) trigger("rate", { turn: numbered(button), mark: given ? null : button.dataset.rate });
        else if (!(form(button.dataset.turn).hidden = !form(button.dataset.turn).hidden)) {
          form(button.dataset.turn).querySelector("input").focus();
        }
      }
    });
    element.addEventListener("submit", (event) => {
      event.preventDefault();
      const reasons = [...event.target.querySelectorAll("input:checked")].map((each) => each.value);
      trigger("rate", { turn: numbered(event.target), mark: "bad", reasons, comment: event.target.comment.value });
    });
    element.addEventListener("reset", (event) => {
      event.target.hidden = true;
      element.querySelector(`[data-act="bad"][data-turn="${event.target.dataset.turn}"]`).focus();
    });
  };

  Object.assign(juesuan, {
    conversation(element, trigger, watch) {
      const pane = element.closest("#conversation") ?? element;
      let turns = 0;
      let busy = false;
      let held = null;
      onClick(element, trigger);
      onTools(element, trigger);
      element.addEventListener("focusin", (event) => (held = event.target.closest("[data-act]")?.dataset));
      watch("value", () => {
        const now = element.querySelectorAll(".turn").length;
        const ended = busy && !element.querySelector("[aria-busy]");
        busy = Boolean(element.querySelector("[aria-busy]"));
        waiting(busy);
        if (now && (now !== turns || busy || ended)) latest(pane);
        if (now !== turns || ended) focusBox();
        else if (held && document.activeElement === document.body) {
          element.querySelector(`[data-act="${held.act}"][data-turn="${held.turn}"]`)?.focus({ preventScroll: true });
        }
        turns = now;
      });
    },
    bar(element, trigger) {
      element.addEventListener("click", (event) => {
        const button = event.target.closest("button");
        if (button?.dataset.act === "list") {
          if (listing(!talk().classList.contains("listing"))) trigger("submit");
        } else if (button?.dataset.act === "new") {
          listing(false);
          trigger("clear");
          focusBox();
        } else if (button?.dataset.href) {
          const said = button.parentElement.querySelector(".download-said");
          download({ href: button.dataset.href }, said, button.dataset.failed);
        }
      });
    },
    history(element, trigger, watch) {
      const unfold = (entry, part) => {
        entry.querySelectorAll("form").forEach((form) => (form.hidden = form.dataset.for !== part));
        entry.querySelector(`[data-for="${part}"] :is(input, button)`)?.focus();
      };
      element.addEventListener("click", (event) => {
        const button = event.target.closest("button");
        const entry = button?.closest("li");
        if (!entry) return;
        if (button.dataset.open) {
          listing(false);
          trigger("select", { talk: button.dataset.open });
          focusBox();
        } else if (button.dataset.act) unfold(entry, button.dataset.act);
      });
      element.addEventListener("submit", (event) => {
        event.preventDefault();
        const form = event.target;
        const { talk } = form.closest("li").dataset;
        trigger(form.dataset.for, form.title?.value === undefined ? { talk } : { talk, title: form.title.value });
      });
      element.addEventListener("input", (event) => {
        if (!event.target.matches(".find")) return;
        const word = event.target.value.trim().toLowerCase();
        const entries = [...element.querySelectorAll("li")];
        entries.forEach((entry) => (entry.hidden = !entry.dataset.find.includes(word)));
        element.querySelector(".history > [role=status]").hidden = entries.some((entry) => !entry.hidden);
      });
      element.addEventListener("keydown", (event) => event.key === "Escape" && listing(false));
      watch("value", () => element.querySelector("input, .entry")?.focus());
    },
    notice(element, trigger) {
      element.addEventListener("click", (event) => {
        const button = event.target.closest("button");
        if (button?.dataset.open) trigger("select", { talk: button.dataset.open });
        else if (button) trigger("cancel");
        focusBox();
      });
    },
    examples: onClick,
  });
})();
