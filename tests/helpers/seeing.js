// What a reader cannot read in a figure, measured in the page that is drawn. `globalThis.seen(limits)` gives a list of
// faults: { kind, what, where }. Kinds: cut, overlap, contrast, theme, legend,
// empty, words, small.
// Boxes are measured in the window's pixels; a box is a quad of four corners, because text may be turned.
(() => {
  const FIGURES = ".triangle-view, .triangle-controls, .triangle-form";
  const short = (text, most = 60) => {
    const words = String(text).replace(/\s+/g, " ").trim();
    return words.length > most ? `${words.slice(0, most)}~` : words;
  };
  const round = (number) => Math.round(number * 10) / 10;

  // --- Colours ---------------------------------------------------------------------------------------------------
  const pen = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
  const colours = new Map();
  function colour(css) {
    if (!css || css === "none" || css === "transparent") return null;
    if (!colours.has(css)) {
      pen.clearRect(0, 0, 1, 1);
      pen.fillStyle = "#000";
      pen.fillStyle = css;
      pen.fillRect(0, 0, 1, 1);
      const [red, green, blue, alpha] = pen.getImageData(0, 0, 1, 1).data;
      colours.set(css, { rgb: [red, green, blue], alpha: alpha / 255 });
    }
    return colours.get(css);
  }
  const over = (top, alpha, below) => top.map((part, index) => part * alpha + below[index] * (1 - alpha));
  function luminance(rgb) {
    const [red, green, blue] = rgb.map((part) => {
      const share = part / 255;
      return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
  }
  function ratio(one, other) {
    const [light, dark] = [luminance(one), luminance(other)].sort((a, b) => b - a);
    return (light + 0.05) / (dark + 0.05);
  }
  const hex = (rgb) => `#${rgb.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`;
  const near = (one, other) => one && other && one.every((part, index) => Math.abs(part - other[index]) <= 3);

  // A paint of SVG; a gradient is its first colour, a pattern its first colour thinned, for most of it is gaps.
  function paint(value, opacity, element) {
    const reference = /^url\(["']?#([^"')]+)/.exec(value ?? "");
    if (reference) {
      const source = element.ownerDocument.getElementById(reference[1]);
      const part = source?.querySelector("stop, path, line, rect, circle");
      if (!part) return null;
      const style = getComputedStyle(part);
      if (part.tagName !== "stop") opacity *= 0.3;
      value = part.tagName === "stop" ? style.stopColor : style.fill === "none" ? style.stroke : style.fill;
    }
    const found = colour(value);
    const alpha = found ? found.alpha * opacity : 0;
    return alpha > 0.02 ? { rgb: found.rgb, alpha } : null;
  }

  // --- Boxes -----------------------------------------------------------------------------------------------------
  const quadOf = ({ left, top, right, bottom }) => [[left, top], [right, top], [right, bottom], [left, bottom]];
  function around(quad) {
    const [xs, ys] = [quad.map(([x]) => x), quad.map(([, y]) => y)];
    return { left: Math.min(...xs), right: Math.max(...xs), top: Math.min(...ys), bottom: Math.max(...ys) };
  }
  const meet = (one, other, by = 0) =>
    one.left < other.right - by && other.left < one.right - by &&
    one.top < other.bottom - by && other.top < one.bottom - by;
  const holds = (outer, inner, slack = 1) =>
    inner.left >= outer.left - slack && inner.right <= outer.right + slack &&
    inner.top >= outer.top - slack && inner.bottom <= outer.bottom + slack;
  // How deep two quads lie in each other: the least way by which they could be moved apart; 0 if they do not touch.
  function depth(one, other) {
    let least = Infinity;
    for (const quad of [one, other]) {
      for (const [from, to] of [[quad[0], quad[1]], [quad[1], quad[2]]]) {
        const length = Math.hypot(to[0] - from[0], to[1] - from[1]);
        if (!length) return 0;
        const [dx, dy] = [(to[0] - from[0]) / length, (to[1] - from[1]) / length];
        const span = (corners) => {
          const along = corners.map(([x, y]) => x * dx + y * dy);
          return [Math.min(...along), Math.max(...along)];
        };
        const [[a, b], [c, d]] = [span(one), span(other)];
        least = Math.min(least, Math.min(b, d) - Math.max(a, c));
        if (least <= 0) return 0;
      }
    }
    return least;
  }
  // A font's box is higher than its letters.
  const letters = (box) => {
    const height = box.bottom - box.top;
    return { ...box, top: box.top + 0.18 * height, bottom: box.bottom - 0.14 * height };
  };

  // --- What is drawn ---------------------------------------------------------------------------------------------
  function opacityOf(element, root) {
    let product = 1;
    for (let node = element; node && node !== root; node = node.parentElement) {
      product *= Number(getComputedStyle(node).opacity);
    }
    return product;
  }
  const visible = (element) =>
    element.checkVisibility({ opacityProperty: true, visibilityProperty: true, contentVisibilityAuto: true });
  // Words for a screen reader alone are put into a box of one pixel.
  function forEarsOnly(element, root) {
    for (let node = element; node && node !== root; node = node.parentElement) {
      const box = node.getBoundingClientRect();
      const style = getComputedStyle(node);
      const clipped = style.overflowX !== "visible" || style.clipPath !== "none" || style.clip !== "auto";
      if (clipped && style.position === "absolute" && box.width <= 2 && box.height <= 2) return true;
    }
    return false;
  }
  const ownsText = (item) => item && (typeof item.text === "string" || Array.isArray(item.text) || item.text != null);

  function svgTexts(svg) {
    const found = [];
    for (const element of svg.querySelectorAll("text")) {
      if (!element.textContent.trim() || !visible(element)) continue;
      const style = getComputedStyle(element);
      const opacity = opacityOf(element, svg.parentElement);
      const fill = paint(style.fill, Number(style.fillOpacity) * opacity, element);
      const stroke = parseFloat(style.strokeWidth) > 0 && paint(style.stroke, Number(style.strokeOpacity) * opacity, element);
      if (!fill && !stroke) continue;
      const matrix = element.getScreenCTM();
      const parts = element.querySelector("tspan") ? [...element.querySelectorAll("tspan")] : [element];
      const lines = parts.filter((part) => part.textContent.trim()).map((part) => {
        const { x, y, width, height } = part.getBBox();
        const box = { left: x, top: y, right: x + width, bottom: y + height };
        const turn = (quad) => quad.map(([px, py]) => {
          const point = new DOMPoint(px, py).matrixTransform(matrix);
          return [point.x, point.y];
        });
        const quad = turn(quadOf(letters(box)));
        return { quad, box: around(quad) };
      });
      const item = element.__data__;
      found.push({
        element, lines, svg, fill, stroke,
        text: parts.map((part) => part.textContent).join(" ").trim(),
        whole: ownsText(item) ? [item.text].flat().join(" ") : null,
        limit: item?.limit ?? 0,
        size: parseFloat(style.fontSize) * Math.hypot(matrix.a, matrix.b),
        bold: Number(style.fontWeight) >= 700,
        halo: style.paintOrder.startsWith("stroke") && stroke ? stroke : null,
      });
    }
    // A text drawn twice in one place, first with a broad stroke, is one text with a halo.
    const twins = new Map();
    for (const text of found) {
      const { left, right, top, bottom } = text.lines[0].box;
      const key = `${text.text}|${Math.round((left + right) / 4)}|${Math.round((top + bottom) / 4)}`;
      const first = twins.get(key);
      if (first) {
        first.gone = true;
        text.halo = first.stroke || first.halo || text.halo;
      }
      twins.set(key, text);
    }
    return found.filter((text) => !text.gone);
  }

  function htmlTexts(root) {
    const found = [];
    const walk = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node; node = walk.nextNode()) {
      const element = node.parentElement;
      if (!node.data.trim() || element.closest("svg, script, style, option, select, textarea")) continue;
      if (!visible(element) || forEarsOnly(element, root)) continue;
      const range = document.createRange();
      range.selectNodeContents(node);
      const lines = [...range.getClientRects()].filter((box) => box.width > 0.5 && box.height > 0.5).map((box) => {
        const inner = letters(box.toJSON());
        return { quad: quadOf(inner), box: inner };
      });
      if (!lines.length) continue;
      const style = getComputedStyle(element);
      found.push({
        element, lines, text: node.data.trim(), whole: null, limit: 0,
        fill: paint(style.color, opacityOf(element, root), element),
        size: parseFloat(style.fontSize), bold: Number(style.fontWeight) >= 700,
      });
    }
    return found;
  }

  // Everything in an SVG that has paint, in the order in which it is drawn.
  function painted(svg) {
    const found = [];
    for (const element of svg.querySelectorAll("path, rect, line, circle, ellipse, polygon, polyline")) {
      if (element.closest("defs, clipPath") || !visible(element)) continue;
      const style = getComputedStyle(element);
      const opacity = opacityOf(element, svg.parentElement);
      const width = parseFloat(style.strokeWidth) || 0;
      const fill = paint(style.fill, Number(style.fillOpacity) * opacity, element);
      const stroke = width > 0 ? paint(style.stroke, Number(style.strokeOpacity) * opacity, element) : null;
      if (!fill && !stroke) continue;
      const box = element.getBoundingClientRect().toJSON();
      const grown = stroke ? width / 2 : 0;
      const group = element.closest("g[class*='mark-']");
      found.push({
        element, fill, stroke, width, group, opacity,
        box: { left: box.left - grown, right: box.right + grown, top: box.top - grown, bottom: box.bottom + grown },
        isMark: Boolean(group?.classList.contains("role-mark")),
        data: element.__data__,
      });
    }
    return found;
  }
  function says(mark) {
    if (!mark.isMark || mark.element.closest("[aria-hidden='true']")) return "";
    return mark.element.getAttribute("aria-label") ?? "";
  }

  // The colour of the page behind an element, without any marks.
  function ground(element) {
    const layers = [];
    for (let node = element; node; node = node.parentElement) {
      const style = getComputedStyle(node);
      const found = paint(style.backgroundColor, 1, node);
      if (found) layers.push(found);
      if (found?.alpha >= 0.999) break;
    }
    const scheme = getComputedStyle(document.documentElement).colorScheme;
    const darkened = /dark/.test(scheme) && (!/light/.test(scheme) || matchMedia("(prefers-color-scheme: dark)").matches);
    const page = darkened ? [18, 18, 18] : [255, 255, 255];
    return layers.reverse().reduce((below, layer) => over(layer.rgb, layer.alpha, below), page);
  }

  function covers(mark, x, y) {
    const { left, right, top, bottom } = mark.box;
    if (x < left || x > right || y < top || y > bottom) return null;
    mark.inverse ??= mark.element.getScreenCTM().inverse();
    const point = new DOMPoint(x, y).matrixTransform(mark.inverse);
    if (mark.stroke && mark.element.isPointInStroke(point)) return mark.stroke;
    return mark.fill && mark.element.isPointInFill(point) ? mark.fill : null;
  }

  // --- Faults ----------------------------------------------------------------------------------------------------
  function isCut(text, root) {
    if (text.element.closest("svg")) {
      if (text.text.endsWith("…")) return "shortened";
      const same = (words) => words.replace(/\s+/g, "");
      if (text.limit > 0 && text.whole != null && same(text.whole) !== same(text.text)) return "shortened by its limit";
    } else if (/[\p{L}\d]…$/u.test(text.text)) {
      return "shortened";
    }
    for (const line of text.lines) {
      const way = outside(line.box, text.element, root);
      if (way) return way;
    }
    return "";
  }
  function outside(start, element, root) {
    const box = { ...start };
    const beyond = (frame, name, x = true, y = true) => {
      const ways = [
        x && frame.left - box.left, x && box.right - frame.right, y && frame.top - box.top, y && box.bottom - frame.bottom,
      ].map((way) => way || 0);
      const most = Math.max(...ways);
      const sides = ["left", "right", "top", "bottom"];
      return most > 1.2 ? `${round(most)} px ${name} at the ${sides[ways.indexOf(most)]}` : "";
    };
    for (let node = element; node && node !== document.body; node = node.parentElement) {
      if (node instanceof SVGElement) {
        const clip = /url\(["']?#([^"')]+)/.exec(node.getAttribute("clip-path") ?? "");
        const shape = clip && document.getElementById(clip[1])?.firstElementChild;
        if (shape) {
          const { x, y, width, height } = shape.getBBox();
          const matrix = node.getScreenCTM();
          const corner = new DOMPoint(x, y).matrixTransform(matrix);
          const far = new DOMPoint(x + width, y + height).matrixTransform(matrix);
          const way = beyond({ left: corner.x, top: corner.y, right: far.x, bottom: far.y }, "clipped by its plot");
          if (way) return way;
        }
        if (node.tagName === "svg" && getComputedStyle(node).overflowX !== "visible") {
          const way = beyond(node.getBoundingClientRect(), "outside the picture");
          if (way) return way;
        }
        continue;
      }
      const style = getComputedStyle(node);
      if (style.display === "inline" || style.display === "contents") continue;
      const frame = node.getBoundingClientRect();
      const stops = { x: /hidden|clip/.test(style.overflowX), y: /hidden|clip/.test(style.overflowY) };
      const way = (stops.x || stops.y) && beyond(frame, "hidden by its box", stops.x, stops.y);
      if (way) return way;
      if (/auto|scroll/.test(style.overflowX)) {
        const left = frame.left - node.scrollLeft;
        if (box.left < left - 1.2 || box.right > left + node.scrollWidth + 1.2) return "cannot be scrolled to";
        Object.assign(box, { left: Math.max(box.left, frame.left), right: Math.min(box.right, frame.right) });
        if (box.right < box.left) Object.assign(box, { left: frame.left, right: frame.right });
      }
      if (/auto|scroll/.test(style.overflowY)) {
        const top = frame.top - node.scrollTop;
        if (box.top < top - 1.2 || box.bottom > top + node.scrollHeight + 1.2) return "cannot be scrolled to";
        Object.assign(box, { top: Math.max(box.top, frame.top), bottom: Math.min(box.bottom, frame.bottom) });
        if (box.bottom < box.top) Object.assign(box, { top: frame.top, bottom: frame.bottom });
      }
      if (node === root) {
        const out = beyond(frame, "outside the figure");
        if (out) return out;
      }
    }
    return box.left + scrollX < -1.2 ? "left of the page" : "";
  }

  // A control is not scrolled to: by how much a field is beyond the visible part of what it stands in.
  function besideItsPlace(field) {
    const box = field.getBoundingClientRect();
    let most = 0;
    for (let node = field.parentElement; node && node !== document.body; node = node.parentElement) {
      if (getComputedStyle(node).overflowX === "visible") continue;
      const frame = node.getBoundingClientRect();
      most = Math.max(most, box.right - frame.right, frame.left - box.left);
    }
    return most;
  }

  function cuts(root, texts) {
    const faults = [];
    for (const text of texts) {
      const way = isCut(text, root);
      if (way) faults.push({ kind: "cut", what: short(text.text), where: way });
    }
    for (const field of root.querySelectorAll("select, input:not([type=checkbox]):not([type=radio])")) {
      if (!visible(field)) continue;
      const beside = besideItsPlace(field);
      if (beside > 2) {
        const name = short(field.labels?.[0]?.innerText || field.getAttribute("aria-label") || field.tagName);
        faults.push({ kind: "cut", what: `field ${name}`, where: `${round(beside)} px beyond its place` });
      }
      const style = getComputedStyle(field);
      const words = field.tagName === "SELECT" ? field.selectedOptions[0]?.textContent.trim() : field.value;
      pen.font = `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`;
      const padding = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
      const room = field.clientWidth - padding;
      const needed = pen.measureText(words ?? "").width;
      if (words && needed > room + 2) {
        faults.push({ kind: "cut", what: short(words), where: `${round(needed - room)} px longer than its field` });
      }
    }
    return faults;
  }

  function overlaps(texts, limits) {
    const faults = [];
    const lines = texts.flatMap((text) => text.lines.map((line) => ({ ...line, text })));
    lines.sort((one, other) => one.box.top - other.box.top);
    const told = new Set();
    lines.forEach((line, index) => {
      for (let next = index + 1; next < lines.length && lines[next].box.top < line.box.bottom; next += 1) {
        const other = lines[next];
        if (other.text === line.text || !meet(line.box, other.box, limits.overlap)) continue;
        const deep = depth(line.quad, other.quad);
        const what = [short(line.text.text, 28), short(other.text.text, 28)].sort().join(" × ");
        if (deep <= limits.overlap || told.has(what)) continue;
        told.add(what);
        faults.push({ kind: "overlap", what, where: `${round(deep)} px` });
      }
    });
    return faults;
  }

  function textContrasts(texts, marksOf, limits) {
    const faults = [];
    for (const text of texts) {
      // A sign such as × is a mark.
      const isSign = text.svg && !/[\p{L}\d]/u.test(text.text);
      const isLarge = text.size >= 24 || (text.bold && text.size >= 18.66);
      const least = isSign ? limits.marks : isLarge ? limits.large_text : limits.text;
      if (!text.fill) continue;
      const page = ground(text.element);
      const backs = new Map(); // colour: at how many points
      let points = 0;
      let hidden = 0;
      const marks = text.svg ? marksOf.get(text.svg).filter((mark) => text.lines.some((line) => meet(mark.box, line.box))) : [];
      for (const { quad } of text.lines) {
        const [a, b, , d] = quad;
        for (let column = 0; column < 9; column += 1) {
          for (let row = 0; row < 3; row += 1) {
            const [u, v] = [(column + 0.5) / 9, (row + 0.5) / 3];
            const x = a[0] + u * (b[0] - a[0]) + v * (d[0] - a[0]);
            const y = a[1] + u * (b[1] - a[1]) + v * (d[1] - a[1]);
            let back = text.halo ? over(text.halo.rgb, text.halo.alpha, page) : page;
            points += 1;
            let under = false;
            for (const mark of marks) {
              const later = mark.element.compareDocumentPosition(text.element) & Node.DOCUMENT_POSITION_PRECEDING;
              if (text.halo && !later) continue;
              const cover = covers(mark, x, y);
              if (cover && later) under ||= cover.alpha > 0.3;
              else if (cover) back = over(cover.rgb, cover.alpha, back);
            }
            hidden += under ? 1 : 0;
            backs.set(hex(back), { rgb: back, at: (backs.get(hex(back))?.at ?? 0) + 1 });
          }
        }
      }
      if (hidden / points > limits.share_behind) {
        faults.push({ kind: "overlap", what: `${short(text.text, 28)} × a mark`, where: `covered to ${Math.round(hidden / points * 100)} %` });
      }
      let worst = null;
      for (const { rgb, at } of backs.values()) {
        if (at / points <= limits.share_behind) continue;
        const front = over(text.fill.rgb, text.fill.alpha, rgb);
        const found = ratio(front, rgb);
        if (!worst || found < worst.found) worst = { found, front, rgb };
      }
      if (worst && worst.found < least - 0.005) {
        const where = `${worst.found.toFixed(2)}:1, ${hex(worst.front)} on ${hex(worst.rgb)}`;
        faults.push({ kind: "contrast", what: short(text.text), where });
      }
    }
    return faults;
  }

  // Words below the smallest size; a sign that is no word may be smaller.
  function smallTexts(texts, limits) {
    const small = texts.filter((text) => text.size < limits.smallest_text - 0.05 && /[\p{L}\d]/u.test(text.text));
    return small.map((text) => ({ kind: "small", what: short(text.text), where: `${round(text.size)} px` }));
  }

  function fieldContrasts(root, limits) {
    const faults = [];
    for (const field of root.querySelectorAll("select, textarea, input:not([type=checkbox]):not([type=radio])")) {
      if (!visible(field) || field.disabled) continue;
      const back = ground(field);
      const front = colour(getComputedStyle(field).color);
      const found = ratio(over(front.rgb, front.alpha, back), back);
      if (found < limits.text - 0.005) {
        const what = short(field.labels?.[0]?.innerText || field.getAttribute("aria-label") || field.tagName);
        faults.push({ kind: "contrast", what: `field ${what}`, where: `${found.toFixed(2)}:1 on ${hex(back)}` });
      }
    }
    return faults;
  }

  // A mark that says itself carries data; what it says is in the text over it, where there is one.
  function markContrasts(svg, marks, texts, limits) {
    const kinds = new Map();
    const page = ground(svg);
    for (const mark of marks) {
      if (!says(mark) || mark.box.right - mark.box.left < 0.5 || mark.box.bottom - mark.box.top < 0.5) continue;
      if (texts.some((text) => text.lines.some((line) => holds(mark.box, line.box, 2)))) continue;
      let back = page;
      for (const other of marks) {
        if (other === mark) break;
        if (other.fill && !says(other) && holds(other.box, mark.box)) back = over(other.fill.rgb, other.fill.alpha, back);
      }
      const seen = [mark.fill, mark.stroke].filter(Boolean).map(({ rgb, alpha }) => over(rgb, alpha, back));
      const best = seen.map((rgb) => ({ rgb, found: ratio(rgb, back) })).sort((a, b) => b.found - a.found)[0];
      if (best.found >= limits.marks - 0.005) continue;
      const key = `${hex(best.rgb)} on ${hex(back)}`;
      const known = kinds.get(key) ?? { number: 0, found: best.found, first: says(mark) };
      kinds.set(key, { ...known, number: known.number + 1 });
    }
    return [...kinds].map(([key, { number, found, first }]) => ({
      kind: "contrast", what: `mark “${short(first, 40)}”`, where: `${found.toFixed(2)}:1, ${key}, ${number} marks`,
    }));
  }

  // What a symbol or a mark looks like, for comparison.
  function look({ fill, stroke, element, data, group }) {
    const dashes = getComputedStyle(element).strokeDasharray;
    return {
      colours: [fill, stroke].filter(Boolean).map(({ rgb }) => rgb),
      shape: group?.classList.contains("mark-symbol") ? String(data?.shape ?? "circle") : null,
      dash: stroke && !fill ? dashes.replace(/px/g, "").replace(/^(none|1, 0)$/, "") : null,
      hollow: !fill,
      opacity: Math.max(fill?.alpha ?? 0, stroke?.alpha ?? 0),
    };
  }
  const isColour = (one, other) => one.colours.some((rgb) => other.colours.some((another) => near(rgb, another)));
  function deadEntries(svg, all) {
    const faults = [];
    const frame = svg.getBoundingClientRect();
    const marks = all.filter((mark) => {
      const { width, height } = mark.element.getBoundingClientRect();
      return mark.isMark && Math.max(width, height) > 0.5 && meet(mark.box, frame);
    }).map(look);
    // Colours of text marks count: words may be coloured as the legend says.
    for (const element of svg.querySelectorAll(".role-mark text")) {
      const fill = visible(element) && colour(getComputedStyle(element).fill);
      if (fill) marks.push({ colours: [fill.rgb], shape: null, dash: null, hollow: false, opacity: 1 });
    }
    for (const legend of svg.querySelectorAll("g.role-legend")) {
      const symbols = [...legend.querySelectorAll(".role-legend-symbol > *")];
      const labels = [...legend.querySelectorAll(".role-legend-label text")];
      const entries = symbols.map((element, index) => {
        const mark = all.find((one) => one.element === element);
        return mark && { ...look(mark), label: labels[index]?.textContent ?? "?" };
      }).filter(Boolean);
      const vary = (of) => new Set(entries.map(of)).size > 1;
      const by = {
        colour: vary((entry) => JSON.stringify(entry.colours)),
        shape: vary((entry) => entry.shape),
        dash: vary((entry) => entry.dash),
        hollow: vary((entry) => entry.hollow),
        opacity: vary((entry) => Math.round(entry.opacity * 20)),
      };
      const one = entries.length === 1;
      for (const entry of entries) {
        const alive = marks.some((mark) => {
          const tests = [];
          if (by.colour || one) tests.push(isColour(mark, entry));
          if (by.shape || (one && mark.shape != null)) tests.push(mark.shape === entry.shape);
          if (by.dash && mark.shape == null && mark.dash != null) tests.push(mark.dash === entry.dash);
          if (by.hollow && mark.shape != null) tests.push(mark.hollow === entry.hollow);
          if (by.opacity && !by.colour) tests.push(Math.abs(mark.opacity - entry.opacity) < 0.06);
          return tests.length ? tests.every(Boolean) : !Object.values(by).some(Boolean);
        });
        if (!alive) faults.push({ kind: "legend", what: short(entry.label), where: "no mark looks like it" });
      }
    }
    return faults;
  }
  // A legend in HTML: an element of the class `legend`; each child is an entry, whose colour is in a part without words.
  function deadHtmlEntries(root, all) {
    const faults = [];
    const drawn = all.filter((mark) => mark.isMark).flatMap((mark) => look(mark).colours);
    for (const element of root.querySelectorAll("svg .role-mark text")) drawn.push(colour(getComputedStyle(element).fill)?.rgb);
    for (const entry of root.querySelectorAll(".legend > *, .legend > ul > li")) {
      if (entry.closest("svg") || entry.tagName === "UL" || !visible(entry)) continue;
      const signs = [...entry.querySelectorAll("*")].filter((part) => !part.textContent.trim()).flatMap((part) => {
        const style = getComputedStyle(part);
        const values = part instanceof SVGElement
          ? [style.fill, parseFloat(style.strokeWidth) > 0 && style.stroke]
          : [style.backgroundColor, parseFloat(style.borderTopWidth) > 0 && style.borderTopColor];
        return values.map((value) => paint(value || "none", 1, part)).filter(Boolean).map(({ rgb }) => rgb);
      });
      if (signs.length && !signs.some((sign) => drawn.some((rgb) => near(sign, rgb)))) {
        faults.push({ kind: "legend", what: short(entry.textContent), where: "no mark has its colour" });
      }
    }
    return faults;
  }

  function plotOf(mark) {
    for (let node = mark.group?.parentElement; node && node.tagName !== "svg"; node = node.parentElement) {
      const back = node.tagName === "g" && [...node.children].find((child) => child.classList.contains("background"));
      const box = back && back.getBoundingClientRect();
      if (box && box.width > 4 && box.height > 4) return box;
    }
    return null;
  }
  // What stands in the plots: marks and their text; not rules right across, nor bands that say nothing.
  function contents(svg, marks) {
    const items = marks.filter((mark) => mark.isMark).map((mark) => ({ ...mark, said: Boolean(says(mark)) }));
    for (const element of svg.querySelectorAll(".role-mark text")) {
      if (!visible(element) || !element.textContent.trim()) continue;
      items.push({ element, group: element.closest("g[class*='mark-']"), box: element.getBoundingClientRect(), said: true });
    }
    const plots = new Map();
    for (const item of items) {
      const frame = plotOf(item);
      if (!frame) continue;
      const key = [frame.left, frame.top, frame.width, frame.height].map(Math.round).join();
      if (!plots.has(key)) plots.set(key, { frame, items: [] });
      plots.get(key).items.push(item);
    }
    return [...plots.values()];
  }
  const AXES = { y: ["top", "bottom", "height"], x: ["left", "right", "width"] };
  function lanes(svg) {
    const found = [];
    for (const axis of svg.querySelectorAll("g.role-axis")) {
      const labels = [...axis.querySelectorAll(".role-axis-label text")].filter(
        (label) => typeof label.__data__?.datum?.value === "string" && label.__data__.datum.value.trim(),
      );
      if (!labels.length) continue;
      const boxes = labels.map((label) => label.getBoundingClientRect());
      const spread = (from, to) => {
        const centres = boxes.map((box) => (box[from] + box[to]) / 2);
        return Math.max(...centres) - Math.min(...centres);
      };
      const named = axis.getAttribute("aria-label") ?? "";
      const way = named.startsWith("X") ? "x" : named.startsWith("Y") || spread("top", "bottom") > spread("left", "right") ? "y" : "x";
      const rows = labels.map((label, index) => {
        const turned = label.getScreenCTM();
        const centre = way === "x" && Math.abs(turned.b) > 0.01 ? turned.e : (boxes[index][AXES[way][0]] + boxes[index][AXES[way][1]]) / 2;
        return { name: [label.__data__.text ?? label.textContent].flat().join(" "), centre };
      });
      rows.sort((one, other) => one.centre - other.centre);
      found.push({ way, rows });
    }
    return found;
  }
  function emptiness(svg, marks, limits) {
    const faults = [];
    const plots = contents(svg, marks);
    const axes = lanes(svg);
    const spanning = (item, frame, way) => {
      const [from, to, size] = AXES[way === "y" ? "x" : "y"];
      const thin = item.box[AXES[way][1]] - item.box[AXES[way][0]] < 4;
      return (thin || !item.said) && item.box[to] - item.box[from] >= 0.85 * frame[size];
    };
    for (const { way, rows } of axes) {
      const [from, to] = AXES[way];
      const step = rows.length > 1 ? Math.min(...rows.slice(1).map((row, index) => row.centre - rows[index].centre)) : 40;
      const filled = ({ centre }) => plots.some(({ frame, items }) => items.some((item) =>
        !spanning(item, frame, way) && item.box[to] > centre - 0.4 * step && item.box[from] < centre + 0.4 * step));
      const blank = rows.filter((row) => !filled(row));
      if (blank.length > limits.empty_lanes) {
        const names = short(blank.map((row) => row.name).join(", "), 70);
        const line = way === "y" ? "rows" : "columns";
        faults.push({ kind: "empty", what: `${line} without a mark: ${names}`, where: `${blank.length} of ${rows.length}` });
      }
    }
    for (const { frame, items } of plots) {
      for (const way of ["x", "y"]) {
        const [from, to, size] = AXES[way];
        if (axes.some((axis) => axis.way === way) || frame[size] < 80) continue;
        const ends = items.filter((item) => !spanning(item, frame, way)).map(({ box }) => [box[from] - frame[from], box[to] - frame[from]]);
        ends.push([frame[size], frame[size]]);
        ends.sort((one, other) => one[0] - other[0]);
        let reached = 0;
        let widest = 0;
        for (const [start, end] of ends) {
          widest = Math.max(widest, start - reached);
          reached = Math.max(reached, end);
        }
        const share = widest / frame[size];
        if (share > limits.empty_share) {
          const what = way === "y" ? "height of a plot" : "width of a plot";
          faults.push({ kind: "empty", what, where: `${Math.round(share * 100)} % of ${Math.round(frame[size])} px in one piece` });
        }
      }
    }
    if (!plots.length && svg.getBoundingClientRect().height > 120) {
      const frame = svg.querySelector(".role-frame");
      if (frame) faults.push({ kind: "empty", what: "the picture has no mark", where: `${Math.round(svg.getBoundingClientRect().height)} px high` });
    }
    return faults;
  }

  const wordsIn = (text) => text.split(/\s+/).filter((word) => /[\p{L}\d]/u.test(word)).length;
  function words(root, limits) {
    if (!root.classList.contains("triangle-view")) return [];
    const faults = [];
    const headline = root.querySelector(".headline");
    if (!headline?.innerText.trim()) faults.push({ kind: "words", what: "no headline", where: "" });
    for (const [name, most] of [["headline", limits.headline_words], ["reading", limits.reading_words]]) {
      for (const element of root.querySelectorAll(`.${name}`)) {
        const number = visible(element) ? wordsIn(element.innerText) : 0;
        if (number > most) faults.push({ kind: "words", what: `${name}: ${short(element.innerText)}`, where: `${number} words` });
      }
    }
    return faults;
  }

  // A figure is as dark as the page around it.
  function themes(root, svgs) {
    const light = document.body.dataset.jpThemeLight;
    const dark = light ? light === "false" : matchMedia("(prefers-color-scheme: dark)").matches;
    return [root, ...svgs].flatMap((element) => {
      const back = ground(element);
      if (luminance(back) < 0.18 === dark) return [];
      const what = `${element === root ? "a figure" : "a picture"} does not follow the theme`;
      return [{ kind: "theme", what, where: `${hex(back)} where the page is ${dark ? "dark" : "light"}` }];
    });
  }

  function pageOverflow(root) {
    const place = root.closest(".jp-OutputArea-output") ?? document.scrollingElement;
    const more = place.scrollWidth - place.clientWidth;
    return more > 1 ? [{ kind: "cut", what: "the page", where: `${more} px wider than the window` }] : [];
  }

  globalThis.seen = (limits) => {
    const faults = [];
    const roots = [...document.querySelectorAll(FIGURES)].filter(visible);
    for (const root of roots) {
      const svgs = [...root.querySelectorAll("svg")].filter((svg) => !svg.parentElement.closest("svg") && visible(svg));
      const marksOf = new Map(svgs.map((svg) => [svg, painted(svg)]));
      const svgWords = new Map(svgs.map((svg) => [svg, svgTexts(svg)]));
      const texts = [...[...svgWords.values()].flat(), ...htmlTexts(root)];
      faults.push(...cuts(root, texts), ...overlaps(texts, limits), ...textContrasts(texts, marksOf, limits));
      faults.push(...fieldContrasts(root, limits), ...smallTexts(texts, limits), ...words(root, limits), ...themes(root, svgs));
      for (const svg of svgs) {
        const marks = marksOf.get(svg);
        faults.push(...markContrasts(svg, marks, svgWords.get(svg), limits), ...deadEntries(svg, marks));
        faults.push(...emptiness(svg, marks, limits));
      }
      faults.push(...deadHtmlEntries(root, [...marksOf.values()].flat()));
    }
    if (roots.length) faults.push(...pageOverflow(roots[0]));
    else faults.push({ kind: "empty", what: "the page has no figure", where: "" });
    return faults;
  };

  // Wait until nothing in the figures moves any more: `turns` looks, 40 ms apart, that are all the same.
  globalThis.still = async (turns = 3) => {
    const figures = () => [...document.querySelectorAll(FIGURES)];
    const look = () => figures().map((figure) => {
      const box = figure.getBoundingClientRect();
      return `${box.width} ${box.height} ${figure.innerHTML.length} ${figure.querySelector("svg")?.outerHTML ?? ""}`;
    }).join();
    let last = "";
    let same = 0;
    for (let turn = 0; turn < 750; turn += 1) {
      await new Promise((done) => { setTimeout(done, 40); });
      await new Promise((done) => { requestAnimationFrame(done); });
      const now = look();
      same = now === last && now && !/is being drawn/.test(figures().map((one) => one.innerText).join()) ? same + 1 : 0;
      if (same >= turns) return;
      last = now;
    }
    throw new Error("the figure does not come to rest");
  };
})();
