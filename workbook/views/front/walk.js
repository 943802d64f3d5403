// Marks by keyboard and by ear, for those who do not see the chart.
const SPOKEN = "svg [role='graphics-symbol'][aria-label]:not([aria-roledescription$='container'])";
const STEP = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };

// One stop for Tab; arrows go from mark to mark in reading order, Home and End to the ends; each mark says itself, and
// `told` shows what it says to those who see it, also where a finger has touched it.
function walkable(place, told) {
  const marks = () => [...place.querySelectorAll(SPOKEN)]
    .filter((mark) => !mark.closest(".role-axis, .role-legend, .role-axis-grid") && mark.getAttribute("aria-label"))
    .map((mark) => ({ mark, box: mark.getBoundingClientRect() }))
    .sort((a, b) => Math.round(a.box.left - b.box.left) || a.box.top - b.box.top)
    .map(({ mark }) => mark);
  const enter = () => {
    const all = marks();
    if (!all.some((mark) => mark.tabIndex === 0)) all[0]?.setAttribute("tabindex", "0");
  };
  const tell = (event) => { told.textContent = event.target.closest?.(SPOKEN)?.getAttribute("aria-label") ?? ""; };
  place.addEventListener("focusin", tell);
  place.addEventListener("focusout", () => { told.textContent = ""; });
  place.addEventListener("pointerup", tell);
  place.addEventListener("keydown", (event) => {
    const all = marks();
    const at = all.indexOf(document.activeElement);
    if (at < 0) return;
    const to = { Home: 0, End: all.length - 1 }[event.key] ?? (event.key in STEP ? at + STEP[event.key] : null);
    if (to === null) {
      if (event.key === "Enter") all[at].dispatchEvent(new MouseEvent("click", { bubbles: true }));
      return;
    }
    event.preventDefault();
    const next = all[Math.min(Math.max(to, 0), all.length - 1)];
    all[at].setAttribute("tabindex", "-1");
    next.setAttribute("tabindex", "0");
    next.focus();
  });
  return enter;
}

// The lines of a chart as tones: time goes from left to right, a higher mark sounds higher, one line after another.
const LOWEST = 220, OCTAVES = 2, LASTS = 4; // hertz, range, seconds for each line

function lines(place) {
  const plot = place.querySelector("svg .mark-line.role-mark");
  if (!plot) return [];
  return [...place.querySelectorAll("svg .mark-line.role-mark path")]
    .map((path) => path.__data__?.mark?.items?.filter((item) => item.defined !== false) ?? [])
    .filter((items) => items.length > 1);
}

function hearing(place, said, named) {
  let sound = null;
  const stop = () => { sound?.close(); sound = null; };
  return async () => {
    if (sound) { stop(); said.textContent = ""; return; }
    sound = new AudioContext();
    const mine = sound;
    for (const items of lines(place)) {
      const xs = items.map((item) => item.x), ys = items.map((item) => item.y);
      const [left, right] = [Math.min(...xs), Math.max(...xs)];
      const height = Math.max(...lines(place).flat().map((item) => item.y)) || 1;
      said.textContent = `You hear ${named(items)}.`;
      const tone = mine.createOscillator(), level = mine.createGain();
      tone.connect(level).connect(mine.destination);
      const start = mine.currentTime + 0.1;
      items.forEach((item, number) => {
        const at = start + (LASTS * (item.x - left)) / (right - left || 1);
        tone.frequency.setValueAtTime(LOWEST * 2 ** (OCTAVES * (1 - ys[number] / height)), at);
      });
      level.gain.setValueAtTime(0.15, start);
      tone.start(start);
      tone.stop(start + LASTS + 0.2);
      await new Promise((done) => { tone.onended = done; setTimeout(done, (LASTS + 1) * 1000); });
      if (sound !== mine) return;
    }
    stop();
    said.textContent = "";
  };
}
