(() => {
  "use strict";
  const PAGE = 200;
  const table = document.getElementById("hosts");
  const body = table.tBodies[0];
  const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });
  const rows = Array.from(body.rows, (row, index) => ({
    row,
    index,
    text: row.textContent.toLowerCase(),
    outcome: row.dataset.outcome,
    site: row.dataset.site,
    trouble: row.dataset.verdict !== "sound",
    keys: null,
  }));
  const find = document.getElementById("find");
  const outcome = document.getElementById("outcome");
  const site = document.getElementById("site");
  const shown = document.getElementById("shown");
  const more = document.getElementById("more");
  const all = document.getElementById("all");
  const heads = Array.from(table.tHead.rows[0].cells);
  const pills = Array.from(document.querySelectorAll("button[data-outcome]"));
  let matching = rows;
  let limit = PAGE;
  let sorted = null;

  const key = (entry, column) => {
    entry.keys ??= Array.from(entry.row.cells, (cell) => cell.dataset.value ?? cell.textContent);
    return entry.keys[column];
  };

  const show = () => {
    body.replaceChildren(...matching.slice(0, limit).map((entry) => entry.row));
    const visible = Math.min(limit, matching.length);
    shown.textContent = `${visible.toLocaleString("en")} of ${matching.length.toLocaleString("en")} matching hosts shown, ${rows.length.toLocaleString("en")} in all`;
    more.parentElement.hidden = visible === matching.length;
  };

  const order = () => {
    if (sorted) {
      const { column, sign, number } = sorted;
      matching.sort((a, b) => {
        const one = key(a, column);
        const two = key(b, column);
        const by = number ? (one === "" ? -1 : +one) - (two === "" ? -1 : +two) : collator.compare(one, two);
        return sign * by || a.index - b.index;
      });
    }
  };

  const filter = () => {
    const words = find.value.toLowerCase().split(/\s+/).filter(Boolean);
    matching = rows.filter(
      (entry) =>
        (outcome.value === "" || (outcome.value === "!" ? entry.trouble : entry.outcome === outcome.value)) &&
        (site.value === "" || entry.site === site.value.slice(1)) &&
        words.every((word) => entry.text.includes(word)),
    );
    limit = PAGE;
    order();
    show();
    for (const pill of pills) {
      pill.setAttribute("aria-pressed", String(pill.dataset.outcome === outcome.value));
    }
  };

  heads.forEach((head, column) => {
    const button = document.createElement("button");
    button.type = "button";
    button.append(...head.childNodes);
    head.append(button);
    head.setAttribute("aria-sort", "none");
    button.addEventListener("click", () => {
      const again = sorted?.column === column;
      sorted = { column, sign: again ? -sorted.sign : 1, number: "number" in head.dataset };
      heads.forEach((other) => other.setAttribute("aria-sort", "none"));
      head.setAttribute("aria-sort", sorted.sign > 0 ? "ascending" : "descending");
      order();
      show();
    });
  });
  for (const pill of pills) {
    pill.addEventListener("click", () => {
      outcome.value = outcome.value === pill.dataset.outcome ? "" : pill.dataset.outcome;
      filter();
    });
  }
  let pending = 0;
  find.addEventListener("input", () => {
    cancelAnimationFrame(pending);
    pending = requestAnimationFrame(filter);
  });
  outcome.addEventListener("change", filter);
  site.addEventListener("change", filter);
  document.getElementById("filter").addEventListener("submit", (event) => event.preventDefault());
  document.getElementById("filter").addEventListener("reset", () => requestAnimationFrame(filter));
  more.addEventListener("click", () => {
    const first = limit;
    limit += PAGE;
    show();
    const next = matching[first]?.row.cells[0];
    if (next) {
      next.tabIndex = -1;
      next.focus();
    }
  });
  all.addEventListener("click", () => {
    limit = Infinity;
    show();
    shown.focus();
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "/" && !event.ctrlKey && !event.metaKey && !event.altKey && !/^(INPUT|SELECT)$/.test(document.activeElement.tagName)) {
      event.preventDefault();
      find.focus();
    }
  });
  let before = null;
  addEventListener("beforeprint", () => {
    before = { limit, closed: [] };
    limit = Infinity;
    show();
    before.closed = Array.from(document.querySelectorAll("details:not([open])"));
    before.closed.forEach((part) => (part.open = true));
  });
  addEventListener("afterprint", () => {
    if (before) {
      before.closed.forEach((part) => (part.open = false));
      limit = before.limit;
      before = null;
      show();
    }
  });
  document.getElementById("filter").hidden = false;
  filter();
  document.documentElement.dataset.ready = "true";
})();
