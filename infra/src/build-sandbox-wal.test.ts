import { expect, test } from "vitest";
import { onlyLiveWal } from "./build-sandbox-wal.ts";

const BLOCK = 512;

function file(name: string, content: string): Buffer {
  const header = Buffer.alloc(BLOCK);
  header.write(name, 0);
  header.write(content.length.toString(8).padStart(11, "0"), 124);
  const padded = Buffer.alloc(Math.ceil(content.length / BLOCK) * BLOCK);
  padded.write(content);
  return Buffer.concat([header, padded]);
}

const end = Buffer.alloc(2 * BLOCK);
const live = "00000001000000000000000B";
const table = file("base/5/1259", "x".repeat(700));
const archive = Buffer.concat([
  file("pg_wal/00000001000000000000000A", "before"),
  table,
  file(`pg_wal/${live}`, "used, and not used"),
  file("pg_wal/archive_status/readme", "kept"),
  file("/pg_wal/00000001000000000000000C", "renamed, to be written over"),
  end,
]);

test("of the log only the segment in use stays, blank behind what it uses; all else stays as it is", () => {
  const blanked = file(`pg_wal/${live}`, "used\0\0\0\0\0\0\0\0\0\0\0\0\0\0");
  const expected = Buffer.concat([table, blanked, file("pg_wal/archive_status/readme", "kept"), end]);
  expect(onlyLiveWal(Buffer.from(archive), live, 4).equals(expected)).toBe(true);
});

test("a dump without the segment in use is refused", () => {
  expect(() => onlyLiveWal(Buffer.from(archive), "00000001000000000000000D", 4)).toThrow("000D");
});
