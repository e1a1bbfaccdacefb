import { loop, MANY, seg, type TransactionSpec } from "./describe.ts";

const CODE = "1!;2!;3";
const PROCEDURE = "1!=AD,ER,HC,HP,IV,N4,NU,WK;2!;3;4;5;6";
const MORE = `10(${CODE}) 11(${CODE})`;
/** Whom the status is about: at the receiver, at the provider, at a claim and its lines. */
const RECEIVER_ENTITIES = "36,40,41,AY,PR";
const PROVIDER_ENTITIES = "36,40,41,77,82,85,87,AY,PR";
const CLAIM_ENTITIES =
  "03,1P,1Z,36,40,41,71,72,73,77,82,85,87,AY,DK,DN,DQ,FA,GB,HK,IL,LI,MSC,PR,PRP,PW,QB,QC,QD,SEP,TL,TTP,TU,45";
/** STC of the receiver and of a claim: date, action (WQ accepted, U rejected) and amount. */
const status = (entities: string) => `1!(${CODE}=${entities}) 2! 3!=U,WQ 4! ${MORE}`;

const totals = (accepted: string, rejected: string) => [
  seg("QTY", "S", 1, "number of claims accepted", `1!=${accepted} 2!`),
  seg("QTY", "S", 1, "number of claims rejected", `1!=${rejected} 2!`),
  seg("AMT", "S", 1, "amount accepted", "1!=YU 2!"),
  seg("AMT", "S", 1, "amount rejected", "1!=YY 2!"),
];

/** Claim acknowledgment: X12 005010X214. */
export const T277CA: TransactionSpec = {
  code: "277",
  groupCode: "HN",
  version: "005010X214",
  versionInSt: true,
  alsoReads: ["005010X214E1", "005010X214E2"],
  short: "277CA",
  name: "claim acknowledgment",
  children: [
    seg("BHT", "R", 1, "beginning of the acknowledgment", "1!=0085 2!=08 3! 4! 5! 6!=TH"),
    loop("2000A", "R", 1, "information source", [
      seg("HL", "R", 1, "information source level", "1! 3!=20 4!=1"),
      loop("2100A", "R", 1, "information source", [
        seg("NM1", "R", 1, "information source name", "1!=AY,PR 2!=2 3! 8!=46,FI,PI,XV 9!"),
      ]),
      loop("2200A", "R", 1, "receipt", [
        seg("TRN", "R", 1, "information source trace", "1!=1 2!"),
        seg("DTP", "R", 1, "day of receipt", "1!=050 2!=D8 3!"),
        seg("DTP", "R", 1, "day of processing", "1!=009 2!=D8 3!"),
      ]),
      loop("2000B", "R", 1, "information receiver", [
        seg("HL", "R", 1, "information receiver level", "1! 2! 3!=21 4!=0,1"),
        loop("2100B", "R", 1, "information receiver", [
          seg("NM1", "R", 1, "information receiver name", "1!=41 2!=1,2 3! 4 5 8!=46 9!"),
        ]),
        loop("2200B", "R", 1, "receiver acknowledgment", [
          seg("TRN", "R", 1, "trace of the claims' file", "1!=2 2!"),
          seg("STC", "R", MANY, "receiver status", status(RECEIVER_ENTITIES)),
          ...totals("90", "AA"),
        ]),
        loop("2000C", "S", MANY, "billing provider", [
          seg("HL", "R", 1, "billing provider level", "1! 2! 3!=19 4!=0,1"),
          loop("2100C", "R", 1, "billing provider", [
            seg("NM1", "R", 1, "billing provider name", "1!=85 2!=1,2 3 4 5 7 8=FI,XX 9"),
          ]),
          loop("2200C", "S", 1, "billing provider acknowledgment", [
            seg("TRN", "R", 1, "billing provider trace", "1!=1 2!"),
            seg("STC", "R", MANY, "billing provider status", `1!(${CODE}=${PROVIDER_ENTITIES}) 3!=U,WQ 4! ${MORE}`),
            seg("REF", "S", 3, "billing provider's further number", "1!=0B,1G,G2,LU,SY,TJ 2!"),
            ...totals("QA", "QC"),
          ]),
          loop("2000D", "R", MANY, "patient", [
            seg("HL", "R", 1, "patient level", "1! 2! 3!=PT"),
            loop("2100D", "R", 1, "patient", [seg("NM1", "R", 1, "patient name", "1!=QC 2!=1 3! 4 5 7 8!=II,MI 9!")]),
            loop("2200D", "R", MANY, "claim acknowledgment", [
              seg("TRN", "R", 1, "claim trace", "1!=2 2!"),
              seg("STC", "R", MANY, "claim status", `${status(CLAIM_ENTITIES)} 12`),
              seg("REF", "S", 1, "payer's claim number", "1!=1K 2!"),
              seg("REF", "S", 1, "clearinghouse trace number", "1!=D9 2!"),
              seg("REF", "S", 1, "type of bill", "1!=BLT 2!"),
              seg("DTP", "R", 1, "dates of service", "1!=472 2!=D8,RD8 3!"),
              loop("2220D", "S", MANY, "line acknowledgment", [
                seg("SVC", "R", 1, "line", `1!(${PROCEDURE}) 2! 4 7`),
                seg("STC", "R", MANY, "line status", `1!(${CODE}=${CLAIM_ENTITIES}) 2! 3!=U ${MORE}`),
                seg("REF", "S", 1, "line control number", "1!=FJ 2!"),
                seg("REF", "S", 1, "prescription number", "1!=XZ 2!"),
                seg("DTP", "S", 1, "date of service of the line", "1!=472 2!=D8,RD8 3!"),
              ]),
            ]),
          ]),
        ]),
      ]),
    ]),
  ],
};
