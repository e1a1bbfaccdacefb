import { expect, test } from "vitest";
import { filingsOf } from "./filing-proof.ts";

const isa = `ISA*00*          *00*          *ZZ*CH             *ZZ*US             *261201*0900*^*00501*000000901*0*T*:~`;
const ack277 = (reference: string) =>
  `${isa}GS*HN*CH*US*20261201*0900*901*X*005010X214~ST*277*0001*005010X214~TRN*2*${reference}~HL*4*3*PT~NM1*QC*1*OTHER*PERSON~TRN*2*C2~STC*A2:20*20261201*WQ*90~HL*5*3*PT~NM1*QC*1*LOPEZ*MARIA~TRN*2*C1~STC*A2:20*20261201*WQ*150~REF*1K*P1~HL*6*3*PT~TRN*2*C3~SE*9*0001~GE*1*901~IEA*1*000000901~`;
const ack999 = (control: number) =>
  `${isa}GS*FA*CH*US*20261201*0900*901*X*005010X231A1~ST*999*0001~AK1*HC*${control}~IK5*A~AK9*A*1*1*1~SE*5*0001~GE*1*901~IEA*1*000000901~`;
const answer = (kind: string, content: string, what = "Accepted") => ({
  on: "2026-12-01",
  kind,
  what,
  words: what,
  content,
});
const sending = (sentOn: string, number: number) => ({ sentOn, controlNumber: number, reference: `REF${number}` });

test("BIL-184: each acknowledgment stands at the sending whose number it gives back, with this claim's segments alone", () => {
  const sendings = [sending("2026-11-20", 1), sending("2026-11-28", 2)];
  const filings = filingsOf("C1", sendings, [
    answer("999", ack999(2), "Acknowledged"),
    answer("277CA", ack277("REF1")),
    answer("277CA", ack277("REF9")),
  ]);
  expect(filings.map((one) => one.answers.map((each) => [each.kind, each.accepted]))).toEqual([
    [["277CA", true]],
    [["999", false]],
  ]);
  const [first, second] = filings;
  expect(first?.answers[0]?.segments).toEqual(["TRN*2*C1", "STC*A2:20*20261201*WQ*150", "REF*1K*P1"]);
  expect(second?.answers[0]?.segments).toEqual(["AK1*HC*2", "IK5*A", "AK9*A*1*1*1"]);
  expect(JSON.stringify(filings)).not.toMatch(/OTHER|C2|C3|LOPEZ/);
});
