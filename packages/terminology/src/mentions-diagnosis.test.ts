import { expect, test } from "vitest";
import { mentionsDiagnosis } from "./mentions-diagnosis.ts";

const diabetes = { code: "E11.9", label: "Type 2 diabetes mellitus without complications" };
const pressure = { code: "I10", label: "Essential (primary) hypertension" };
const throat = { code: "J02.9", label: "Acute pharyngitis, unspecified" };
const cold = { code: "J06.9", label: "Acute upper respiratory infection, unspecified" };

test.each([
  ["DM2 at goal", diabetes],
  ["Diabetic, A1c 6.9", diabetes],
  ["E11.9: A1c 6.9", diabetes],
  ["e119 stable", diabetes],
  ["HTN: stable", pressure],
  ["Hypertensive, 152/90 today", pressure],
  ["Viral sore throat.", throat],
  ["Probably a URI", cold],
])("TRM-50 %j speaks of $code", (text, diagnosis) => expect(mentionsDiagnosis(text, diagnosis)).toBe(true));

test.each([
  ["BP at goal, go on with lisinopril. HTN stable.", diabetes],
  ["Type 2 diabetes, uncomplicated", pressure],
  ["Stable on present treatment", throat],
  ["", cold],
  ["Acute and unspecified", throat],
])("TRM-50 %j does not speak of $code", (text, diagnosis) => expect(mentionsDiagnosis(text, diagnosis)).toBe(false));
