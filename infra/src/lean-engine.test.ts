import { expect, test } from "vitest";
import { leanEngineFiles } from "./lean-engine.ts";

const entry = (filename: string, start: number, end: number) => `{filename:"${filename}",start:${start},end:${end}}`;

test("what is never read is emptied where it stands, and nothing else moves or changes", () => {
  const program = `x=[${[
    entry("/pglite/share/postgresql/postgres.bki", 0, 3),
    entry("/pglite/share/postgresql/timezone/UTC", 3, 6),
    entry("/pglite/lib/postgresql/utf8_and_big5.so", 6, 8),
    entry("/pglite/lib/postgresql/plpgsql.so", 8, 10),
  ].join(",")}]`;
  expect(leanEngineFiles(Buffer.from("AAABBBCCDD"), program).toString()).toBe("\0\0\0BBB\0\0DD");
});

test("files that the program does not know are refused", () => {
  expect(() => leanEngineFiles(Buffer.from("AA"), "x=[]")).toThrow("no list");
  expect(() => leanEngineFiles(Buffer.from("AA"), entry("/pglite/a", 0, 3))).toThrow("ends at 3");
});
