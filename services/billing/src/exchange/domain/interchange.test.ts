import { expect, test } from "vitest";
import { goodClaim } from "../../testing/claim.ts";
import { fileName, interchange, referenceOf, submitter, transactionHeader } from "./interchange.ts";
import { defaultTradingPartner } from "./trading-partner.ts";

const { billing, patient } = goodClaim();
const practice = {
  ...(billing ?? fail()),
  billingAddress: patient.address ?? fail(),
  timeZone: "America/Los_Angeles",
  version: 1,
};
function fail(): never {
  throw new Error("the good claim has everything");
}
// Half past four in the night of the 24th in London is the evening of the 23rd here.
const out = {
  partner: { ...defaultTradingPartner(practice), contactName: "Zoë Núñez" },
  practice,
  controlNumber: 7,
  now: "2026-11-24T04:30:00.000Z",
  timeZone: "America/Los_Angeles",
};

test("BIL-220: until the manager sets others, the tax id sends to the clearinghouse, and files are no tests", () => {
  expect(defaultTradingPartner(practice)).toEqual({
    senderQualifier: "30",
    senderId: "330123456",
    receiverQualifier: "ZZ",
    receiverId: "CLEARINGHOUSE",
    receiverName: "CLEARINGHOUSE",
    contactName: "BILLING OFFICE",
    usage: "P",
  });
});

test("BIL-220: the envelope says who sends to whom, on the practice's day and hour, under one number", () => {
  const at = { date: "2026-11-23", time: "20:30", controlNumber: 7 };
  expect(interchange(out, ["one"])).toEqual({
    interchange: {
      senderQualifier: "30",
      senderId: "330123456",
      receiverQualifier: "ZZ",
      receiverId: "CLEARINGHOUSE",
      usage: "P",
      ...at,
    },
    group: { senderCode: "330123456", receiverCode: "CLEARINGHOUSE", ...at },
    transactions: ["one"],
  });
  expect(submitter(out)).toEqual({
    name: { kind: "organization", name: "MISSION BAY FAMILY PRACTICE" },
    id: "330123456",
    contacts: [{ name: "ZOE NUNEZ", phone: "6195550100" }],
  });
});

test("transactions of one file are told apart by number and reference; names carry the number of the file", () => {
  const at = { date: "2026-11-23", time: "20:30" };
  expect(transactionHeader(out, "837P")).toEqual({ controlNumber: "0001", referenceId: "837P-000000007", ...at });
  expect(transactionHeader(out, "837P", 2)).toEqual({ controlNumber: "0002", referenceId: "837P-000000007-2", ...at });
  expect(referenceOf(123_456_789, "270")).toBe("270-123456789");
  expect(fileName("837P", 7)).toBe("837P-000000007.x12");
});
