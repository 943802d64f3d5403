// Brings the charting library to the page, once: from the Jupyter server, or else from the kernel.
const slot = globalThis[Symbol.for("triangle-workbook")] ??= (() => {
  let resolve;
  const promise = new Promise((answer) => { resolve = answer; });
  return { promise, resolve, askedAt: -Infinity };
})();
const PATIENCE = 5000; // milliseconds until another kernel is asked

// JupyterLab takes arrows and letters for commands to the notebook, so that no list could be moved by keyboard.
// Within a view or a form they belong to it; what is pressed with Ctrl, and Shift+Enter, stays JupyterLab's.
if (!slot.keys) {
  slot.keys = (event) => {
    const ours = event.target.closest?.(".jp-OutputArea-output:has(.triangle-view, .triangle-form)");
    const command = event.ctrlKey || event.metaKey || event.altKey || (event.shiftKey && event.key === "Enter");
    if (ours) event.target.toggleAttribute("data-lm-suppress-shortcuts", !command);
  };
  window.addEventListener("keydown", slot.keys, true);
}

// A busy kernel answers nobody, the server does.
async function fromServer(file) {
  const page = JSON.parse(document.getElementById("jupyter-config-data").textContent);
  return import(new URL(`${page.fullLabextensionsUrl}/triangle-workbook/${file}`, document.baseURI).href);
}

function fromKernel(model) {
  if (slot.done) return;
  if (performance.now() - slot.askedAt > PATIENCE) {
    slot.askedAt = performance.now();
    model.send({ want: "bundle" });
  }
  setTimeout(() => fromKernel(model), PATIENCE);
}

async function initialize({ model }) {
  model.on("msg:custom", async (message, buffers) => {
    if (message.kind !== "bundle") return;
    const address = URL.createObjectURL(new Blob([buffers[0]], { type: "text/javascript" }));
    slot.resolve((await import(address)).embed);
    URL.revokeObjectURL(address);
  });
  slot.promise.then(() => { slot.done = true; });
  if (slot.done) return;
  try {
    slot.resolve((await fromServer(model.get("file"))).embed);
  } catch {
    fromKernel(model);
  }
}

export default { initialize, render() {} };
