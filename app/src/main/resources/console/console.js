"use strict";

// What makes pages nicer when scripts run. Every page can be read and every form sent without it.

const pad = (number) => String(number).padStart(2, "0");

/** Shows moments in the reader's own time zone; the server writes UTC. */
function localTimes(root) {
  for (const element of root.querySelectorAll("time[datetime]:not([data-local])")) {
    const at = new Date(element.dateTime);
    if (Number.isNaN(at.getTime())) continue;
    element.dataset.local = "";
    element.title = element.textContent + " UTC";
    element.textContent =
      `${at.getFullYear()}-${pad(at.getMonth() + 1)}-${pad(at.getDate())} ` +
      `${pad(at.getHours())}:${pad(at.getMinutes())}:${pad(at.getSeconds())}`;
  }
  for (const element of root.querySelectorAll("[data-zone]")) {
    element.textContent = Intl.DateTimeFormat().resolvedOptions().timeZone;
  }
}

/** Until somebody chooses, the page follows the system; then the switch leads to the other theme. */
function themeSwitch() {
  const form = document.querySelector("form[action='/theme']");
  if (form === null || document.documentElement.dataset.theme !== "auto") return;
  if (window.matchMedia("(prefers-color-scheme: dark)").matches) {
    form.elements.theme.value = "light";
    form.querySelector("button").textContent = "Light theme";
  }
}

/** Adds an empty row to the table of a form. */
function rowButtons(root) {
  for (const button of root.querySelectorAll("[data-add-row]")) {
    const body = document.getElementById(button.dataset.addRow).tBodies[0];
    button.hidden = false;
    button.addEventListener("click", () => {
      const row = body.rows[body.rows.length - 1].cloneNode(true);
      for (const input of row.querySelectorAll("input")) {
        input.value = "";
        input.setAttribute("aria-label",
          input.getAttribute("aria-label").replace(/\d+$/, body.rows.length + 1));
      }
      body.append(row);
      row.querySelector("input").focus();
    });
  }
}

/** A part in which somebody is busy is not taken away. */
function isInUse(part) {
  const active = document.activeElement;
  return part.querySelector("input:checked, details[open], .body pre") !== null
    || (active !== null && part.contains(active) && active.matches("input, select, textarea"))
    || (window.getSelection() !== null && !window.getSelection().isCollapsed
      && part.contains(window.getSelection().anchorNode));
}

/** Reads the parts of the page anew that show this kind of news. */
function refresh(kinds) {
  for (const part of document.querySelectorAll("[data-live]")) {
    const wanted = part.dataset.live.split(" ");
    if (!wanted.some((kind) => kinds.includes(kind)) || isInUse(part)) continue;
    const focused = document.activeElement !== null && part.contains(document.activeElement)
      ? document.activeElement.textContent : null;
    htmx.ajax("GET", location.pathname + location.search,
      { target: "#" + part.id, select: "#" + part.id, swap: "outerHTML" })
      .then(() => {
        if (focused === null) return;
        for (const element of document.querySelectorAll("#" + part.id + " a, #" + part.id + " button")) {
          if (element.textContent === focused) { element.focus(); return; }
        }
      });
  }
}

/** News from the server while the page is open and somebody is there. */
function live() {
  if (document.querySelector("[data-live]") === null) return;
  const idleMillis = 20 * 60 * 1000;
  let lastSeen = Date.now();
  let waiting = [];
  let timer = null;
  let source = null;
  const later = (kinds) => {
    waiting.push(...kinds);
    if (timer === null) {
      timer = setTimeout(() => {
        const all = waiting;
        waiting = [];
        timer = null;
        refresh(all);
      }, 300);
    }
  };
  const open = () => {
    source = new EventSource("/live");
    source.addEventListener("news", (event) => {
      if (Date.now() - lastSeen > idleMillis) { source.close(); source = null; return; }
      later(event.data.split(" "));
    });
    // The browser asks again by itself unless it was refused: then the sign-in has ended, or a
    // proxy is without its server.
    source.addEventListener("error", async () => {
      if (source === null || source.readyState !== EventSource.CLOSED) return;
      source = null;
      const answer = await fetch(location.href).catch(() => null);
      if (answer !== null && answer.redirected) { location.reload(); return; }
      setTimeout(() => { if (source === null) open(); }, 5000);
    });
  };
  const seen = () => {
    lastSeen = Date.now();
    if (source === null) { open(); later(["orders", "jobs", "webhooks", "calls"]); }
  };
  for (const name of ["pointerdown", "keydown", "focus"]) window.addEventListener(name, seen);
  window.addEventListener("pagehide", () => { if (source !== null) source.close(); });
  open();
}

const MINUTE = 60000;

/** The minutes of the last hour, oldest first, as milliseconds since 1970. */
function lastHour() {
  const now = Math.floor(Date.now() / MINUTE) * MINUTE;
  return Array.from({ length: 61 }, (_, n) => now - (60 - n) * MINUTE);
}

/** A number for each minute: nothing happened where there is no point, or nothing is known. */
function byMinute(minutes, trend, column) {
  const values = new Map(trend.points.map((point) => [Date.parse(point.at), point.values[column]]));
  return minutes.map((minute) => values.get(minute) ?? (trend.counts[column] ? 0 : null));
}

/** Draws the charts; the numbers stand beneath as a table. */
function charts() {
  const style = getComputedStyle(document.documentElement);
  const color = (name) => style.getPropertyValue("--" + name).trim();
  const colors = [color("accent"), color("good"), color("busy")];
  const colorOf = (name, index) => name === "failed" ? color("bad") : colors[index];
  for (const canvas of document.querySelectorAll("canvas[data-chart]")) {
    fetch(canvas.dataset.chart).then((answer) => answer.json()).then((trend) => {
      const minutes = lastHour();
      const axis = { ticks: { color: color("muted"), maxTicksLimit: 7 }, grid: { color: color("edge") } };
      new Chart(canvas, {
        type: "line",
        data: {
          labels: minutes.map((minute) => {
            const at = new Date(minute);
            return pad(at.getHours()) + ":" + pad(at.getMinutes());
          }),
          datasets: trend.names.map((name, index) => ({
            label: name,
            data: byMinute(minutes, trend, index),
            borderColor: colorOf(name, index), backgroundColor: colorOf(name, index),
            borderWidth: 2, pointRadius: trend.counts[index] ? 0 : 2, spanGaps: true,
          })),
        },
        options: {
          animation: false, maintainAspectRatio: false,
          scales: { x: axis, y: { ...axis, beginAtZero: true } },
          plugins: { legend: { labels: { color: color("text"), boxWidth: 12 } } },
        },
      });
    });
  }
}

document.addEventListener("DOMContentLoaded", () => {
  localTimes(document);
  rowButtons(document);
  themeSwitch();
  charts();
  live();
  document.body.addEventListener("htmx:afterSwap", () => localTimes(document));
  // Somebody whose session has ended gets the sign-in page instead of a part of this one.
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    const answer = event.detail.xhr;
    const asked = new URL(event.detail.pathInfo.finalRequestPath, location.href);
    if (answer.status === 401 || new URL(answer.responseURL).pathname !== asked.pathname) {
      event.detail.shouldSwap = false;
      location.reload();
    }
  });
});
