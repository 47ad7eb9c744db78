// What Streamlit leaves to do for keyboard and screen reader: announcements, focus after a rerun and after a link,
// single-key shortcuts that can be switched off, and folded text that opens for print. Asks nothing of the network.
(() => {
  "use strict";
  const OFF = "toetssteen.keys.off";
  const QUIET = 120; // ms without a change before the page counts as settled
  let last = null; // what had the focus, told so that it can be found again in a new copy of the page
  let said = "";
  let left = null; // the address that a link was followed from
  let timer = 0;

  const app = () => document.querySelector(".stApp");
  const running = () => app()?.dataset.testScriptState === "running";
  const main = () => document.querySelector(".stMain") || document.body;

  // --- announcements -------------------------------------------------------------------------------------------------
  function announce() {
    const lines = [...main().querySelectorAll(".ts-say")].map((e) => e.textContent.trim()).filter(Boolean);
    const words = lines.join(" ");
    if (words === said) return;
    said = words;
    const region = document.getElementById("ts-live");
    if (region) region.textContent = words;
  }

  // --- focus ---------------------------------------------------------------------------------------------------------
  const keyOf = (el) => [...(el.closest('[class*="st-key-"]')?.classList || [])].find((c) => c.startsWith("st-key-")) || "";
  const nameOf = (el) => (el.getAttribute("aria-label") || el.textContent || "").trim().slice(0, 80);

  const heading = () => main().querySelector("h1")?.textContent || "";

  function remember(event) {
    const el = event.target;
    if (!(el instanceof HTMLElement) || el === document.body) return;
    const same = [...document.querySelectorAll(el.tagName)].filter((other) => nameOf(other) === nameOf(el));
    last = { el, tag: el.tagName, key: keyOf(el), name: nameOf(el), value: el.value, at: same.indexOf(el), title: heading() };
  }

  function again() {
    if (last.key) {
      const there = [...document.querySelectorAll(`.${CSS.escape(last.key)} ${last.tag.toLowerCase()}`)];
      const found = there.find((el) => el.value === last.value && nameOf(el) === last.name) || there[0];
      if (found) return found;
    }
    const named = [...main().querySelectorAll(last.tag)].filter((el) => nameOf(el) === last.name);
    return last.name ? named[Math.min(last.at, named.length - 1)] : undefined;
  }

  function focusOn(el, scroll) {
    if (!el) return;
    if (el.tabIndex < 0 && !el.hasAttribute("tabindex")) el.setAttribute("tabindex", "-1");
    el.focus({ preventScroll: !scroll });
  }

  // The place that the address named when the page was opened: the server rewrites the address and forgets it.
  let aimed = decodeURIComponent(location.hash.slice(1));

  function aim() {
    const place = aimed && (document.getElementById(aimed) || document.querySelector(`.st-key-${CSS.escape(aimed)}`));
    if (!place) return false;
    aimed = "";
    left = null;
    focusOn(place, true);
    return true;
  }

  const arrival = () => main().querySelector("[id^='ts-arrive']") || main().querySelector("h1");

  function settle() {
    if (running()) return;
    document.documentElement.dataset.tsRest = document.querySelector('[data-testid="stSkeleton"]') ? "no" : "yes"; // for who waits until the page is complete, such as the tests
    announce();
    keys();
    if (aim()) return;
    if (left !== null && left !== location.href) {
      left = null;
      focusOn(arrival(), true);
    } else if (document.activeElement === document.body && last && !last.el.isConnected) {
      const moved = heading() !== last.title; // a button that led to another page, such as saving a new finding
      focusOn((!moved && again()) || arrival(), moved);
    }
  }

  // --- shortcuts -----------------------------------------------------------------------------------------------------
  const stored = () => { try { return localStorage.getItem(OFF) === "1"; } catch { return false; } };
  let off = stored();

  function keys() {
    for (const button of document.querySelectorAll(".ts-keys-switch")) {
      button.setAttribute("aria-pressed", String(off));
    }
  }

  function typing(el) {
    return el?.isContentEditable || /^(TEXTAREA|SELECT)$/.test(el?.tagName) ||
      (el?.tagName === "INPUT" && !/^(radio|checkbox|button|range)$/.test(el.type));
  }

  function press(event) {
    aimed = "";
    if (off || event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || event.defaultPrevented) return;
    if (document.querySelector('[role="dialog"]')) return;
    if (event.key === "?") {
      const list = document.querySelector(".ts-keys");
      if (list) { list.open = true; list.scrollIntoView({ block: "nearest" }); focusOn(list.querySelector("summary")); }
      event.preventDefault();
      return;
    }
    const row = document.querySelector(`[data-key="${CSS.escape(event.key)}"]`);
    const place = row && document.querySelector(`.st-key-${CSS.escape(row.dataset.target)}`);
    const target = place?.querySelector("a[href], button:not([disabled]), textarea, input");
    if (!target) return;
    event.preventDefault();
    if (/^(TEXTAREA|INPUT)$/.test(target.tagName)) target.focus();
    else { focusOn(target); target.click(); }
  }

  // --- a session that has ended: the server has closed the line, the way on is its sign-in page --------------------------
  let connected = false;
  let asked = 0;

  async function stay() {
    const state = app()?.dataset.testConnectionState;
    if (state === "CONNECTED") connected = true;
    if (!connected || state === "CONNECTED" || Date.now() - asked < 2000) return;
    asked = Date.now();
    try {
      const answer = await fetch(`${window.__streamlit.BACKEND_BASE_URL.replace(/\/$/, "")}/sessie`, { cache: "no-store" });
      const other = answer.ok && (await answer.text()) !== (document.documentElement.dataset.tsVisit || "");
      if (answer.status === 401 || answer.status === 403 || other) location.reload();
    } catch { /* the server itself is away; Streamlit tells that */ }
  }

  setInterval(stay, 5000);

  document.addEventListener("keydown", press);
  document.addEventListener("focusin", remember);
  document.addEventListener("click", (event) => {
    const el = event.target instanceof Element ? event.target : null;
    if (el?.closest(".ts-keys-switch")) {
      off = !off;
      try { localStorage.setItem(OFF, off ? "1" : "0"); } catch { /* private window: it holds for this page */ }
      keys();
    } else if (el?.closest(".ts-skip")) {
      event.preventDefault();
      focusOn(main().querySelector("h1"), true);
    } else if (el?.closest("a[href]")) {
      left = location.href;
    }
  }, true);
  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll(".ts-me[open]")) if (!menu.contains(event.target)) menu.open = false;
  });
  document.addEventListener("keydown", (event) => {
    const menu = event.key === "Escape" && document.querySelector(".ts-me[open]");
    if (menu) { menu.open = false; focusOn(menu.querySelector("summary")); }
  });
  addEventListener("popstate", () => { left = ""; });
  addEventListener("beforeprint", () => { for (const folded of main().querySelectorAll("details")) folded.open = true; });

  new MutationObserver(() => {
    document.documentElement.dataset.tsRest = "no";
    clearTimeout(timer);
    timer = setTimeout(settle, QUIET);
    stay();
  }).observe(document.documentElement, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: ["data-test-script-state", "data-test-connection-state"],
  });
})();
