import { roleLabels, type Role } from "@practicum/contracts/permission";
import { must } from "@practicum/kernel/assert";
import { words } from "../abbreviations.ts";
import { learningHelp } from "./learning.ts";
import { lessonNames } from "./lesson-names.ts";
import { partsOf, type HelpPage } from "./page.ts";
import { helpPages } from "./pages.ts";

/** A static page of the guide: no program runs in it, and it asks nobody for anything. */
export interface GuidePage {
  /** Beside the application's page. */
  readonly file: string;
  readonly html: string;
}

const ROLES: readonly Role[] = [
  "front-desk",
  "medical-assistant",
  "physician",
  "physician-assistant",
  "nurse-practitioner",
  "biller",
  "practice-manager",
  "owner",
  "auditor",
];

/** The guide of each role, and a page that leads to them. */
export function guidePages(): readonly GuidePage[] {
  const links = ROLES.map((role) => `<li><a href="${role}.html">${roleLabels[role]}</a></li>`);
  const index = page(
    "User's guide",
    `<h1>User's guide</h1><p>One for each role. Each can be printed.</p><ul>${links.join("")}</ul>
<p><a href="learning.html">How learning here works</a></p>`,
  );
  const parts = learningHelp.map(
    ({ title, lines }) =>
      `<section><h2>${escaped(title)}</h2>${lines.map((line) => `<p>${escaped(line)}</p>`).join("")}</section>`,
  );
  const learning = `<p class="up"><a href="index.html">All guides</a></p><h1>How learning here works</h1>${parts.join("")}`;
  return [
    { file: "guide/index.html", html: index },
    { file: "guide/learning.html", html: page("How learning here works", learning) },
    ...ROLES.map((role) => ({ file: `guide/${role}.html`, html: guideOf(role) })),
  ];
}

function guideOf(role: Role): string {
  const pages = helpPages.filter((one) => one.roles.includes(role));
  const contents = pages.map(({ id, title }) => `<li><a href="#${id}">${escaped(title)}</a></li>`);
  const used = [...new Set(pages.flatMap((one) => one.words))].toSorted((a, b) => a.localeCompare(b, "en"));
  const meanings = used.map(
    (word) => `<dt>${escaped(word)}</dt><dd>${escaped(must(words[word], "help uses words of the glossary"))}</dd>`,
  );
  const title = `User's guide: ${roleLabels[role]}`;
  return page(
    title,
    `<p class="up"><a href="index.html">All guides</a></p><h1>${escaped(title)}</h1>
<nav aria-label="Contents"><ol>${contents.join("")}</ol></nav>
${pages.map(sectionOf).join("\n")}
<section><h2>Words</h2><dl>${meanings.join("")}</dl></section>`,
  );
}

function sectionOf({ id, title, purpose, tasks, rules, lessons }: HelpPage): string {
  const does = tasks.map(({ to, how }) => `<dt>${escaped(to)}</dt><dd>${marked(how)}</dd>`);
  const holds = rules.map(({ number, says }) => `<li>${escaped(says)} <small>${number}</small></li>`);
  const learn = lessons.map((one) => escaped(must(lessonNames[one], "help leads to lessons that there are")));
  return `<section id="${id}"><h2>${escaped(title)}</h2>
${purpose.map((line) => `<p>${marked(line)}</p>`).join("")}
<h3>What you do here</h3><dl>${does.join("")}</dl>
${holds.length === 0 ? "" : `<h3>What holds here</h3><ul>${holds.join("")}</ul>`}
${learn.length === 0 ? "" : `<p><strong>Practise it:</strong> ${learn.join("; ")}.</p>`}
</section>`;
}

function marked(text: string): string {
  return partsOf(text)
    .map((part) => (part.isName ? `<b>${escaped(part.text)}</b>` : escaped(part.text)))
    .join("");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;");
}

const STYLE = `:root{color-scheme:light dark}body{max-width:46rem;margin:2rem auto;padding:0 1rem;font:16px/1.5 system-ui,sans-serif}
a{color:inherit}h1{line-height:1.2}h2{margin-top:2.2em;border-top:1px solid;padding-top:.6em}h3{margin-bottom:.2em}
dt{font-weight:650;margin-top:.6em}dd{margin:0 0 0 1.2em}nav ol{columns:2}small{opacity:.8}
@media print{nav,.up{display:none}section{break-inside:avoid-page}body{margin:0;max-width:none;font-size:11pt}a{color:inherit;text-decoration:none}}`;

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escaped(title)} · Practicum</title><style>${STYLE}</style></head>
<body><main>${body}</main></body></html>
`;
}
