// The evidence: cards that are brought into view, and pages, shown as image, table or text, to turn and to enlarge.
(() => {
  const { behaviour } = juesuan;
  const SCALES = [1, 1.5, 2, 3, 4]; // dots for a point that the server draws
  const MOST = 5;
  const STEP = 1.25;
  const CHOICE = "juesuan-view";

  const remembered = () => {
    try {
      return localStorage.getItem(CHOICE);
    } catch {
      return null; // a browser that keeps nothing
    }
  };
  const remember = (view) => {
    try {
      localStorage.setItem(CHOICE, view);
    } catch {
      // kept for this page only
    }
  };

  // Scrolls a box so that what is marked in it is in its middle.
  const centre = (scroller) => {
    const mark = scroller.querySelector(".spot.figure") ?? scroller.querySelector("mark, .spot");
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
    target.querySelector(".viewer")?.dispatchEvent(new CustomEvent("cited", { detail: cite }));
    target.scrollIntoView({ behavior: behaviour(), block: "start" });
    target.focus({ preventScroll: true });
    target.classList.remove("called");
    void target.offsetWidth; // lets the animation begin anew
    target.classList.add("called");
  };

  // One viewer: the pages of a citation.
  const viewer = (root) => {
    const part = (name) => root.querySelector(`.view[data-view="${name}"]`);
    const papers = part("image")?.firstElementChild;
    const leaves = part("text").firstElementChild;
    const said = root.querySelector(".viewer-said");
    const cited = { papers: [...(papers?.children ?? [])], leaves: [...leaves.children] };
    const first = Number(root.dataset.page);
    const count = Number(root.dataset.count);
    let zoom = 1;
    let turning = 0;

    const page = () => Number(root.dataset.page);
    const of = (elements) => elements.filter((each) => Number(each.dataset.page) === page());

    const choose = (view) => {
      root.dataset.view = view;
      root.querySelectorAll(".view").forEach((each) => (each.hidden = each.dataset.view !== view));
      root
        .querySelectorAll(".views button")
        .forEach((each) => each.setAttribute("aria-pressed", each.dataset.view === view));
      centre(part(view).firstElementChild);
    };

    // What went wrong with an image is said, and the text shown instead.
    const failed = async (image) => {
      said.textContent = root.dataset.failed;
      try {
        said.textContent = (await (await fetch(image.src)).json()).problem;
      } catch {
        // no answer, or an image after all: what is said stands
      }
      choose("text");
    };

    // An image as fine as it is shown; a finer one replaces a coarser.
    const load = (paper) => {
      const image = paper.querySelector("img");
      const wanted = (paper.clientWidth * devicePixelRatio) / Number(paper.dataset.width);
      const scale = SCALES.find((each) => each >= wanted) ?? SCALES[SCALES.length - 1];
      if (!paper.clientWidth || scale <= Number(image.dataset.scale ?? 0)) return;
      image.dataset.scale = scale;
      image.onload = () => paper.classList.add("drawn");
      image.onerror = () => failed(image);
      image.src = `${image.dataset.src}?scale=${scale}`;
    };
    const seen = new IntersectionObserver((entries) =>
      entries.filter((entry) => entry.isIntersecting).forEach((entry) => load(entry.target)),
    );

    const put = (found) => {
      const here = of(cited.papers);
      papers?.replaceChildren(...(here.length ? here : found.filter((each) => each.matches(".paper"))));
      leaves.replaceChildren(
        ...(of(cited.leaves).length ? cited.leaves : found.filter((each) => each.matches("[data-page]:not(.paper)"))),
      );
      seen.disconnect();
      for (const paper of papers?.children ?? []) {
        paper.style.width = `${zoom * 100}%`;
        seen.observe(paper);
      }
      root.querySelector('[data-step="-1"]').disabled = page() <= 1;
      root.querySelector('[data-step="1"]').disabled = page() >= count;
      root.querySelector('[data-step="0"]').hidden = page() === first;
      for (const box of [papers, leaves]) {
        if (!box) continue;
        box.scrollTop = 0;
        centre(box);
      }
    };

    const turn = async (number) => {
      if (number < 1 || number > count || number === page()) return;
      const mine = ++turning;
      said.textContent = "";
      const held = document.createElement("template");
      try {
        const answer = await fetch(`evidence/${root.dataset.report}/${number}`);
        if (!answer.ok) throw new Error((await answer.json()).problem);
        held.innerHTML = await answer.text();
      } catch (error) {
        said.textContent = error instanceof TypeError ? root.dataset.failed : error.message;
        return;
      }
      if (mine !== turning) return;
      root.dataset.page = number;
      const [at, ...found] = held.content.children;
      root.querySelector(".at").textContent = at.textContent;
      put(found);
    };

    // Enlarges to a factor; the point (of the window) stays where it is.
    const enlarge = (factor, x, y) => {
      const frame = papers.getBoundingClientRect();
      const [left, top] = [(x ?? frame.left + frame.width / 2) - frame.left, (y ?? frame.top + frame.height / 2) - frame.top];
      const before = zoom;
      zoom = Math.min(Math.max(factor, 1), MOST);
      const ratio = zoom / before;
      const [across, down] = [(papers.scrollLeft + left) * ratio - left, (papers.scrollTop + top) * ratio - top];
      for (const paper of papers.children) paper.style.width = `${zoom * 100}%`;
      papers.scrollLeft = across;
      papers.scrollTop = down;
      clearTimeout(papers.finer);
      papers.finer = setTimeout(() => [...papers.children].forEach(load), 150);
    };

    const places = new Map(root.dataset.places.split(" ").map((place) => place.split(":").map(Number)));
    root.addEventListener("cited", ({ detail }) => turn(places.get(detail) ?? first));
    root.addEventListener("click", (event) => {
      const button = event.target.closest("button");
      if (button?.dataset.view) {
        choose(button.dataset.view);
        remember(button.dataset.view);
      } else if (button?.dataset.step) {
        turn(button.dataset.step === "0" ? first : page() + Number(button.dataset.step));
      } else if (button?.dataset.zoom) {
        const step = Number(button.dataset.zoom);
        enlarge(step ? zoom * STEP ** step : 1);
      }
    });
    if (papers) {
      const KEYS = { "+": STEP, "=": STEP, "-": 1 / STEP, 0: 0 };
      papers.addEventListener("keydown", (event) => {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const top = papers.scrollTop <= 1;
        const bottom = papers.scrollTop + papers.clientHeight >= papers.scrollHeight - 1;
        if (event.key in KEYS) enlarge(zoom * KEYS[event.key]);
        else if (event.key === "PageUp" && top) turn(page() - 1);
        else if (event.key === "PageDown" && bottom) turn(page() + 1);
        else return;
        event.preventDefault();
      });
      papers.addEventListener(
        "wheel",
        (event) => {
          if (!event.ctrlKey) return;
          event.preventDefault();
          enlarge(zoom * Math.exp(-event.deltaY / 300), event.clientX, event.clientY);
        },
        { passive: false },
      );
      let pinch = null;
      const spread = ([one, other]) => Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY);
      papers.addEventListener("touchstart", ({ touches }) => {
        pinch = touches.length === 2 ? { zoom, spread: spread(touches) } : null;
      });
      papers.addEventListener(
        "touchmove",
        (event) => {
          const { touches } = event;
          if (!pinch || touches.length !== 2) return;
          event.preventDefault();
          const middle = (axis) => (touches[0][axis] + touches[1][axis]) / 2;
          enlarge((pinch.zoom * spread(touches)) / pinch.spread, middle("clientX"), middle("clientY"));
        },
        { passive: false },
      );
    }
    put([]);
    const choice = remembered();
    choose(choice && part(choice) ? choice : root.dataset.view);
  };

  Object.assign(juesuan, {
    reveal,
    evidence(element, watch) {
      const show = () => {
        element.querySelectorAll(".box").forEach(centre);
        element.querySelectorAll(".viewer").forEach(viewer);
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
