import { describe, expect, test } from "vitest";
import type { Contact } from "../types.ts";
import { putContact } from "./put.ts";
import { STANDARD_DELIMITERS, type Field } from "./writer.ts";

function putOf(role: string, contact: Contact): string {
  const segments: string[] = [];
  const put = (...fields: Field[]) => segments.push(fields.filter((field) => typeof field === "string").join("*"));
  putContact({ put, delimiters: STANDARD_DELIMITERS }, role, contact);
  return segments.join("~");
}

describe("X12-P6 the numbers of a contact", () => {
  const all = { name: "ANN", phone: "1", extension: "2", fax: "3", email: "4", url: "5" };
  const { extension: _, ...withoutExtension } = all;
  const { phone: _p, ...withoutPhone } = all;
  test.each([
    ["three at most, an extension right behind its telephone", "IC", all, "PER*IC*ANN*TE*1*EX*2*EM*4"],
    ["as many as there is room for", "IC", withoutExtension, "PER*IC*ANN*TE*1*EM*4*FX*3"],
    ["no extension of no telephone", "IC", withoutPhone, "PER*IC*ANN*EM*4*FX*3*UR*5"],
    ["a claim contact of a remittance has two and an extension", "CX", withoutExtension, "PER*CX*ANN*TE*1*EM*4"],
  ])("%s", (_name, role, contact, segment) => expect(putOf(role, contact)).toBe(segment));
});
