"use strict";
// Progressive enhancement only: without this script every part of the page can still be read, followed and printed.
(() => {
  const one = (query, from = document) => from.querySelector(query);
  const all = (query, from = document) => [...from.querySelectorAll(query)];
  const say = (text) => { one("#live").textContent = text; };
  const back = [];

  all(".scripted").forEach((part) => { part.hidden = false; });

  // A chip may lead into something folded or filtered away: open it, and light up all of a highlight's words.
  const unlight = () => all(".lit").forEach((part) => part.classList.remove("lit"));
  const light = (at) => {
    let left = Number(at.dataset.len);
    for (let part = at.nextSibling; part && left > 0; part = part.nextSibling) {
      if (part.classList && part.classList.contains("at")) continue;
      left -= [...part.textContent].length;
      if (part.classList && part.classList.contains("mark")) part.classList.add("lit");
    }
  };
  const reveal = () => {
    unlight();
    const target = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let part = target; part; part = part.parentElement) {
      if (part.tagName === "DETAILS") part.open = true;
      if (part.hidden && part.dataset.search) part.hidden = false;
    }
    if (target.classList.contains("at")) light(target);
    target.scrollIntoView({ block: target.classList.contains("block") ? "start" : "center" });
    if (target.dataset.search) { target.tabIndex = -1; target.focus({ preventScroll: true }); }
  };
  addEventListener("hashchange", reveal);
  document.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (!link) return;
    back.push(link);
    if (link.getAttribute("href") === location.hash) reveal();
  });

  // Filters: text and facets over one list, counted aloud.
  const filter = (box) => {
    const wanted = all("[data-filter]", box);
    const lists = box.dataset.list.split(" ").map((name) => document.getElementById(name)).filter(Boolean);
    const items = lists.flatMap((list) => all(":scope > *", list));
    const words = items.map((item) => item.textContent.toLowerCase());
    const apply = () => {
      let shown = 0;
      items.forEach((item, place) => {
        item.hidden = !wanted.every((field) => {
          const value = field.value;
          if (!value) return true;
          if (field.dataset.filter !== "text") return item.dataset[field.dataset.filter] === value;
          return value.toLowerCase().split(/\s+/).every((word) => words[place].includes(word));
        });
        shown += item.hidden ? 0 : 1;
      });
      const folded = lists.map((list) => list.closest("details")).filter(Boolean);
      if (wanted.some((field) => field.value)) folded.forEach((part) => { part.open = true; });
      one("output", box).textContent = `${shown} of ${items.length} ${box.dataset.noun} shown`;
      say(one("output", box).textContent);
    };
    wanted.forEach((field) => field.addEventListener("input", apply));
    box.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      wanted.forEach((field) => { field.value = ""; });
      apply();
    });
  };
  all(".filters").forEach(filter);

  // Search over everything that can be cited.
  const search = one("#search"), help = one("#help"), results = one("#search-results");
  let index = null;
  const find = () => {
    index = index || all("[data-search]").map((item) => [item, item.textContent.replace(/\s+/g, " ").toLowerCase()]);
    const words = one("#search-words").value.toLowerCase().split(/\s+/).filter((word) => word.length > 1);
    const found = words.length ? index.filter(([, text]) => words.every((word) => text.includes(word))) : [];
    results.replaceChildren(...found.slice(0, 30).map(([item, text]) => {
      const line = document.createElement("li"), link = document.createElement("a");
      const place = Math.max(0, text.indexOf(words[0]) - 40);
      const whole = item.textContent.replace(/\s+/g, " ");
      link.textContent = `${item.dataset.search}: …${whole.slice(place, place + 140)}…`;
      if (item.id) link.href = `#${item.id}`;
      link.addEventListener("click", () => search.close());
      line.append(link);
      return line;
    }));
    one("#search-note").textContent = words.length
      ? `${found.length} found${found.length > 30 ? ", the first 30 shown" : ""}.` : "Type at least two letters.";
  };
  one("#search-words").addEventListener("input", find);
  const openSearch = () => { search.showModal(); one("#search-words").select(); };
  one("#open-search").addEventListener("click", openSearch);
  one("#open-help").addEventListener("click", () => help.showModal());

  // Keys.
  const step = (by) => {
    const marks = all(".at");
    if (!marks.length) return;
    const here = marks.findIndex((mark) => `#${mark.id}` === location.hash);
    location.hash = marks[(here + by + marks.length) % marks.length].id;
  };
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest("input,select,textarea,dialog")) return;
    const keys = {
      "/": openSearch,
      "?": () => help.showModal(),
      n: () => step(1),
      p: () => step(-1),
      b: () => { const link = back.pop(); if (link) { link.scrollIntoView({ block: "center" }); link.focus(); } },
    };
    if (keys[event.key]) { event.preventDefault(); keys[event.key](); }
  });

  // Where the reader is, for the list of sections.
  const links = new Map(all("nav.sections a").map((link) => [link.hash.slice(1), link]));
  const seen = new IntersectionObserver((entries) => entries.forEach((entry) => {
    if (!entry.isIntersecting) return;
    links.forEach((link) => link.removeAttribute("aria-current"));
    links.get(entry.target.id)?.setAttribute("aria-current", "true");
  }), { rootMargin: "-20% 0px -75% 0px" });
  all("main > section").forEach((section) => seen.observe(section));

  // Paper shows everything.
  addEventListener("beforeprint", () => all("details").forEach((part) => { part.dataset.was = part.open; part.open = true; }));
  addEventListener("afterprint", () => all("details").forEach((part) => { part.open = part.dataset.was === "true"; }));
  reveal();
})();
