// The table beside a chart, and the same as a file.
const MOST_LINES = 1000; // of a table in the page; the file has all

// The rows that the controls left.
function rowsOf(model) {
  const cells = model.get("cells");
  return model.get("kept").map((number) => cells[number]).filter(Boolean);
}

function fillTable(table, model) {
  const rows = rowsOf(model);
  table.replaceChildren();
  const cut = rows.length > MOST_LINES ? ` (the first ${MOST_LINES} of ${rows.length} rows; the file has all)` : "";
  make("caption", { textContent: model.get("question") + cut }, table);
  const head = make("tr", {}, make("thead", {}, table));
  for (const heading of model.get("headings")) make("th", { textContent: heading, scope: "col" }, head);
  const body = make("tbody", {}, table);
  for (const row of rows.slice(0, MOST_LINES)) {
    const line = make("tr", {}, body);
    for (const cell of row) {
      const place = make("td", {}, line);
      if (/^https?:\/\//.test(cell)) {
        make("a", { href: cell, target: "_blank", rel: "noopener", textContent: new URL(cell).hostname }, place);
      } else {
        place.textContent = cell ?? "–";
      }
    }
  }
}

function asCsv(model) {
  const quote = (cell) => {
    const text = cell == null ? "" : String(cell);
    return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
  };
  return [model.get("headings"), ...rowsOf(model)].map((row) => row.map(quote).join(",") + "\r\n").join("");
}

function download(model) {
  const url = URL.createObjectURL(new Blob(["\ufeff", asCsv(model)], { type: "text/csv;charset=utf-8" }));
  make("a", { href: url, download: `${model.get("name")}.csv` }).click();
  setTimeout(() => URL.revokeObjectURL(url), 1000);
}
