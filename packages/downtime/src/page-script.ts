/**
 * The program of the page, as the text that is put into it: it has no build, no network and no library, so that it works in any
 * browser of the last years, from a stick, in ten years. Whatever it shows goes in as text, never as markup.
 */
export const pageScript = `"use strict";
(() => {
  const kit = JSON.parse(document.getElementById("kit").textContent);
  const $ = (id) => document.getElementById(id);
  const bytes = (text) => Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
  const el = (name, content, className) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    for (const one of [].concat(content === undefined ? [] : content)) made.append(one);
    return made;
  };
  async function open(passphrase) {
    const text = new TextEncoder().encode(passphrase.normalize("NFC"));
    const known = await crypto.subtle.importKey("raw", text, "PBKDF2", false, ["deriveKey"]);
    const how = { name: "PBKDF2", hash: "SHA-256", salt: bytes(kit.salt), iterations: kit.rounds };
    const key = await crypto.subtle.deriveKey(how, known, { name: "AES-GCM", length: 256 }, false, ["decrypt"]);
    const part = async ({ nonce, sealed }) =>
      JSON.parse(new TextDecoder().decode(await crypto.subtle.decrypt({ name: "AES-GCM", iv: bytes(nonce) }, key, bytes(sealed))));
    return { front: await part(kit.front), charts: await part(kit.charts) };
  }
  const allergies = (chart) =>
    !chart ? "NOT IN THIS KIT: ask the patient"
      : chart.allergies.status === "not-asked" ? "NOT ASKED YET: ask the patient"
      : chart.allergies.status === "none-known" ? "No known allergies"
      : chart.allergies.entries.join("; ");
  const medications = (chart) =>
    !chart ? "Not in this kit: ask the patient"
      : chart.medications.entries.length ? chart.medications.entries.join("; ")
      : chart.medications.reviewed ? "None, as reviewed with the patient" : "None listed; never reviewed: ask the patient";
  const problems = (chart) =>
    !chart ? "Not in this kit" : chart.problems.length ? chart.problems.join("; ") : "None listed";
  const facts = (visit, chart) => {
    const list = el("dl");
    const rows = [["Born", visit.born + ", " + visit.sex], ["MRN", visit.mrn], ["Phone", visit.phone], ["Allergies", allergies(chart)],
      ["Medications", medications(chart)], ["Problems", problems(chart)]];
    for (const [name, value] of rows) list.append(el("dt", name), el("dd", value, name === "Allergies" ? "alarm" : ""));
    return list;
  };
  const head = (number, title, sub) =>
    el("header", [el("div", [el("h3", title), el("p", sub, "dim")]), el("span", number, "number")]);
  const field = (names) => el("div", names.map((name) => el("span", name)), "fields");
  const box = (title, inner) => el("div", [el("b", title), inner], "box");
  const sheet = (number, title, sub, about) => el("section", [
    head(number, title, sub), about,
    box("Visit", field(["Date", "Arrived", "Left", "Identity checked by 2", "By"])),
    box("Vitals", field(["Time", "BP", "Pulse", "Resp.", "Temp.", "SpO2", "Weight", "Height", "Pain", "By"])),
    box("Allergies and medications that are new or changed", el("div", "", "one")),
    box("Note: why, what was found, what was done and planned. Time and signature", el("div", "", "lines")),
    box("Orders, prescriptions, injections (lot, expiry, site)", el("div", "", "few")),
    box("Payment", field(["Time", "Amount", "Cash / check no. / card", "For", "By"])),
    el("p", "Each box is entered afterwards under this number, by who may enter it. Nothing in a box: draw a line through it.", "dim"),
  ], "page");
  function show({ front, charts }) {
    const of = new Map(charts.map((chart) => [chart.patientId, chart]));
    $("title").textContent = "Downtime kit for " + front.day;
    $("about").textContent = front.practice + ", " + front.phone + ". Made " + front.made + ". What changed since is not in it.";
    const rows = front.visits.map((visit) => el("tr", [visit.time, visit.name + ", born " + visit.born, visit.phone,
      visit.kind + (visit.reason ? ": " + visit.reason : ""), visit.provider + (visit.site ? ", " + visit.site : ""),
      allergies(of.get(visit.patientId)), visit.sheet].map((text) => el("td", text))));
    const names = ["Time", "Patient", "Phone", "Visit", "With", "Allergies", "Sheet"];
    const header = el("thead", el("tr", names.map((name) => { const th = el("th", name); th.scope = "col"; return th; })));
    const body = el("tbody", rows);
    $("schedule").replaceChildren(el("table", [header, body]));
    if (rows.length === 0) $("schedule").replaceChildren(el("p", "Nobody is booked that day."));
    const cards = front.visits.map((visit) => el("article", [
      head(visit.sheet, visit.name, visit.time + ", " + visit.provider + ", " + visit.kind), facts(visit, of.get(visit.patientId))]));
    $("patients").replaceChildren(...cards);
    $("papers").replaceChildren(
      ...front.visits.map((visit) => sheet(visit.sheet, visit.name, front.day + " " + visit.time + ", " + visit.provider + ", " +
        visit.kind + (visit.reason ? ": " + visit.reason : ""), facts(visit, of.get(visit.patientId)))),
      ...front.blanks.map((number) => sheet(number, "Patient: ______________________________", "Born: ______________  Phone: ______________",
        el("p", "Ask for allergies and medications, and write them down."))));
    const find = () => {
      const wanted = $("find").value.trim().toLowerCase();
      const fits = (visit) => (visit.name + " " + visit.phone + " " + visit.sheet + " " + visit.provider).toLowerCase().includes(wanted);
      front.visits.forEach((visit, at) => { rows[at].hidden = cards[at].hidden = !fits(visit); });
    };
    $("find").oninput = find;
    $("find").value = "";
    $("locked").hidden = true;
    $("kit-page").hidden = false;
    $("find").focus();
  }
  $("unlock").onsubmit = async (event) => {
    event.preventDefault();
    const button = $("open");
    button.disabled = true;
    $("said").textContent = "Opening…";
    try {
      show(await open($("passphrase").value));
      $("said").textContent = "";
    } catch {
      $("said").textContent = "This does not open it: the passphrase is another one, or the file was changed. Capital letters and spaces count.";
      $("passphrase").select();
    }
    button.disabled = false;
  };
  $("lock").onclick = () => location.reload();
  const print = (what) => { document.body.dataset.print = what; window.print(); };
  $("print-schedule").onclick = () => print("schedule");
  $("print-sheets").onclick = () => print("sheets");
})();`;
