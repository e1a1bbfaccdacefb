import { expect, test } from "vitest";
import { goodClaim, scrubContext } from "../../../testing/claim.ts";
import type { ClaimContent } from "../claim-content.ts";
import { unreadableLetters } from "../plain-text.ts";
import { scrub } from "./scrub.ts";

const find = (content: ClaimContent) =>
  scrub(content, scrubContext(content)).map((one) => `${one.rule} ${one.source.screen}.${one.source.field}`);
const named = (family: string, given: string) => ({ family, given, middle: null, suffix: null });

test("SCRUB-42: a name in Arabic or Chinese letters is asked for as the payer has it, at the coverage", () => {
  const good = goodClaim();
  for (const name of [
    named("\u0645\u062d\u0645\u062f", "Ali"),
    named("Wang", "\u738b"),
    named("\u0418\u0432\u0430\u043d\u043e\u0432", "Ivan"),
  ])
    expect(find({ ...good, subscriber: { ...good.subscriber, name } })).toEqual(["42 coverage.subscriber.name.family"]);
  for (const name of [
    named("L\u00f3pez", "Mar\u00eda"),
    named("O'Brien-Nu\u00f1ez", "Zo\u00eb"),
    named("Stra\u00dfe", "\u0141ukasz"),
  ])
    expect(find({ ...good, subscriber: { ...good.subscriber, name } })).toEqual([]);
});

test("SCRUB-42: of a child on a parent's plan the child's own name is looked at too, at the patient", () => {
  const good = goodClaim();
  const child = { ...good, coverage: { ...good.coverage, relationship: "child" as const } };
  const patient = { ...good.patient, name: named("\u0645\u062d\u0645\u062f", "\u0639\u0644\u064a") };
  expect(find({ ...child, patient })).toEqual(["42 patient.name.family"]);
  // Where the patient is the subscriber, only what goes out counts: the name that the payer has.
  expect(find({ ...good, patient })).toEqual([]);
});

test("SCRUB-42: half a name that is lost is a name that is lost, and marks alone are none", () => {
  expect(unreadableLetters("Li \u738b")).toBe(true);
  expect(unreadableLetters("---")).toBe(false);
  expect(unreadableLetters("\u3002")).toBe(true);
  expect(unreadableLetters("de la Cruz")).toBe(false);
});
