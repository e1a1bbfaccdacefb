import type { Ack999, TransactionAck999 } from "@practicum/x12/999/types";
import type { ClaimAck277CA, Transaction277CA } from "@practicum/x12/277ca/types";
import { expect, test } from "vitest";
import { readClaimAck, readFileAck, readGroupAck, readTransactionAck } from "./acknowledgment.ts";

const group = (outcome: string): Ack999 => ({
  controlNumber: "0001",
  groupCode: "HC",
  groupControlNumber: "1",
  transactions: [],
  outcome,
  included: 1,
  received: 1,
  accepted: 1,
});
const transaction = (outcome: string, segmentErrors: TransactionAck999["segmentErrors"] = []): TransactionAck999 => ({
  transactionCode: "837",
  controlNumber: "0001",
  segmentErrors,
  outcome,
});

test.each([
  ["A", "acknowledged"],
  ["E", "acknowledged"],
  ["P", "acknowledged"],
  ["R", "rejected"],
  ["M", "rejected"],
  ["W", "rejected"],
  ["X", "rejected"],
])("BIL-25: a group with AK901 %s is %s", (outcome, answer) => {
  const words = answer === "rejected" ? "could not take the group" : "without faults";
  expect(readGroupAck(group(outcome))).toEqual({ answer, detail: expect.stringContaining(words) });
});

test.each([
  ["A", "acknowledged"],
  ["E", "acknowledged"],
  ["R", "rejected"],
  ["M", "rejected"],
  ["X", "rejected"],
])("BIL-25: a transaction with IK501 %s is %s", (outcome, answer) => {
  const words =
    answer === "rejected"
      ? "Refused for its form (999): no segment was named."
      : "Taken in without faults of form (999).";
  expect(readTransactionAck(transaction(outcome))).toEqual({ answer, detail: words });
});

test("BIL-25: a 999 names the first five faults by loop, segment and element", () => {
  const fault = (segmentId: string, code: string, more: object = {}) => ({
    segmentId,
    position: 3,
    code,
    elementErrors: [],
    ...more,
  });
  const seen = readTransactionAck(
    transaction("R", [
      fault("CLM", "3"),
      fault("NM1", "8", {
        loop: "2010BA",
        elementErrors: [
          { elementPosition: 3, code: "1" },
          { elementPosition: 9, code: "99" },
        ],
      }),
      fault("HI", "ZZ"),
      fault("SV1", "7"),
      fault("DTP", "8", { elementErrors: [{ elementPosition: 12, code: "8" }] }),
      fault("REF", "3"),
    ]),
  );
  expect(seen.detail).toBe(
    "Refused for its form (999): CLM is missing; loop 2010BA: NM103 is missing, NM109 is wrong; HI is wrong; SV1 is out of order; DTP12 is not a date.",
  );
});

type Code = readonly [category: string, status: string, entity?: string];
const status = (...codes: readonly Code[]) => ({
  codes: codes.map(([category, of, entity]) => ({ category, status: of, ...(entity ? { entity } : {}) })),
});
const claim = (more: Partial<ClaimAck277CA>): ClaimAck277CA => ({
  patient: { name: { kind: "person", last: "LOPEZ" } },
  claimId: "C1",
  statuses: [],
  ...more,
});
const line = (...codes: readonly Code[]) => ({
  procedure: { qualifier: "HC", code: "99213" },
  charge: 1,
  statuses: [status(...codes)],
});

test.each([
  ["A2 is accepted", claim({ statuses: [status(["A2", "20"])] }), "accepted", "Accepted for processing (277CA)."],
  ["A1 is a receipt", claim({ statuses: [status(["A1", "19"])] }), "acknowledged", "Received (277CA)."],
  [
    "another category decides nothing",
    claim({ statuses: [status(["P1", "20"])] }),
    "acknowledged",
    "Answered without a decision (277CA).",
  ],
  [
    "A2 beside A1 is accepted",
    claim({ statuses: [status(["A1", "19"]), status(["A2", "20"])] }),
    "accepted",
    "Accepted for processing (277CA).",
  ],
  [
    "a refused line rejects the claim",
    claim({ statuses: [status(["A2", "20"])], lines: [line(["A7", "453", "85"])] }),
    "rejected",
    "Rejected (277CA): A7:453 a modifier (billing provider).",
  ],
  [
    "each fault is named once",
    claim({ statuses: [status(["A3", "33", "IL"], ["A3", "33", "IL"]), status(["A8", "999", "ZZ"])] }),
    "rejected",
    "Rejected (277CA): A3:33 the subscriber was not found (subscriber); A8:999 status 999.",
  ],
  [
    "A4 is a rejection",
    claim({ statuses: [status(["A4", "35"])] }),
    "rejected",
    "Rejected (277CA): A4:35 the claim was not found.",
  ],
  [
    "A6 is a rejection",
    claim({ statuses: [status(["A6", "164"])] }),
    "rejected",
    "Rejected (277CA): A6:164 the member number.",
  ],
])("BIL-25: of a claim's 277CA, %s", (_, ack, answer, detail) => {
  expect(readClaimAck(ack)).toEqual({ answer, detail });
});

test("BIL-25: a 277CA that names no claim and refuses rejects the file; one that names claims leaves it to them", () => {
  const file = (
    statuses: readonly ReturnType<typeof status>[],
    claims: readonly ClaimAck277CA[],
  ): Transaction277CA => ({
    controlNumber: "0001",
    referenceId: "1",
    date: "2026-11-23",
    time: "09:00",
    source: { role: "AY", name: { kind: "organization", name: "C" }, id: { qualifier: "46", value: "1" } },
    sourceTrace: "1",
    receivedOn: "2026-11-23",
    processedOn: "2026-11-23",
    receiver: {
      name: { kind: "organization", name: "P" },
      id: { qualifier: "46", value: "1" },
      trace: "837P-000000001",
      statuses,
      providers: [
        { name: { kind: "organization", name: "A" }, claims: [] },
        { name: { kind: "organization", name: "P" }, claims },
      ],
    },
  });
  const refused = [status(["A1", "19"], ["A3", "24", "41"], ["A7", "500"])];
  expect(readFileAck(file(refused, []))).toEqual({
    answer: "rejected",
    detail:
      "The file was rejected (277CA): A3:24 entity not approved as an electronic submitter (submitter); A7:500 the address.",
  });
  expect(readFileAck(file(refused, [claim({})]))).toBeNull();
  expect(readFileAck(file([status(["A1", "19"])], []))).toBeNull();
});
