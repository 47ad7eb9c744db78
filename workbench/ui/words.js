// Choosing words in a text, by mouse or by keyboard, and putting them into a field of the page. The browser's own selection
// shows what is chosen; a live region says it. Without this script the fields are typed in by hand.
(() => {
  "use strict";
  const MARK = /\p{L}{2}[”"»')]*[.;:?!][”"»')]*$/u; // "1." and "§" end no sentence
  const SHORT = /^\(?(art|artt|nr|nrs|blz|resp|bv|lid|par|no|para)\.$/i;
  const END = { test: (word) => MARK.test(word) && !SHORT.test(word) };
  const state = new WeakMap(); // box -> { words, at, from }

  // The chosen words as they are quoted: a comma, semicolon or colon at the end belongs to the sentence, not to the quotation.
  const quoted = (list, from, to) => {
    const [first, last] = [Math.min(from, to), Math.max(from, to)];
    return list.slice(first, last + 1).map((w) => w.text).join(" ").replace(/[,;:]+$/, "");
  };

  function words(box) {
    const found = [];
    const walker = document.createTreeWalker(box, NodeFilter.SHOW_TEXT);
    let open = null; // a word may run on over the edge of a mark
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      const line = node.parentElement.closest("p");
      if (open && open.line !== line) open = null;
      for (const match of node.data.matchAll(/\s+|\S+/g)) {
        if (/^\s/.test(match[0])) { open = null; continue; }
        const end = match.index + match[0].length;
        if (open && match.index === 0) {
          Object.assign(open, { endNode: node, end, text: open.text + match[0] });
        } else {
          open = { node, start: match.index, endNode: node, end, text: match[0], line };
          found.push(open);
        }
      }
    }
    return found;
  }

  function range(list, from, to) {
    const [first, last] = from <= to ? [list[from], list[to]] : [list[to], list[from]];
    const made = document.createRange();
    made.setStart(first.node, first.start);
    made.setEnd(last.endNode, last.end);
    return made;
  }

  const said = (box, kind, text) => (box.dataset[kind] || "{words}").replace("{words}", text);

  function tell(box, text) {
    const place = document.querySelector(`.ts-picked[data-box="${CSS.escape(box.dataset.box)}"]`);
    if (place) place.textContent = text;
  }

  function show(box, it) {
    const made = range(it.words, it.from, it.at);
    const selection = getSelection();
    selection.removeAllRanges();
    selection.addRange(made);
    const spot = it.words[it.at];
    const rect = range(it.words, it.at, it.at).getBoundingClientRect();
    const frame = box.getBoundingClientRect();
    if (rect.top < frame.top) box.scrollTop -= frame.top - rect.top + 24;
    else if (rect.bottom > frame.bottom) box.scrollTop += rect.bottom - frame.bottom + 24;
    const chosen = quoted(it.words, it.from, it.at);
    tell(box, it.from === it.at ? spot.text : said(box, "chosen", chosen));
  }

  function sentence(list, at, step) {
    const ends = (n) => END.test(list[n].text) || list[n + 1]?.line !== list[n].line;
    let n = at;
    if (step > 0) {
      while (n < list.length - 1 && !ends(n)) n += 1;
      return Math.min(n + 1, list.length - 1);
    }
    n -= 1;
    while (n > 0 && !ends(n - 1)) n -= 1;
    return Math.max(n, 0);
  }

  function sentenceEnd(list, at) {
    let n = at;
    while (n < list.length - 1 && !END.test(list[n].text) && list[n + 1].line === list[n].line) n += 1;
    return n;
  }

  function moved(list, it, event) {
    const jump = event.ctrlKey || event.altKey;
    const last = list.length - 1;
    switch (event.key) {
      case "ArrowRight": return Math.min(it.at + 1, last);
      case "ArrowLeft": return Math.max(it.at - 1, 0);
      case "ArrowDown":
        if (event.shiftKey) { // to the end of this sentence, or of the next one when that is chosen already
          const end = sentenceEnd(list, it.at);
          return end > it.at ? end : sentenceEnd(list, Math.min(it.at + 1, last));
        }
        return sentence(list, it.at, 1);
      case "ArrowUp": return sentence(list, it.at, -1);
      case "Home": return jump ? 0 : list.findIndex((w) => w.line === list[it.at].line);
      case "End": return jump ? last : list.findLastIndex((w) => w.line === list[it.at].line);
      default: return -1;
    }
  }

  function ready(box) {
    let it = state.get(box);
    if (!it || !it.words.length || !it.words[0].node.isConnected) {
      const list = words(box);
      const mark = box.querySelector("mark:not([class])") || box.querySelector("mark");
      const at = mark ? Math.max(0, list.findIndex((w) => mark.contains(w.node))) : 0;
      it = { words: list, at, from: at, chosen: false };
      state.set(box, it);
    }
    return it;
  }

  function key(event) {
    const box = event.target instanceof Element && event.target.closest(".ts-pick");
    if (!box) return;
    const it = ready(box);
    if (!it.words.length) return;
    if (event.key === "Enter") {
      event.preventDefault();
      take(box);
      return;
    }
    if (event.key === "Escape") {
      it.from = it.at;
      it.chosen = false;
      getSelection().removeAllRanges();
      tell(box, box.dataset.none || "");
      return;
    }
    const at = moved(it.words, it, event);
    if (at < 0) return;
    event.preventDefault();
    it.at = at;
    if (!event.shiftKey) it.from = at;
    it.chosen = true;
    show(box, it);
  }

  // The words under the mouse's selection, whole words only.
  function point(box) {
    const selection = getSelection();
    if (!selection.rangeCount || !box.contains(selection.anchorNode) || !box.contains(selection.focusNode)) return;
    const made = selection.getRangeAt(0);
    const it = ready(box);
    const inside = it.words.map((word, n) => (overlaps(made, word) ? n : -1)).filter((n) => n >= 0);
    if (!inside.length) return;
    it.from = inside[0];
    it.at = inside[inside.length - 1];
    it.chosen = !made.collapsed;
    if (it.chosen) show(box, it);
  }

  function overlaps(made, word) {
    const other = document.createRange();
    other.setStart(word.node, word.start);
    other.setEnd(word.endNode, word.end);
    if (made.collapsed) return other.comparePoint(made.startContainer, made.startOffset) === 0;
    return made.compareBoundaryPoints(Range.START_TO_END, other) > 0 && made.compareBoundaryPoints(Range.END_TO_START, other) < 0;
  }

  const wait = (ms) => new Promise((done) => { setTimeout(done, ms); });
  const running = () => document.querySelector(".stApp")?.dataset.testScriptState === "running";

  async function sent() { // whether the page began to answer
    for (let n = 0; n < 20; n += 1) {
      if (running()) return true;
      await wait(15);
    }
    return false;
  }

  // React keeps its own copy of a field: set the value the way a keystroke does, then leave the field so that it is sent.
  // Leaving is tried again, for React may not have taken the value yet.
  async function fill(name, value) {
    const field = await found(name);
    if (!field) return false;
    if (field.value === value) return true;
    const kind = field.tagName === "TEXTAREA" ? HTMLTextAreaElement : HTMLInputElement;
    field.focus({ preventScroll: true });
    Object.getOwnPropertyDescriptor(kind.prototype, "value").set.call(field, value);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    if (field.closest('[data-testid="stForm"]')) return true; // a form sends its fields itself
    for (let n = 0; n < 5; n += 1) {
      await wait(40);
      field.blur();
      if (await sent()) return true;
      field.focus({ preventScroll: true });
    }
    return true;
  }

  async function found(name) { // fields are drawn by code that may still be on its way
    for (let n = 0; n < 60; n += 1) {
      const field = document.querySelector(`.st-key-${CSS.escape(name)} textarea, .st-key-${CSS.escape(name)} input`);
      if (field) return field;
      await wait(50);
    }
    return null;
  }

  async function goOn(name) { // writing goes on in a field that may be folded away
    const field = await found(name);
    const folded = field?.closest("details:not([open])");
    if (folded) {
      folded.querySelector("summary").click();
      await wait(250);
    }
    field?.scrollIntoView({ block: "center" });
    field?.focus({ preventScroll: true });
  }

  // Which of the places of these words in the box: the same count as `domain/anchors.places_of`.
  function nth(list, first, chosen) {
    const whole = list.map((w) => w.text).join(" ");
    const start = list.slice(0, first).reduce((sum, w) => sum + w.text.length + 1, 0);
    let count = 0;
    for (let at = whole.indexOf(chosen); at >= 0 && at <= start; at = whole.indexOf(chosen, at + 1)) count += 1;
    const more = whole.indexOf(chosen, whole.indexOf(chosen) + 1) >= 0;
    return more ? String(count) : "";
  }

  async function take(box) {
    const it = ready(box);
    if (!it.words.length || !it.chosen) {
      tell(box, box.dataset.none || "");
      return;
    }
    const first = Math.min(it.from, it.at);
    const chosen = quoted(it.words, it.from, it.at);
    const target = box.dataset.target;
    if (box.dataset.nth) await fill(box.dataset.nth, nth(it.words, first, chosen));
    const filled = await fill(target, chosen);
    if (filled && box.dataset.onward) {
      await goOn(box.dataset.onward);
      return;
    }
    const here = document.querySelector(`.ts-pick[data-box="${CSS.escape(box.dataset.box)}"]`) || box; // it may have been drawn anew
    here.focus({ preventScroll: true });
    tell(here, filled ? said(here, "taken", chosen) : here.dataset.none || "");
  }

  function arrange() {
    for (const box of document.querySelectorAll(".ts-reading:not([data-ready])")) {
      box.dataset.ready = "1";
      const mark = box.querySelector("mark:not([class])") || box.querySelector("mark");
      if (mark) box.scrollTop = mark.getBoundingClientRect().top - box.getBoundingClientRect().top - box.clientHeight / 3;
    }
  }

  document.addEventListener("keydown", key);
  document.addEventListener("mouseup", (event) => {
    const box = event.target instanceof Element && event.target.closest(".ts-pick");
    if (box) setTimeout(() => point(box), 0);
  });
  document.addEventListener("touchend", (event) => {
    const box = event.target instanceof Element && event.target.closest(".ts-pick");
    if (box) setTimeout(() => point(box), 50);
  });
  document.addEventListener("mousedown", (event) => {
    if (event.target instanceof Element && event.target.closest(".ts-take")) event.preventDefault(); // the selection stays
  });
  document.addEventListener("click", (event) => {
    const button = event.target instanceof Element && event.target.closest(".ts-take");
    const box = button && document.querySelector(`.ts-pick[data-box="${CSS.escape(button.dataset.box)}"]`);
    if (box) take(box);
  });
  addEventListener("beforeunload", (event) => {
    if (document.querySelector(".ts-unsaved")) event.preventDefault();
  });
  new MutationObserver(arrange).observe(document.documentElement, { subtree: true, childList: true });
})();
