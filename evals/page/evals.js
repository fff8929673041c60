// The list of all results: narrowed down as one types and chooses. And what is folded up is unfolded for paper.
(() => {
  const filter = (list) => {
    const words = list.querySelector("input").value.trim().toLowerCase().split(/\s+/);
    const [kind, state] = [...list.querySelectorAll("select")].map((select) => select.value);
    const rows = [...list.querySelectorAll(".listed > details")];
    for (const row of rows) {
      const text = row.textContent.toLowerCase();
      const fits = (!kind || row.dataset.kind-name === kind) && (!state || row.dataset.state === state);
      row.hidden = !(fits && words.every((word) => text.includes(word)));
    }
    const output = list.querySelector("output");
    const shown = rows.filter((row) => !row.hidden).length;
    output.textContent = output.dataset.shown.replace("{shown}", shown).replace("{count}", rows.length);
  };
  document.addEventListener("input", (event) => {
    const list = event.target.closest?.("[data-results]");
    if (list) filter(list);
  });
  addEventListener("beforeprint", () => {
    for (const folded of document.querySelectorAll(".run .result-card details")) folded.open = true;
  });
})();
