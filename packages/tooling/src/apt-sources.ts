/**
 * The machine's own apt sources, pointed at another release of its distribution: the same mirrors and keys, the main
 * archive only.
 *
 * @param files the texts of the machine's `.list` (one line a source) and `.sources` (deb822) files.
 * @param codename of the installed release, "bookworm".
 * @param release to use instead, "forky".
 * @returns one text in each form. Both are empty when the machine's sources do not name its own release.
 */
export function sourcesFor(
  files: readonly { readonly name: string; readonly text: string }[],
  codename: string,
  release: string,
): { readonly list: string; readonly deb822: string } {
  const list: string[] = [];
  const stanzas: string[] = [];
  for (const { name, text } of files) {
    if (name.endsWith(".list")) list.push(...lines(text, codename, release));
    else if (name.endsWith(".sources")) stanzas.push(...deb822(text, codename, release));
  }
  return { list: list.map((line) => `${line}\n`).join(""), deb822: stanzas.join("\n") };
}

/** sources.list(5), one-line form: `deb [options] uri suite component...`. */
function lines(text: string, codename: string, release: string): string[] {
  const out: string[] = [];
  for (const line of text.split("\n")) {
    const found = /^deb\s+(\[[^\]]*\]\s+)?(\S+)\s+(\S+)\s+(.+)$/.exec(line.trim());
    if (found === null) continue;
    const [, options = "", uri, suite, components = ""] = found;
    if (suite !== codename || !isMain(components)) continue;
    out.push(`deb ${options}${uri} ${release} ${components}`);
  }
  return out;
}

/** sources.list(5), deb822 form: stanzas of `Field: value`, a value going on in lines that start with a space. */
function deb822(text: string, codename: string, release: string): string[] {
  const out: string[] = [];
  for (const stanza of text.split(/\n\s*\n/)) {
    const body = stanza
      .split("\n")
      .filter((line) => !line.startsWith("#"))
      .join("\n");
    const field = (name: string) => new RegExp(`^${name}:((?:.*)(?:\\n[ \\t].*)*)`, "im").exec(body)?.[1]?.trim() ?? "";
    if (!field("Types").split(/\s+/).includes("deb")) continue;
    if (!field("Suites").split(/\s+/).includes(codename) || !isMain(field("Components"))) continue;
    if (field("Enabled").toLowerCase() === "no") continue;
    const kept = [`Types: deb`, `URIs: ${field("URIs")}`, `Suites: ${release}`, `Components: ${field("Components")}`];
    if (field("Signed-By") !== "") kept.push(`Signed-By: ${field("Signed-By")}`);
    out.push(`${kept.join("\n")}\n`);
  }
  return out;
}

/** The distribution's archive has a component "main"; makers of single packages have none, and no newer release. */
function isMain(components: string): boolean {
  return components.split(/\s+/).includes("main");
}
