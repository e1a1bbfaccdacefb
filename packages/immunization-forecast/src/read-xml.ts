/** An element of a data file: its text, or its parts by name; a name that comes again has a list. */
export type XmlValue = string | { [name: string]: XmlValue | XmlValue[] };

const NAMED: Readonly<Record<string, string>> = { lt: "<", gt: ">", amp: "&", quot: '"', apos: "'" };
const PIECE =
  /<!--[\s\S]*?-->|<\?[\s\S]*?\?>|<!\[CDATA\[([\s\S]*?)\]\]>|<!DOCTYPE[^>]*>|<\/([^\s>]+)\s*>|<([^\s/>]+)((?:"[^"]*"|'[^']*'|[^>"'])*?)(\/?)>|([^<]+)/gu;

interface Open {
  readonly name: string;
  text: string;
  readonly parts: { [name: string]: XmlValue | XmlValue[] };
}

/** The elements of an XML file, without their attributes. Throws, with the place, where the file is not well formed. */
export function readXml(source: string): XmlValue {
  const root: Open = { name: "", text: "", parts: {} };
  const open: Open[] = [root];
  let reached = 0;
  for (const match of source.matchAll(PIECE)) {
    if (match.index !== reached) throw new Error(`no XML at character ${reached + 1}`);
    reached += match[0].length;
    const [, raw, closed, opened, , alone, words] = match;
    const top = open.at(-1) ?? root;
    if (raw !== undefined) top.text += raw;
    else if (words !== undefined) top.text += unescape(words);
    else if (opened !== undefined) {
      if (alone === "/") put(top, local(opened), "");
      else open.push({ name: local(opened), text: "", parts: {} });
    } else if (closed !== undefined) close(open, local(closed), reached);
  }
  if (open.length !== 1 || reached !== source.length)
    throw new Error(`the XML ends early, at character ${reached + 1}`);
  return root.parts;
}

function close(open: Open[], name: string, at: number): void {
  const ended = open.pop();
  const into = open.at(-1);
  if (ended?.name !== name || into === undefined)
    throw new Error(`an element that was not opened ends at character ${at}`);
  put(into, name, Object.keys(ended.parts).length === 0 ? ended.text.trim() : ended.parts);
}

function put(into: Open, name: string, value: XmlValue): void {
  const there = into.parts[name];
  if (there === undefined) into.parts[name] = value;
  else if (Array.isArray(there)) there.push(value);
  else into.parts[name] = [there, value];
}

function local(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}

function unescape(text: string): string {
  return text.replaceAll(/&(?:#x([\da-f]+)|#(\d+)|(\w+));/giu, (all, hex?: string, decimal?: string, name?: string) => {
    if (hex !== undefined) return String.fromCodePoint(Number.parseInt(hex, 16));
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    return NAMED[name ?? ""] ?? all;
  });
}
