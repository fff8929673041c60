// Pictures under answers: saved as PNG, made here so that the text looks as it does on the page, and figures as XLSX.
(() => {
  const WIDTH = 760, EDGE = 28, SHARPNESS = 2, LINE = 24;

  // The colours of the light page, whichever is shown: a picture goes into documents.
  const light = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

  const image = (svg) => {
    const copy = svg.cloneNode(true);
    const names = ["--ink", "--soft", "--line", "--accent", "--sheet"];
    copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
    copy.setAttribute("width", WIDTH - 2 * EDGE);
    copy.setAttribute("style", `font-family:${light("--sans").replaceAll('"', "'")};${names.map((name) => `${name}:${light(name)}`).join(";")}`);
    const drawn = new Image();
    drawn.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(new XMLSerializer().serializeToString(copy))}`;
    return drawn.decode().then(() => drawn);
  };

  const lines = (pen, words) => {
    const found = [""];
    for (const char of words) {
      if (pen.measureText(found.at(-1) + char).width > WIDTH - 2 * EDGE) found.push("");
      found[found.length - 1] += char;
    }
    return found;
  };

  const png = async (figure) => {
    const svg = figure.querySelector("svg");
    const drawn = await image(svg);
    const canvas = document.createElement("canvas");
    const pen = canvas.getContext("2d");
    const above = "600 17px " + light("--sans"), below = "13px " + light("--sans");
    pen.font = above;
    const title = lines(pen, figure.querySelector("figcaption").textContent);
    pen.font = below;
    const notes = [...figure.querySelectorAll("p.note")].flatMap((note) => lines(pen, note.textContent));
    const height = 2 * EDGE + (title.length + notes.length) * LINE + svg.height.baseVal.value + 24;
    canvas.width = WIDTH * SHARPNESS;
    canvas.height = height * SHARPNESS;
    pen.scale(SHARPNESS, SHARPNESS);
    pen.fillStyle = light("--sheet");
    pen.fillRect(0, 0, WIDTH, height);
    let y = EDGE;
    const write = (words, font, ink) => {
      pen.font = font;
      pen.fillStyle = light(ink);
      words.forEach((line) => pen.fillText(line, EDGE, (y += LINE) - 6));
    };
    write(title, above, "--ink");
    pen.drawImage(drawn, EDGE, (y += 12));
    y += svg.height.baseVal.value + 12;
    write(notes, below, "--soft");
    return new Promise((done) => canvas.toBlob(done, "image/png"));
  };

  document.addEventListener("click", async (event) => {
    const pressed = event.target.closest(".picture [data-png], .picture a.figures");
    if (!pressed) return;
    event.preventDefault();
    const figure = pressed.closest(".picture");
    const said = figure.querySelector(".picture-said");
    const failed = pressed.parentElement.dataset.failed;
    if (pressed.matches("a")) {
      juesuan.download(pressed, said, failed);
      return;
    }
    said.textContent = "";
    try {
      juesuan.save(await png(figure), figure.dataset.name);
    } catch {
      said.textContent = failed;
    }
  });
})();
