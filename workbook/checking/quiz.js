// The questions of a notebook: one group each, with a field, three buttons and a reply.

function list(options, words, parent) {
  const label = make("label", { textContent: `${words} ` }, parent);
  const select = make("select", {}, label);
  make("option", { value: "", textContent: "–" }, select);
  for (const [value, text] of options) make("option", { value, textContent: value === text ? text : `${value}: ${text}` }, select);
  return select;
}

// The kinds of fields: each puts elements into `parent` and returns what reads their value. A question names its field;
// which fields there are is written once more in questions.py, where a question kind takes one.
function boxes(type, { options, id }, parent) {
  const inputs = options.map(([value, words]) => {
    const label = make("label", { className: "wide" }, parent);
    const input = make("input", { type, name: `quiz-${id}`, value }, label);
    label.append(value === words ? ` ${words}` : ` ${value}: ${words}`);
    return input;
  });
  return () => inputs.filter((input) => input.checked).map((input) => input.value);
}

function typed(tag, attributes, parent) {
  const label = make("label", { className: "wide", textContent: "Your answer " }, parent);
  const input = make(tag, attributes, label);
  return () => input.value;
}

const FIELDS = {
  line: (question, parent) => typed("input", { type: "text" }, parent),
  text: (question, parent) => typed("textarea", { rows: 6 }, parent),
  one: (question, parent) => {
    const chosen = boxes("radio", question, parent);
    return () => chosen()[0] ?? "";
  },
  several: (question, parent) => {
    const chosen = boxes("checkbox", question, parent);
    return () => (chosen().length ? chosen() : "");
  },
  order: ({ options }, parent) => {
    const lists = options.map((_, index) => list(options, `${index + 1}.`, make("div", {}, parent)));
    return () => (lists.some((select) => select.value) ? lists.map((select) => select.value || "?") : "");
  },
  pairs: ({ options, left }, parent) => {
    const lists = left.map(([name, words]) => [name, list(options, name === words ? name : `${name}: ${words}`, make("div", {}, parent))]);
    return () => (lists.some(([, select]) => select.value) ? Object.fromEntries(lists.map(([name, select]) => [name, select.value])) : "");
  },
  code: ({ wanted }, parent) => {
    make("p", { textContent: `The answer is ${wanted}; give it in the question's code cell.` }, parent);
    return null;
  },
};

function render({ model, el }) {
  const panel = make("div", { className: "triangle-form triangle-quiz" }, el);
  panel.setAttribute("role", "group");
  panel.setAttribute("aria-label", model.get("title"));
  const standing = make("p", { className: "standing" }, panel);
  standing.setAttribute("role", "status");
  const outcomes = model.get("outcomes"); // each with its words
  const replies = {};
  for (const question of model.get("questions")) {
    const group = make("fieldset", {}, panel);
    make("legend", { textContent: `Question ${question.id}` }, group);
    make("div", { className: "prompt", innerHTML: question.prompt }, group);
    const form = make("form", { noValidate: true }, group);
    const read = FIELDS[question.field](question, form);
    const row = make("div", { className: "row" }, form);
    if (read) make("button", { type: "submit", textContent: "Check" }, row);
    for (const [what, words] of [["hint", "Hint"], ["solution", "Solution"]]) {
      make("button", { type: "button", textContent: words, onclick: () => model.send({ do: what, id: question.id }) }, row);
    }
    for (const button of row.children) button.setAttribute("aria-label", `${button.textContent}, question ${question.id}`);
    const reply = make("p", { className: "said" }, form);
    reply.setAttribute("role", "status");
    if (question.outcome !== "not tried") reply.textContent = `Last time: ${outcomes[question.outcome]}`;
    replies[question.id] = reply;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (read) model.send({ do: "check", id: question.id, value: read() });
    });
    // JupyterLab keeps the Enter key from forms.
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.target.tagName !== "INPUT" || event.shiftKey || event.ctrlKey) return;
      event.preventDefault();
      form.requestSubmit();
    });
  }
  const show = () => {
    standing.textContent = model.get("standing");
    for (const [id, { outcome, reply }] of Object.entries(model.get("replies"))) {
      replies[id].textContent = outcome ? `${outcomes[outcome]} ${reply}` : reply;
      replies[id].dataset.outcome = outcome;
    }
  };
  model.on("change:replies change:standing", show);
  show();
}

export default { render };
