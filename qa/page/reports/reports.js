// The tab 报告库: files sent one after the other, lists fetched, reports ticked; and the line 范围 above the question.
(() => {
  const POLL = 700;
  const chosen = new Map(); // key to title, over all pages of the list
  let root, choose, timer, done;
  const part = (name) => root.querySelector(name);

  const show = (name) => document.querySelector(`#tab-${name}-button`)?.click();

  const told = async (path, options) => {
    try {
      const answer = await fetch(`reports/${path}`, options);
      return await answer.json();
    } catch {
      return { problem: root.dataset.unreachable };
    }
  };

  const trouble = (problem) => {
    const place = part(".held > .trouble");
    place.textContent = problem ?? "";
    place.hidden = !problem;
  };

  // What did not change stays, so that nothing vanishes under a pointer and the focus is kept.
  const fill = (place, html) => {
    if (place.told === html) return;
    const focused = place.contains(document.activeElement) ? document.activeElement : null;
    const again = focused && [focused.dataset.job, focused.dataset.do];
    place.told = html;
    place.innerHTML = html; // made by the program, which escapes everything
    if (again) place.querySelector(`[data-job="${again[0]}"][data-do="${again[1]}"]`)?.focus();
  };

  // the files

  const jobs = async () => {
    clearTimeout(timer);
    const now = await told("jobs");
    if (now.problem) return trouble(now.problem);
    fill(part(".on-their-way"), now.html);
    if (done !== undefined && now.done > done) list();
    done = now.done;
    if (now.moving) timer = setTimeout(jobs, POLL);
  };

  const line = (name) => {
    const item = document.createElement("div");
    item.className = "upload";
    const said = document.createElement("p");
    const called = Object.assign(document.createElement("bdi"), { textContent: name });
    item.append(called, said);
    part(".uploads").append(item);
    return { item, said };
  };

  const send = (file, { item, said }) =>
    new Promise((resolve) => {
      const { most, large, failed, uploading } = part(".drop-zone").dataset;
      const fail = (problem) => {
        said.textContent = problem;
        said.setAttribute("role", "alert");
        item.classList.add("failed");
        resolve();
      };
      if (file.size > Number(most)) return fail(large);
      const request = new XMLHttpRequest();
      request.open("POST", `reports/files?${new URLSearchParams({ name: file.name })}`);
      request.upload.onprogress = (event) => {
        said.textContent = uploading.replace("{percent}", Math.floor((100 * event.loaded) / event.total));
      };
      request.onerror = () => fail(failed);
      request.onload = () => {
        if (request.status !== 200) {
          let problem = failed;
          try {
            problem = JSON.parse(request.responseText).problem ?? failed;
          } catch {}
          return fail(problem);
        }
        item.remove();
        jobs();
        resolve();
      };
      request.send(file);
    });

  let sending = Promise.resolve();
  const take = (files) => {
    part(".uploads").querySelectorAll(".failed").forEach((item) => item.remove());
    for (const file of files) {
      const shown = line(file.name);
      sending = sending.then(() => send(file, shown));
    }
  };

  // the reports

  let page = 1;
  const list = async () => {
    const words = part(".search").value;
    const now = await told(`list?${new URLSearchParams({ words, page })}`);
    if (words !== part(".search").value) return; // something else is looked for by now
    trouble(now.problem);
    if (now.problem) return;
    fill(part(".listed"), now.html);
    part(".search").hidden = part(".empty-library") !== null;
    ticked();
  };

  const ticked = () => {
    root.querySelectorAll(".reports input").forEach((box) => (box.checked = chosen.has(box.value)));
    part(".chosen").hidden = chosen.size === 0;
    part(".chosen-count").textContent = root.dataset.chosen.replace("{count}", chosen.size);
  };

  const ask = (keys) => {
    choose?.(keys);
    show("chat");
    document.querySelector("#question textarea")?.focus();
  };

  const look = async (button, row) => {
    const place = row.querySelector(".details");
    const open = button.getAttribute("aria-expanded") === "true";
    button.setAttribute("aria-expanded", !open);
    place.hidden = open;
    if (open) return;
    const { html, problem } = await told(`${row.dataset.report}/found`);
    if (problem) return trouble(problem);
    place.innerHTML = html;
  };

  const sure = async (row, action) => {
    const { html, problem } = await told(`${row.dataset.report}/sure/${action}`);
    trouble(problem);
    if (problem) return;
    row.querySelector(".sure")?.remove();
    row.insertAdjacentHTML("beforeend", html);
    row.querySelector(".sure").focus();
  };

  const change = async (row, action) => {
    row.querySelectorAll(".sure button").forEach((button) => (button.disabled = true));
    const { problem } = await told(`${row.dataset.report}/${action}`, { method: "POST" });
    if (action === "remove" && !problem) chosen.delete(row.querySelector("input").value);
    await list();
    row.querySelector(".sure")?.remove();
    trouble(problem);
    part(".search").focus();
  };

  const pressed = (button) => {
    const row = button.closest("[data-report]");
    const { do: action, job, page: to } = button.dataset;
    if (job) told(`jobs/${job}/${action}`, { method: "POST" }).then(({ problem }) => (trouble(problem), jobs()));
    else if (to) (page = Number(to)), list().then(() => part(".listed").scrollIntoView({ block: "start" }));
    else if (button.matches(".untick")) chosen.clear(), ticked();
    else if (button.matches(".ask-chosen")) ask([...chosen.keys()]);
    else if (action === "ask") ask([row.querySelector("input").value]);
    else if (action === "look") look(button, row);
    else if (action === "no") row.querySelector(".sure").remove(), row.querySelector("[data-do]").focus();
    else if (action?.endsWith("-yes")) change(row, action.slice(0, -4));
    else if (action) sure(row, action);
  };

  const drops = (tab) => {
    const holds = (event) => event.dataTransfer?.types.includes("Files");
    const hover = (on) => tab.classList.toggle("dragging", on);
    tab.addEventListener("dragover", (event) => holds(event) && (event.preventDefault(), hover(true)));
    tab.addEventListener("dragleave", (event) => tab.contains(event.relatedTarget) || hover(false));
    tab.addEventListener("drop", (event) => {
      if (!holds(event)) return;
      event.preventDefault();
      hover(false);
      take(event.dataTransfer.files);
    });
  };

  Object.assign(juesuan, {
    library(element) {
      root = element.querySelector(".library");
      drops(root);
      root.addEventListener("click", (event) => {
        const button = event.target.closest("button");
        if (button) pressed(button);
      });
      root.addEventListener("change", (event) => {
        const { target } = event;
        if (target.type === "file") {
          take([...target.files]);
          target.value = "";
        } else if (target.type === "checkbox") {
          if (target.checked) chosen.set(target.value, target.dataset.title);
          else chosen.delete(target.value);
          ticked();
        }
      });
      let typing;
      part(".search").addEventListener("input", () => {
        clearTimeout(typing);
        page = 1;
        typing = setTimeout(list, 150);
      });
      this.libraryOpened();
    },
    libraryOpened() {
      if (root) jobs(), list();
    },
    scope(element, trigger) {
      choose = (keys) => trigger("submit", { keys });
      element.addEventListener("click", (event) => {
        const button = event.target.closest("button");
        if (button?.dataset.change !== undefined) show("reports");
        else if (button?.dataset.all !== undefined) choose([]), chosen.clear(), root && ticked();
      });
    },
  });
})();
