import { readdirSync, readFileSync, statSync } from "node:fs";
import { basename, join } from "node:path";
import type { DataFile } from "@practicum/immunization-forecast/read-supporting-data";
import { readZip } from "./read-zip.ts";

const DATA = /(?:^|\/)(?:Antigen|Schedule)SupportingData[^/]*\.(?:json|xml)$/iu;

/** A file that was found, with its bytes when they are asked for. */
interface Found {
  readonly name: string;
  readonly bytes: () => Buffer;
}

/** CDC's supporting data in a folder or a zip as published. Where it has them as JSON and as XML, one of both is taken. */
export function supportingDataIn(path: string): readonly DataFile[] {
  const found = filesIn(path)
    .flatMap((file) => (/\.zip$/iu.test(file.name) ? readZip(file.bytes()) : [file]))
    .filter(({ name }) => DATA.test(name));
  const json = found.filter(({ name }) => /\.json$/iu.test(name));
  return (json.length > 0 ? json : found).map(({ name, bytes }) => ({
    name: basename(name),
    text: bytes().toString("utf8"),
  }));
}

/** The workbooks in a folder. */
export function workbooksIn(path: string): readonly Found[] {
  return filesIn(path).filter(({ name }) => /\.xlsx$/iu.test(name) && !basename(name).startsWith("~"));
}

function filesIn(path: string): readonly Found[] {
  if (statSync(path).isFile()) return [{ name: path, bytes: () => readFileSync(path) }];
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted()
    .map((name) => ({ name, bytes: () => readFileSync(name) }));
}
