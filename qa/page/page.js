// What the tabs share: moving into view, copying, downloading. Each tab adds its parts to `juesuan`.
window.juesuan = (() => {
  const behaviour = () => (matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth");
  const narrow = () => matchMedia("(max-width: 899px)").matches;
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

  const save = (blob, name) => {
    const held = document.createElement("a");
    held.href = URL.createObjectURL(blob);
    held.download = name;
    held.click();
    setTimeout(() => URL.revokeObjectURL(held.href), 60000);
  };

  // Fetches what a link leads to and saves it; what goes wrong is said in `said`.
  const download = async (link, said, failed) => {
    said.textContent = "";
    try {
      const answer = await fetch(link.href);
      if (!answer.ok) {
        said.textContent = (await answer.json()).problem;
        return;
      }
      const name = answer.headers.get("content-disposition").split("filename*=UTF-8''").pop();
      save(await answer.blob(), decodeURIComponent(name));
    } catch {
      said.textContent = failed;
    }
  };

  return {
    behaviour,
    narrow,
    copy,
    save,
    download,
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
  };
})();
document.documentElement.lang = "zh-CN";
