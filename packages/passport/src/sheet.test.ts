import { expect, test } from "vitest";
import { base64urlnopad } from "@scure/base";
import { credentialOf } from "./credential.ts";
import { hashBytes } from "./hash.ts";
import { NOTICE, type PassportRecord } from "./record.ts";
import { addressOf, namedIn } from "./sheet.ts";

const record: PassportRecord = {
  format: "practicum-passport-2",
  notice: NOTICE,
  build: "b",
  world: "w",
  lesson: { id: "fd.01", version: 1, seed: "s", title: "T", mode: "exam", nonce: null },
  log: [],
  judgedAt: "2026-11-18T16:00:00.000Z",
  outcomes: [],
  traps: { fallenFor: [], avoided: [] },
  score: 100,
  points: [],
  passed: true,
  attempts: 1,
  hints: {},
  digest: {},
};

test("CUR-79: a sheet's code names the record by all that is in it, as the credential does, and nothing else", () => {
  const name = base64urlnopad.encode(hashBytes(record));
  const address = addressOf("https://learn.example/sandbox/#/p/1/chart?x=2", record);
  expect(address).toBe(`https://learn.example/sandbox/#record-${name}`);
  expect(addressOf("https://learn.example/sandbox/", { ...record, score: 99 })).not.toBe(address);
  const issuance = { did: "did:key:z", name: "Ada", validFrom: "2026-11-18T16:00:00.000Z" };
  expect(credentialOf(record, issuance)["evidence"]).toMatchObject([{ id: `ni:///sha-256;${name}` }]);
});

test("CUR-79: an address is read back, and what is no record's name is none", () => {
  const name = base64urlnopad.encode(hashBytes(record));
  expect(namedIn(new URL(addressOf("https://learn.example/", record)).hash)).toBe(name);
  for (const mark of ["", "#/desk", `#record-${name}x`, "#record-", `#record-${name.slice(1)}%`])
    expect(namedIn(mark), mark).toBeNull();
});
